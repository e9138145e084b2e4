import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openEngine } from '../src/engine/engine.js';
import { planLoad } from '../src/ingest/load-plan.js';
import { readModels } from '../src/pipeline/read-models.js';
import { loadSql } from '../src/sql/load.js';
import { openStudy } from '../src/study/open-study.js';
import { benchAhp } from './ahp.js';
import { child } from './child.js';
import { benchTraining } from './train.js';

/** How often each side is measured; the two sides take turns, and medians are compared. */
const TURNS = 5;

const root = resolve(import.meta.dirname, '..');
const firms = Number(process.argv[2] ?? 600_000);
const folder = join(root, 'out', `bench-${firms}`);

/** Prints `dipper run` on a generated population beside a plain typed read of the same file. */
async function main(): Promise<void> {
  benchAhp();
  await generate();
  const baseline: number[] = [];
  const runs: { readonly seconds: number; readonly peakMb: number }[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    baseline.push(await readOnly());
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    runs.push(await runDipper());
  }
  const base = median(baseline);
  const seconds = median(runs.map((run) => run.seconds));
  const peak = Math.max(...runs.map((run) => run.peakMb));
  console.log(`firms                 ${firms.toLocaleString('en-US')} (synthetic)`);
  console.log(`baseline typed read   ${base.toFixed(2)} s  ${rate(base)}`);
  console.log(`dipper run            ${seconds.toFixed(2)} s  ${rate(seconds)}  peak ${peak.toFixed(0)} MB`);
  console.log(
    `ratio                 ${(seconds / base).toFixed(2)} times the baseline (medians of ${TURNS} turns)`,
  );
  await benchTraining(root, firms);
}

const rate = (seconds: number): string => `${Math.round(firms / seconds).toLocaleString('en-US')} firms/s`;

async function generate(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const started = performance.now();
  await child(root, 'npx', [
    'tsx',
    'data/foshan/generator/main.ts',
    '--firms',
    String(firms),
    '--seed',
    '1',
    '--out',
    folder,
  ]);
  console.log(`generated ${firms} firms in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** The baseline: the same file into a table with declared types and rejects, in a fresh process-wide engine. */
async function readOnly(): Promise<number> {
  const study = await openStudy(folder);
  const models = await readModels(study);
  const scratch = join(folder, '.scratch');
  mkdirSync(scratch, { recursive: true });
  const path = study.inputs.companies!;
  const plan = await planLoad(path, { columns: models.contract, missingTexts: [], workFolder: scratch });
  const engine = await openEngine({ workFolder: scratch });
  const started = performance.now();
  const names = new Set(plan.columns.map(({ name }) => name));
  await engine.run(plainRead(plan, names));
  const seconds = (performance.now() - started) / 1000;
  engine.close();
  return seconds;
}

/** CREATE TABLE … AS SELECT * FROM read_csv(declared types, store_rejects), taken out of the load statement. */
function plainRead(plan: Awaited<ReturnType<typeof planLoad>>, wanted: ReadonlySet<string>): string {
  const whole = loadSql({ source: plan, wanted, classification: { name: '', sections: [] }, table: 'plain' });
  return `CREATE TABLE plain AS SELECT * FROM ${whole.slice(whole.indexOf('read_csv('), whole.lastIndexOf(')'))}`;
}

async function runDipper(): Promise<{ readonly seconds: number; readonly peakMb: number }> {
  const started = performance.now();
  const peakMb = await child(root, process.execPath, [
    join(root, 'dist/cli/main.js'),
    'run',
    '--study',
    folder,
    '--json',
  ]);
  return { seconds: (performance.now() - started) / 1000, peakMb };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

await main();
