import { describe, expect, it } from 'vitest';
import { fitIndustries, openStudy, runStudy, trainStudy } from '../../src/index.js';
import { prepareSba, sbaPresent } from '../fixtures/sba-study.js';

describe.skipIf(!sbaPresent())('63,645 real loans with real industry figures', () => {
  it('go through the whole line', { timeout: 120_000 }, async () => {
    const study = await openStudy(prepareSba());
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
