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

describe.each([
  { what: 'the intercept', count: 600, base: -2 },
  { what: 'intercept and slope', count: 4000, base: -1 },
])('customers of other weights and offsets: $what', ({ count, base }) => {
  const found = customers(count, base);
  const prior = { badShare: 0.3, longRunBadRate: 0.1 };
  const near = (one: ReturnType<typeof calibrate>, other: ReturnType<typeof calibrate>, moved = 0) => {
    expect(one.slope).toBeCloseTo(other.slope, 9);
    expect(one.interceptShift).toBeCloseTo(other.interceptShift + moved, 9);
  };

  it('a customer of weight 2 counts like two', () => {
    const twice = (i: number) => i % 3 === 0;
    const weight = Float64Array.from(found.logits, (_value, i) => (twice(i) ? 2 : 1));
    const places = Array.from(found.logits.keys()).flatMap((i) => (twice(i) ? [i, i] : [i]));
    const repeated = {
      logits: Float64Array.from(places, (i) => found.logits[i]!),
      bad: Uint8Array.from(places, (i) => found.bad[i]!),
    };
    near(calibrate({ ...prior, ...found, weight }), calibrate({ ...prior, ...repeated }));
  });

  it('weights take customers that were drawn by outcome back to their population', () => {
    const kept = Array.from(found.logits.keys()).filter((i) => found.bad[i] === 1 || i % 4 === 0);
    const drawn = {
      logits: Float64Array.from(kept, (i) => found.logits[i]!),
      bad: Uint8Array.from(kept, (i) => found.bad[i]!),
      weight: Float64Array.from(kept, (i) => (found.bad[i] === 1 ? 1 : 4)),
    };
    const calibration = calibrate({ ...prior, ...drawn });
    const pd = (value: number) => 1 / (1 + Math.exp(-calibrated(value, calibration)));
    const mean = found.logits.reduce((sum, value) => sum + pd(value), 0) / count;
    const share = found.bad.reduce((sum, each) => sum + each, 0) / count;
    expect(Math.abs(mean / share - 1)).toBeLessThan(0.1);
  });

  it('an offset belongs to the sample: a constant one moves the intercept back', () => {
    const offset = new Float64Array(count).fill(0.7);
    near(calibrate({ ...prior, ...found, offset }), calibrate({ ...prior, ...found }), -0.7);
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
