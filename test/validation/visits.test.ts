import { describe, expect, it } from 'vitest';
import { stratifiedMean, stratifiedShare } from '../../src/validation/visits.js';

describe('stratifiedMean', () => {
  it('weighs every tier by its rated firms, by hand', () => {
    const of = (tier: number, tierFirms: number, values: readonly number[]) =>
      values.map((value) => ({ tier, tierFirms, value }));
    const { n, mean, standardError, low, high } = stratifiedMean([
      ...of(6, 100, [1, 1, 0, 0]),
      ...of(7, 300, [1, 0]),
      ...of(8, 600, [0, 0, 0]),
    ]);
    expect(n).toBe(9);
    expect(mean).toBeCloseTo((100 * 0.5 + 300 * 0.5) / 1000, 12);
    // s² is 1/3 in R6, 1/2 in R7, 0 in R8.
    const variance = (100 ** 2 * (1 - 0.04) * (1 / 3)) / 4 + (300 ** 2 * (1 - 2 / 300) * 0.5) / 2;
    expect(standardError).toBeCloseTo(Math.sqrt(variance) / 1000, 12);
    expect((low! + high!) / 2).toBeCloseTo(mean, 12);
    expect(high! - low!).toBeCloseTo(2 * 1.959963984540054 * standardError, 9);
  });

  it('knows what it counted: no error where every firm of a tier was visited', () => {
    const values = [0, 1, 1].map((value) => ({ tier: 1, tierFirms: 3, value }));
    expect(stratifiedMean(values)).toMatchObject({ mean: expect.closeTo(2 / 3, 12), standardError: 0 });
  });
});

it('a tier with a single visit spreads as together with the nearest one', () => {
  const of = (tier: number, tierFirms: number, values: readonly number[]) =>
    values.map((value) => ({ tier, tierFirms, value }));
  const { mean, standardError } = stratifiedMean([
    ...of(6, 100, [3]),
    ...of(7, 300, [5, 6]),
    ...of(11, 50, [0, 4]),
  ]);
  expect(mean).toBeCloseTo((100 * 3 + 300 * 5.5 + 50 * 2) / 450, 12);
  // 3, 5 and 6 have a variance of 7/3, 5 and 6 one of 1/2, 0 and 4 one of 8.
  const variance =
    100 ** 2 * 0.99 * (7 / 3) + 300 ** 2 * (1 - 2 / 300) * (0.5 / 2) + 50 ** 2 * 0.96 * (8 / 2);
  expect(standardError).toBeCloseTo(Math.sqrt(variance) / 450, 12);
});

describe('a mean over the firms that have a value', () => {
  const of = (tier: number, tierFirms: number, values: readonly (number | null)[]) =>
    values.map((value) => ({ tier, tierFirms, value }));

  it('takes each tier for as many of them as visits found, not for all its firms', () => {
    // All of 40 firms of R6 have one, 2 of 4 visited of 400 of R7: 40 and 200.
    const { n, mean, standardError } = stratifiedMean([
      ...of(6, 40, [1, 3]),
      ...of(7, 400, [5, 7, null, null]),
    ]);
    expect(n).toBe(4);
    const expected = (40 * 2 + 200 * 6) / 240;
    expect(mean).toBeCloseTo(expected, 12);
    const rests = [5 - expected, 7 - expected, 0, 0];
    const middle = (rests[0]! + rests[1]!) / 4;
    const square = rests.reduce((sum, rest) => sum + (rest - middle) ** 2, 0) / 3;
    const variance = 40 ** 2 * (1 - 2 / 40) * (2 / 2) + 400 ** 2 * 0.99 * (square / 4);
    expect(standardError).toBeCloseTo(Math.sqrt(variance) / 240, 12);
  });

  it('is their mean where every firm was visited', () => {
    const census = [...of(6, 3, [1, 2, 6]), ...of(7, 4, [9, null, null, null])];
    expect(stratifiedMean(census)).toMatchObject({
      n: 4,
      mean: expect.closeTo(4.5, 12),
      standardError: 0,
      low: expect.closeTo(4.5, 12),
    });
  });
});

describe('where nothing shows how values spread', () => {
  const of = (tier: number, tierFirms: number, values: readonly number[]) =>
    values.map((value) => ({ tier, tierFirms, value }));

  it('a share has the exact interval of as many independent firms', () => {
    // One tier of 1000: 20 visited, n_eff = 20 / (1 − 20/1000); none of them, one-sided: 1 − 0.05^(1/n_eff)
    const none = stratifiedShare(of(6, 1000, Array(20).fill(0)));
    expect([none.mean, none.low]).toEqual([0, 0]);
    expect(none.high).toBeCloseTo(1 - 0.05 ** (0.98 / 20), 9);
    // Two tiers: 1 / Σ (N_h / N)² (1 − n_h / N_h) / n_h
    const effective = 1 / (0.25 ** 2 * (0.99 / 1) + 0.75 ** 2 * (1 - 2 / 300) * 0.5);
    const all = stratifiedShare([...of(6, 100, [1]), ...of(7, 300, [1, 1])]);
    expect([all.mean, all.high]).toEqual([1, 1]);
    expect(all.low).toBeCloseTo(0.05 ** (1 / effective), 9);
    const mixed = stratifiedShare([...of(6, 100, [1]), ...of(7, 300, [0, 0])]);
    expect(mixed.mean).toBe(0.25);
    expect([mixed.low! < 0.02, mixed.high! > 0.75]).toEqual([true, true]);
  });

  it('a mean has none, and a count of every firm needs none', () => {
    expect(stratifiedMean(of(6, 100, [3]))).toMatchObject({ mean: 3, low: null, high: null });
    // 0.1 + 0.1 + 0.1 is not three times 0.1: rounding is no spread.
    expect(
      stratifiedMean([...of(6, 100, Array(3).fill(0.1)), ...of(7, 307, Array(7).fill(0.1))]),
    ).toMatchObject({
      low: null,
      high: null,
    });
    expect(stratifiedShare(of(6, 2, [1, 1]))).toMatchObject({ low: 1, high: 1 });
  });
});

describe('a share of which some were seen to differ', () => {
  const of = (tier: number, tierFirms: number, values: readonly number[]) =>
    values.map((value) => ({ tier, tierFirms, value }));
  const ten = (tier: number, tierFirms: number, different = 0) =>
    of(tier, tierFirms, [...new Array(different).fill(0), ...new Array(10 - different).fill(1)]);

  it('is never known better for one that differs, and stays within 0 and 1', () => {
    const alike = stratifiedShare([...ten(1, 40), ...ten(2, 5000), ...ten(3, 5000)]);
    const one = stratifiedShare([...ten(1, 40, 1), ...ten(2, 5000), ...ten(3, 5000)]);
    expect(one.mean).toBeCloseTo(1 - 4 / 10_040, 12);
    expect(one.low).toBeLessThan(alike.low!);
    expect(one.high).toBeLessThanOrEqual(1);
    expect(one.high).toBeGreaterThan(one.mean);
  });

  it('has the exact interval of p(1 − p)/SE² firms where tiers of many firms differ', () => {
    // One tier of a thousand, 4 of 10: SE² = 0.99 × (4 × 6 / 90) / 10, n_eff = 0.24 / SE² = 100/11, below 10 / 0.99;
    // beta quantiles at (40/11, 60/11 + 1) and (40/11 + 1, 60/11) by scipy 1.17
    const { low, high } = stratifiedShare(of(1, 1000, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]));
    expect([low, high]).toEqual([
      expect.closeTo(0.11155744152972953, 12),
      expect.closeTo(0.7529340894062125, 12),
    ]);
  });

  it('a mean of values that are alike shows no spread: no interval, however many firms', () => {
    expect(stratifiedMean(ten(1, 500))).toMatchObject({ mean: 1, low: null, high: null });
  });
});
