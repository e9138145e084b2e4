import { describe, expect, it } from 'vitest';
import { backTest } from '../../src/validation/validate.js';
import { weighedCount } from '../../src/validation/weighed-count.js';

describe('weighedCount', () => {
  it('is a plain count where all weigh the same', () => {
    expect(weighedCount([1, 0, 0, 1], [3, 3, 3, 3])).toEqual({ n: 4, d: 2, rate: 0.5, effective: 4 });
    const tenths = new Array<number>(10).fill(0.1);
    expect(weighedCount([1, 0, 0, 1, 1, 0, 0, 0, 0, 0], tenths)).toEqual({
      n: 10,
      d: 3,
      rate: 0.3,
      effective: 10,
    });
    expect(weighedCount([], [])).toEqual({ n: 0, d: 0, rate: 0, effective: 0 });
  });

  it('weighs: one bad firm of weight 1 among three of weight 3 is a rate of a tenth, and says as much as 100 / 28 firms', () => {
    expect(weighedCount([1, 0, 0, 0], [1, 3, 3, 3])).toEqual({ n: 4, d: 1, rate: 0.1, effective: 100 / 28 });
  });
});

describe('a back-test of a weighed sample', () => {
  it('holds the weighed rate against the pd, on the effective number of firms', () => {
    const plain = backTest('R9', { n: 400, d: 20, pd: 0.05 });
    const weighed = backTest('R9', { n: 900, d: 450, pd: 0.05, rate: 0.05, effective: 400 });
    expect(weighed.jeffreysP).toBeCloseTo(plain.jeffreysP, 12);
    expect(weighed.binomialP).toBeCloseTo(plain.binomialP, 12);
    expect(weighed.power).toBe(plain.power);
    expect(weighed).toMatchObject({ n: 900, d: 450, rate: 0.05, effective: 400, status: plain.status });
  });
});
