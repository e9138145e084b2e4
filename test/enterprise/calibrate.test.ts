import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { calibrate, calibrated } from '../../src/enterprise/calibrate.js';
import { tierOf } from '../../src/enterprise/tiers.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';

const nobody = { logits: new Float64Array(), bad: new Uint8Array() };

/** Customers whose odds are off by an intercept and a slope. */
function customers(count: number, base: number) {
  const { normal, uniform } = random(31);
  const logits = Float64Array.from({ length: count }, () => normal() - 1);
  const bad = Uint8Array.from(logits, (value) =>
    uniform() < 1 / (1 + Math.exp(-(base + 0.6 * value))) ? 1 : 0,
  );
  return { logits, bad };
}

describe('calibration', () => {
  it('brings the odds of the sample to the long run: (0.02/0.98) / (0.3/0.7)', () => {
    const found = calibrate({ badShare: 0.3, longRunBadRate: 0.02, ...nobody });
    expect(found.priorShift).toBeCloseTo(Math.log(0.02 / 0.98 / (0.3 / 0.7)), 14);
    // A firm at the sample's odds of 0.3 has the long run's 0.02.
    expect(1 / (1 + Math.exp(-calibrated(Math.log(0.3 / 0.7), found)))).toBeCloseTo(0.02, 14);
  });

  it.each([
    [0, 'prior correction only: 0 of 3 customers went bad'],
    [1, 'prior correction only: 3 of 3 customers went bad'],
  ])('leaves customers of one kind aside: all %i', (kind, note) => {
    const bad = new Uint8Array(3).fill(kind);
    const logits = Float64Array.of(-2, -1, 0);
    expect(calibrate({ badShare: 0.3, longRunBadRate: null, logits, bad })).toMatchObject({
      note,
      ...{ priorShift: 0, interceptShift: 0, slope: 1, n: 3, d: 3 * kind },
    });
  });

  it('does not take a slope that turns the model round, and says so', () => {
    // 150 bads among 200 that the model calls safe, 50 among 200 that it does not: slope −ln 9 over 2
    const logits = Float64Array.from({ length: 400 }, (_, i) => (i < 200 ? -1 : 1));
    const bad = Uint8Array.from(logits, (_value, i) => (i < 150 || i >= 350 ? 1 : 0));
    expect(calibrate({ badShare: 0.3, longRunBadRate: null, logits, bad })).toMatchObject({
      slope: 1,
      interceptShift: 0,
      note: `customers contradict the model: slope ${(-Math.log(9) / 2).toFixed(3)} not used`,
    });
  });

  it.each([
    { what: 'the intercept alone up to 100 bads', count: 600, base: -2, slope: false },
    { what: 'the slope too above 100 bads', count: 4000, base: -1, slope: true },
  ])('meets the score equations of the customers: $what', ({ count, base, slope }) => {
    const { logits, bad } = customers(count, base);
    const found = calibrate({ badShare: 0.3, longRunBadRate: null, logits, bad });
    expect(found.d > 100).toBe(slope);
    expect(found.slope === 1).toBe(!slope);
    let [first, second] = [0, 0];
    logits.forEach((value, i) => {
      const residual = bad[i]! - 1 / (1 + Math.exp(-calibrated(value, found)));
      first += residual;
      second += residual * value;
    });
    expect(Math.abs(first)).toBeLessThan(1e-7);
    if (slope) expect(Math.abs(second)).toBeLessThan(1e-7);
  });
});

describe.skipIf(!hasCases)('tiers of 5,000 scores (needs ../shared/cases)', () => {
  it('hold the published firms and bads, a score on a floor in the better tier', () => {
    const published = caseJson<{ edges_desc: number[]; tiers: { n: number; bad: number }[] }>(
      'rating_tiers.json',
    );
    const floors = [...published.edges_desc, 0];
    const counts = floors.map(() => ({ n: 0, bad: 0 }));
    for (const row of caseCsv('metrics_syn5000.csv')) {
      const count = counts[tierOf(Number(row.score), floors) - 1]!;
      count.n++;
      count.bad += Number(row.y);
    }
    expect(counts).toEqual(published.tiers.map(({ n, bad }) => ({ n, bad })));
  });
});
