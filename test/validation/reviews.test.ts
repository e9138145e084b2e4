import { describe, expect, it } from 'vitest';
import { reviewAgreement } from '../../src/validation/reviews.js';

const pair = (companyId: string, tier: number, reviewed: number) => ({ companyId, tier, reviewed });

describe('reviewAgreement', () => {
  it('averages the reviews of a firm before the interval, by hand', () => {
    const found = reviewAgreement([
      pair('a', 5, 5),
      pair('a', 5, 7),
      pair('b', 8, 8),
      pair('c', 10, 14),
      pair('d', 3, 2),
    ]);
    expect(found).toMatchObject({ n: 5, firms: 4, same: 2, near: 3, far: 1 });
    // Differences by firm: 1, 0, 4, -1. Mean 1, variance 14 / 3, t(3, 0.975) = 3.182446305.
    const half = 3.182446305284263 * Math.sqrt(14 / 3 / 4);
    expect(found.difference.mean).toBe(1);
    expect(found.difference.low).toBeCloseTo(1 - half, 9);
    expect(found.difference.high).toBeCloseTo(1 + half, 9);
  });

  it('gives κ 1 for full agreement, and no interval for one firm', () => {
    expect(reviewAgreement([pair('a', 2, 2), pair('b', 9, 9)]).kappa!.kappa).toBeCloseTo(1, 12);
    const one = reviewAgreement([pair('a', 2, 3)]);
    expect(one.difference).toEqual({ mean: 1, low: null, high: null });
    expect(one.kappa!.kappa).toBeCloseTo(0, 12);
    expect(reviewAgreement([pair('a', 2, 2)]).kappa).toBeNull();
  });

  it('takes a firm’s reviews as one case: ten identical reviewers tell no more than one', () => {
    const firms = Array.from({ length: 20 }, (_, i) => [`f${i}`, 1 + (i % 10), 1 + ((i * 7) % 12)] as const);
    const once = reviewAgreement(firms.map(([id, tier, reviewed]) => pair(id, tier, reviewed))).kappa!;
    const tenfold = reviewAgreement(
      firms.flatMap(([id, tier, reviewed]) => Array.from({ length: 10 }, () => pair(id, tier, reviewed))),
    ).kappa!;
    expect(tenfold.kappa).toBeCloseTo(once.kappa, 12);
    expect(tenfold.standardError).toBeCloseTo(once.standardError, 12);
  });

  it('has no interval where nothing shows how reviews spread', () => {
    const same = [pair('a', 2, 5), pair('b', 9, 5), pair('c', 4, 5)];
    for (const pairs of [same, [pair('a', 2, 3)], [pair('a', 2, 2), pair('b', 9, 9)]]) {
      const { kappa, low, high } = reviewAgreement(pairs).kappa!;
      expect(Object.is(kappa, -0)).toBe(false);
      expect([low, high]).toEqual([null, null]);
    }
  });
});
