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

  it('weighs: one bad firm of weight 1 among three of weight 3 is a rate of a tenth', () => {
    // variance of the log odds 1 + 1/3; firms without weights: 1/(0.1 × 0.9 × 4/3)
    const found = weighedCount([1, 0, 0, 0], [1, 3, 3, 3]);
    expect(found).toMatchObject({ n: 4, d: 1, rate: 0.1 });
    expect(found.effective).toBeCloseTo(1 / 0.12, 12);
  });

  it('loses nothing by a kind that is drawn rarely: 100 bads and 500 goods of weight 20', () => {
    const bad = Array.from({ length: 600 }, (_, i) => (i < 100 ? 1 : 0));
    const found = weighedCount(
      bad,
      bad.map((each) => (each === 1 ? 1 : 20)),
    );
    const rate = 100 / 10_100;
    expect(found.rate).toBeCloseTo(rate, 15);
    expect(found.effective).toBeCloseTo(1 / (rate * (1 - rate) * (1 / 100 + 1 / 500)), 6);
  });

  it('counts as the tiers of a card do: 40 goods of 30 and 10, 10 bads of 6 and 2', () => {
    const bad = Array.from({ length: 50 }, (_, i) => (i < 10 ? 1 : 0));
    const found = weighedCount(
      bad,
      bad.map((each, i) => (i % 2 === 0 ? 3 : 1) * (each === 1 ? 2 : 10)),
    );
    // 1/21 bad; 1.25/10 + 1.25/40
    expect(found.effective).toBeCloseTo(1 / ((1 / 21) * (20 / 21) * 0.15625), 9);
    expect(Math.round(found.effective)).toBe(141);
  });

  it('goes by the firms of one kind where there is no other: weights 1 and 3 are 16/10 firms', () => {
    expect(weighedCount([0, 0], [1, 3])).toEqual({ n: 2, d: 0, rate: 0, effective: 1.6 });
    expect(weighedCount([1, 1], [1, 3])).toEqual({ n: 2, d: 2, rate: 1, effective: 1.6 });
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
