import { describe, expect, it } from 'vitest';
import { cappedNote, scoreHistogram, tierCounts, tierPds } from '../../src/enterprise/tier-pds.js';
import { weightsByScore } from '../../src/enterprise/tier-weights.js';

/** R1 from 930, each further tier 70 points lower, R14 from 20, R15 from 0; pd falls from 1 by a thousandth a point. */
const floors = [...Array.from({ length: 14 }, (_, i) => 930 - 70 * i), 0];
const pdByScore = Array.from({ length: 1001 }, (_, score) => 1000 * (1000 - score));
const counts = (of: Readonly<Record<number, number>>) =>
  Array.from({ length: 1001 }, (_, score) => of[score] ?? 0);
/** One firm at each score, of some weight. */
const sums = (of: Readonly<Record<number, number>>) => ({
  weights: counts(of),
  squares: counts(of).map((weight) => weight ** 2),
});

const tiers = tierPds(
  {
    floors,
    pdByScore,
    histogram: counts({ 940: 10, 970: 20, 929: 29, 859: 30, 789: 30, 700: 30, 600: 30, 550: 30, 500: 30 }),
    customers: counts({ 550: 2 }),
    bads: counts({ 550: 1 }),
    weights: { good: sums({ 550: 9 }), bad: sums({ 550: 1 }) },
  },
  () => [0.1, 0.5],
);
const pds = tiers.map(({ pdPpm, pooled }) => [pdPpm, pooled]);

describe('tierPds', () => {
  it('is the mean pd of the firms of a tier: 10 at 60,000 and 20 at 30,000 ppm', () => {
    expect(pds[0]).toEqual([40_000, false]);
    expect(pds.slice(2, 4)).toEqual([
      [141_000, false],
      [211_000, false],
    ]);
  });

  it('is the pd in the middle of a tier of fewer than 30 firms, and says so', () => {
    // R2 is 860 to 929: 894 is its middle
    expect(pds[1]).toEqual([106_000, true]);
  });

  it('is that of scores which firms reach in R1 and R15, which reach to 1000 and 0', () => {
    const nobody = counts({});
    const [first, ...others] = tierPds(
      {
        floors,
        pdByScore,
        histogram: counts({ 950: 3, 940: 2, 500: 40, 15: 2 }),
        customers: counts({ 15: 2 }),
        bads: counts({ 15: 1 }),
        weights: { good: sums({ 15: 1 }), bad: sums({ 15: 1 }) },
      },
      () => [0.1, 0.5],
    );
    // R1: 930 to 950 instead of 1000; R15: 15 to 19 instead of 0
    expect(first).toMatchObject({ pdPpm: 60_000, pooled: true });
    expect(others.at(-1)).toMatchObject({ pdPpm: 983_000, pooled: true });
    // Nobody is in either: the scores nearest to the firms, and 30 % without a bad customer.
    const none = tierPds(
      {
        floors,
        pdByScore,
        histogram: counts({ 900: 40, 790: 40 }),
        customers: nobody,
        bads: nobody,
        weights: { good: sums({}), bad: sums({}) },
      },
      () => [0, 1],
    );
    expect(none[0]).toMatchObject({ pdPpm: 70_000, pooled: true });
    expect(none.at(-1)).toMatchObject({ pdPpm: 300_000, pooled: true });
  });

  it('is that of its firms also without a bad customer, and never falls', () => {
    // R5 300,000 and R6 400,000 have nobody; of R7’s two customers one went bad; R8 500,000 and the others have nobody again
    expect(pds.slice(4, 7)).toEqual([
      [300_000, false],
      [400_000, false],
      [450_000, false],
    ]);
    expect(pds.slice(7, 8)).toEqual([[500_000, false]]);
  });

  it('is 30 % at the most in a thin tier without a bad customer, which is told', () => {
    const nobody = counts({});
    const reached = tierPds(
      {
        floors,
        pdByScore,
        histogram: counts({ 900: 40, 100: 3, 50: 3, 10: 3 }),
        customers: nobody,
        bads: nobody,
        weights: { good: sums({}), bad: sums({}) },
      },
      () => [0, 1],
    );
    expect(reached.slice(12).map(({ pdPpm, capped }) => [pdPpm, capped])).toEqual([
      [300_000, true],
      [300_000, true],
      [300_000, true],
    ]);
    expect(cappedNote(reached.slice(12))).toBe(
      '; pd of R13, R14, R15 30 % at the most: fewer than 30 rated firms and no bad customer',
    );
  });

  it('is that of a better tier where that is above 30 %, which is not told as 30 %', () => {
    expect(pds.slice(8)).toEqual(Array.from({ length: 7 }, () => [500_000, true]));
    expect(tiers.map(({ capped }) => capped)).toEqual(new Array(15).fill(undefined));
    expect(cappedNote(tiers)).toBe('');
  });

  it('shows what was observed at the weights of the population: odds of 1 are 1/9', () => {
    expect(tiers[6]).toMatchObject({ n: 2, d: 1, badRatePpm: 100_000, low: 12_195, high: 100_000 });
    expect(tiers[0]).toMatchObject({ n: 0, d: 0, badRatePpm: null });
  });
});

describe('bad rates of weighed firms', () => {
  const table = {
    bad: Uint8Array.of(0, 0, 1, 0, 1, 0, 0),
    weightMillionths: Float64Array.of(1e6, 3e6, 2e6, 1e15, 1e6, 5e5, 5e5),
  };
  const scores = Int32Array.of(560, 560, 560, 490, 490, 430, 430);
  const evidenceOf = (rows: Pick<typeof table, 'bad' | 'weightMillionths'>, at: Int32Array) => ({
    customers: scoreHistogram(at, () => true),
    bads: scoreHistogram(at, (row) => rows.bad[row] === 1),
    weights: weightsByScore(at, rows, () => true),
  });
  const evidence = evidenceOf(table, scores);
  const population = { floors, pdByScore, histogram: counts({ 500: 40 }) };
  const made = tierPds({ ...population, ...evidence }, () => [0.1, 0.5]);

  it('are Σ w of the bads over Σ w, tier by tier', () => {
    // R7: 2 of 6; R8: 1 of 10^9 + 1; R9: nobody bad of two, the odds of its interval by the weights of all
    expect(made.slice(6, 9).map(({ n, d, badRatePpm }) => [n, d, badRatePpm])).toEqual([
      [3, 1, 333_333],
      [2, 1, 0],
      [2, 0, 0],
    ]);
  });

  it('have intervals whose odds are moved by the mean weights of all bads and goods', () => {
    const all = (3 / 2 / ((1 + 3 + 1e9 + 0.5 + 0.5) / 5)) * (0.5 / 0.5);
    expect(made[8]!.high).toBe(Math.round((1e6 * all) / (1 + all)));
    expect(made[8]).not.toHaveProperty('effective');
  });

  it('do not go by the size of the weights where all firms are good', () => {
    const good = (weight: number) => {
      const firms = { bad: new Uint8Array(28), weightMillionths: new Float64Array(28).fill(weight * 1e6) };
      const own = evidenceOf(firms, new Int32Array(28).fill(560));
      return tierPds({ ...population, ...own }, (d, n) => [d / n, (d + 1) / (n + 1)])[6]!;
    };
    expect(good(10)).toEqual(good(1));
    expect(good(1)).toMatchObject({ n: 28, d: 0, high: Math.round(1e6 / 29) });
  });

  it('have intervals of as many firms as say as much where firms of a kind weigh differently', () => {
    // 40 goods of 30 and 10, 10 bads of 6 and 2: means 20 and 4, rests 1.5 and 0.5 of either kind
    const rows = Array.from({ length: 50 }, (_, i) => i);
    const many = {
      bad: Uint8Array.from(rows, (i) => (i < 10 ? 1 : 0)),
      weightMillionths: Float64Array.from(rows, (i) => (i % 2 === 0 ? 3 : 1) * (i < 10 ? 2e6 : 10e6)),
    };
    const own = evidenceOf(
      many,
      Int32Array.from(rows, () => 560),
    );
    const asked: (readonly [number, number])[] = [];
    const tier = tierPds({ ...population, ...own }, (d, n) => [asked.push([d, n]) && d / n, 1])[6]!;
    // (Σ v)²/Σ v² = 50²/(25 × 2.25 + 25 × 0.25) = 40, a fifth of them bad; odds ¼ × 4/20
    expect(asked[6]).toEqual([expect.closeTo(8, 9), expect.closeTo(40, 9)]);
    expect(tier).toMatchObject({ n: 50, d: 10, badRatePpm: 47_619, low: 47_619, high: 1_000_000 });
    // Firms without weights, of whom 1 in 21 is bad: 40 × (0.2 × 0.8) / (1/21 × 20/21) = 141.1
    expect(tier.effective).toBe(141);
  });

  it('have intervals by what each kind knows: bads of 9 and 1, goods that weigh alike', () => {
    const rows = Array.from({ length: 50 }, (_, i) => i);
    const uneven = {
      bad: Uint8Array.from(rows, (i) => (i < 10 ? 1 : 0)),
      weightMillionths: Float64Array.from(rows, (i) => (i >= 10 ? 1e6 : i % 2 === 0 ? 9e6 : 1e6)),
    };
    const own = evidenceOf(
      uneven,
      Int32Array.from(rows, () => 560),
    );
    const tier = tierPds({ ...population, ...own }, () => [0, 1])[6]!;
    // 50 of 90 bad; variance of the log odds 410/50² + 1/40
    expect(tier.effective).toBe(Math.round(1 / ((50 / 90) * (40 / 90) * (410 / 2500 + 1 / 40))));
  });

  it('leave out the odds of an offset: a bad firm drawn ten times as often counts a tenth', () => {
    const offset = Float64Array.from({ length: 7 }, () => Math.log(10));
    const weights = weightsByScore(scores, { ...table, offset }, () => true);
    const [rate] = tierPds(
      { floors, pdByScore, histogram: counts({ 500: 40 }), ...evidence, weights },
      () => [0, 1],
    )
      .slice(6, 7)
      .map(({ badRatePpm }) => badRatePpm);
    expect(rate).toBe(Math.round((1e6 * 0.2) / 4.2));
  });
});

it('firms are counted by score and by tier', () => {
  const histogram = scoreHistogram([1000, 930, 929, 0, 0], (row) => row !== 4);
  expect([histogram[1000], histogram[929], histogram[0]]).toEqual([1, 1, 1]);
  expect(tierCounts(histogram, floors)).toEqual([2, 1, ...new Array(12).fill(0), 1]);
});
