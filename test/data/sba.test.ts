import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitIndustries, openStudy, runStudy, trainStudy } from '../../src/index.js';

const root = resolve(import.meta.dirname, '../..');
const data = resolve(root, '../shared/data');
const present = existsSync(join(data, 'sba'));
if (!present) console.log('skipped: the SBA loans are not beside the project');

/** The study in a folder of its own, with prepared data. */
function prepareStudy(): string {
  const made = spawnSync(process.execPath, ['--import', 'tsx', 'data/sba/prepare.ts', '--data', data], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(made.stderr.replaceAll(/^npm.*$/gm, '').trim()).toBe('');
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  for (const name of ['config', 'prepared'])
    cpSync(join(root, 'data/sba', name), join(folder, name), { recursive: true });
  for (const name of readdirSync(join(root, 'models/sba')).filter((file) =>
    /(spec|policy)\.json$/.test(file),
  ))
    cpSync(join(root, 'models/sba', name), join(folder, 'models', name));
  const study = JSON.parse(readFileSync(join(root, 'data/sba/dipper.json'), 'utf8'));
  writeFileSync(join(folder, 'dipper.json'), JSON.stringify({ ...study, models: 'models', out: 'out' }));
  return folder;
}

describe.skipIf(!present)('63,645 real loans with real industry figures', () => {
  it('go through the whole line', { timeout: 120_000 }, async () => {
    const study = await openStudy(prepareStudy());
    const fitted = await fitIndustries(study);
    expect(fitted.map(({ document }) => [document.asOf, document.industries.length])).toEqual([
      ['2022-12-31', 19],
      ['2005-09-30', 19],
    ]);
    const { document, companies } = await trainStudy(study);
    expect(companies).toMatchObject({ records: 63_645, rows: 63_645 });
    const { training, tiers } = document;
    expect({ goods: training.goods, bads: training.bads }).toEqual({ goods: 32_565, bads: 31_080 });
    const [random, later] = training.evaluations;
    expect(random!.test!.auc).toBeGreaterThanOrEqual(0.7);
    expect(later!.test!.auc).toBeGreaterThanOrEqual(0.56);
    for (const { rejected, features } of training.evaluations) {
      expect(rejected).toContainEqual(expect.objectContaining({ feature: 'term', stage: 'leakage' }));
      expect(features).not.toContain('term');
    }
    expect(later!.lookAheadRows.test).toBe(0);
    expect(random!.lookAheadRows.test).toBe(random!.test!.n);
    expect(training.secondOpinion!.verdict).toBe('agrees');
    expect(training.secondOpinion!.largestDifference!).toBeLessThanOrEqual(1e-6);
    expect(tiers.reduce((sum, { n }) => sum + n, 0)).toBe(63_645);
    expect(tiers.reduce((sum, { d }) => sum + d, 0)).toBe(31_080);
    const { summary, manifest } = await runStudy(study);
    expect(summary!.counts).toMatchObject({ records: 63_645, rated: 63_645 });
    expect(summary!.counts.targets).toBeGreaterThan(1000);
    expect(Object.keys(manifest.outputs)).toContain('targets.csv');
  });
});
