import { describe, expect, it } from 'vitest';
import { stratifiedMean } from '../../src/validation/visits.js';

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
    expect((low + high) / 2).toBeCloseTo(mean, 12);
    expect(high - low).toBeCloseTo(2 * 1.959963984540054 * standardError, 9);
  });

  it('knows what it counted: no error where every firm of a tier was visited', () => {
    const values = [0, 1, 1].map((value) => ({ tier: 1, tierFirms: 3, value }));
    expect(stratifiedMean(values)).toMatchObject({ mean: expect.closeTo(2 / 3, 12), standardError: 0 });
  });
});
