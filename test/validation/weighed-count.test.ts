import { describe, expect, it } from 'vitest';
import { jeffreysP } from '../../src/validation/backtest.js';
import { jeffreysInterval } from '../../src/validation/beta.js';
import { backTest } from '../../src/validation/validate.js';
import { weighedCount } from '../../src/validation/weighed-count.js';

describe('weighedCount', () => {
  it('is a plain count where all weigh the same', () => {
    expect(weighedCount([1, 0, 0, 1], [3, 3, 3, 3])).toEqual({
      n: 4,
      d: 2,
      rate: 0.5,
      effective: 4,
      drawn: { n: 4, d: 2, factor: 1 },
    });
    const tenths = new Array<number>(10).fill(0.1);
    expect(weighedCount([1, 0, 0, 1, 1, 0, 0, 0, 0, 0], tenths)).toEqual({
      n: 10,
      d: 3,
      rate: 0.3,
      effective: 10,
      drawn: { n: 10, d: 3, factor: 1 },
    });
    expect(weighedCount([], [])).toEqual({
      n: 0,
      d: 0,
      rate: 0,
      effective: 0,
      drawn: { n: 0, d: 0, factor: 1 },
    });
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
    expect(weighedCount([0, 0], [1, 3])).toEqual({
      n: 2,
      d: 0,
      rate: 0,
      effective: 1.6,
      drawn: { n: 1.6, d: 0, factor: 1 },
    });
    expect(weighedCount([1, 1], [1, 3])).toEqual({
      n: 2,
      d: 2,
      rate: 1,
      effective: 1.6,
      drawn: { n: 1.6, d: 1.6, factor: 1 },
    });
  });
});

describe('a back-test of a weighed sample', () => {
  // Of 63 firms 2 are bad, which were drawn twenty times as often and weigh 0.05.
  const mean = { good: 1, bad: 0.05 };
  const tested = (goods: number, bads: number, pd: number) => {
    const bad = [...new Array<number>(goods).fill(0), ...new Array<number>(bads).fill(1)];
    const weight = bad.map((each) => (each === 1 ? mean.bad : mean.good));
    return backTest('R9', { ...weighedCount(bad, weight, mean), pd });
  };
  const among = (pd: number) => (20 * pd) / (1 + 19 * pd);

  it('holds the bads that were drawn against the pd among the firms that were drawn', () => {
    const [plain, weighed] = [backTest('R9', { n: 61, d: 2, pd: among(0.002) }), tested(59, 2, 0.002)];
    expect(weighed.jeffreysP).toBeCloseTo(plain.jeffreysP, 9);
    expect(weighed.binomialP).toBeCloseTo(plain.binomialP, 9);
    expect(weighed).toMatchObject({ n: 61, d: 2, status: plain.status });
    expect(weighed.rate).toBeCloseTo(0.1 / 59.1, 12);
  });

  it('also where none of them is bad: 61 good firms say something of bads that were drawn twenty times as often', () => {
    const weighed = tested(61, 0, 0.0008);
    expect(weighed.jeffreysP).toBeCloseTo(jeffreysP(0, 61, among(0.0008)), 9);
    // 4 bads of 61 are significant where 1.57 % are expected; the chance of so many at 3.1 %.
    expect(weighed.power).toBeCloseTo(0.1213, 4);
    // The interval of the tier's own table: Jeffreys' among those drawn, back to the population.
    const [low, high] = jeffreysInterval(0, 61, 0.9);
    expect(weighed.low).toBeCloseTo(low / 20 / (1 - low + low / 20), 9);
    expect(weighed.high).toBeCloseTo(high / 20 / (1 - high + high / 20), 9);
  });

  it('is not surer for a bad firm that weighs little: 114 good firms and one are 115 at the most', () => {
    const bad = [...new Array<number>(114).fill(0), 1];
    for (const light of [1e-6, 0.01, 0.1]) {
      const weight = bad.map((each) => (each === 1 ? light : 1));
      const count = weighedCount(bad, weight, { good: 1, bad: 1 });
      expect(count.drawn.n).toBeCloseTo(115, 9);
      expect(count.effective).toBeCloseTo(115, 9);
      const { power, high, status } = backTest('R7', { ...count, pd: 0.0096 });
      const none = backTest('R7', { n: 115, d: 0, pd: 0.0096 });
      expect([power, status]).toEqual([none.power, none.status]);
      expect(high).toBeGreaterThan(none.high);
    }
  });

  it('is that of the plain sample where all weigh the same', () => {
    const plain = backTest('R9', { n: 400, d: 20, pd: 0.05 });
    const bad = Array.from({ length: 400 }, (_, i) => (i < 20 ? 1 : 0));
    expect(
      backTest('R9', {
        ...weighedCount(
          bad,
          bad.map(() => 0.3),
        ),
        pd: 0.05,
      }),
    ).toEqual(plain);
  });
});
