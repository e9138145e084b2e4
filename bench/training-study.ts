import { createWriteStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { logistic } from '../src/core/logistic.js';
import { random } from '../src/core/random.js';
import type { Engine } from '../src/engine/engine.js';
import type { Study } from '../src/index.js';
import { loadCompanies, planCompanies } from '../src/pipeline/load-companies.js';
import type { trainingContract } from '../src/pipeline/training-contract.js';

/** How many numeric features the bench trains on. */
export const FEATURES = 30;

const texts = (text: string) => ({ en: text, zh: text });
const names = Array.from({ length: FEATURES }, (_, j) => `x${j + 1}`);

/** Writes a made-up study in which every firm is labelled: `rows` firms with thirty numbers each. */
export async function writeTrainingStudy(folder: string, rows: number): Promise<void> {
  mkdirSync(join(folder, 'models'), { recursive: true });
  writeFileSync(join(folder, 'dipper.json'), JSON.stringify(study));
  writeFileSync(join(folder, 'models/enterprise.spec.json'), JSON.stringify(spec));
  const path = join(folder, 'companies.csv');
  if (existsSync(path)) return;
  const { normal, uniform } = random(5);
  const file = createWriteStream(path);
  file.write(`company_id,${names.join(',')},bad\n`);
  for (let i = 0; i < rows; i++) {
    let logit = -2.2;
    const cells = names.map((_name, j) => {
      const value = normal();
      logit -= (0.05 + 0.15 * ((j * 7) % 5)) * value;
      return uniform() < 0.03 ? '' : (100 * value).toFixed(2);
    });
    const line = `F${i},${cells.join(',')},${uniform() < logistic(logit) ? 1 : 0}\n`;
    if (!file.write(line)) await new Promise<void>((done) => file.once('drain', () => done()));
  }
  file.end();
  await finished(file);
}

const study = {
  formatVersion: 1,
  study: 'bench',
  title: texts('Bench (synthetic)'),
  synthetic: true,
  asOf: '2024-06-30',
  currency: 'CNY',
  seed: 1,
  inputs: { companies: 'companies.csv' },
  models: 'models',
};

const isBad = (value: number) => ({ column: 'bad', op: '=', value });
const spec = {
  formatVersion: 1,
  study: 'bench',
  kind: 'enterprise-spec',
  inputs: [
    { name: 'company_id', type: 'text' },
    ...names.map((name) => ({ name, type: 'number' })),
    { name: 'bad', type: 'flag', missing: 'rejected' },
  ],
  dimensions: ['a', 'b', 'c'].map((id) => ({ id, name: texts(id) })),
  features: names.map((name, j) => ({
    id: name,
    dimension: 'abc'[j % 3],
    name: texts(name),
    better: 'higher',
    kind: 'sum',
    terms: [{ column: name }],
  })),
  thin: { maxMissing: FEATURES },
  label: {
    bad: isBad(1),
    good: isBad(0),
    sources: [{ id: 'all', when: { column: 'bad', op: 'missing', value: false } }],
  },
  binning: { minGoods: 50, minBads: 50 },
  selection: { minIv: 0 },
  fit: {},
  calibration: { longRunBadRate: null },
  scale: {},
  tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
};

/** Reads the study's file into the engine, as `dipper train` does. */
export async function loadTraining(
  engine: Engine,
  study: Study,
  contract: ReturnType<typeof trainingContract>,
): Promise<void> {
  const workFolder = join(study.folder, '.scratch');
  mkdirSync(workFolder, { recursive: true });
  const { columns, read: wanted } = contract;
  const plan = await planCompanies(study, {
    columns,
    wanted,
    missingTexts: [],
    classification: null,
    workFolder,
  });
  await loadCompanies(engine, plan);
}
