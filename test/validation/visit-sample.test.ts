import { describe, expect, it } from 'vitest';
import { allocate, visitSample } from '../../src/validation/visit-sample.js';

const firms = [
  ...Array.from({ length: 4 }, (_, i) => ({ companyId: `A${i}`, tier: 1 })),
  ...Array.from({ length: 300 }, (_, i) => ({ companyId: `B${i}`, tier: 6 })),
  ...Array.from({ length: 600 }, (_, i) => ({ companyId: `C${i}`, tier: 12 })),
];

describe('allocate', () => {
  it('gives small strata all they have, the others in proportion', () => {
    expect(allocate([4, 300, 600], 94)).toEqual([4, 30, 60]);
    expect(allocate([4, 300, 600], 3)).toEqual([1, 1, 1]);
    expect(allocate([4, 300, 600], 2000)).toEqual([4, 300, 600]);
    expect(allocate([20, 1000], 40)).toEqual([10, 30]);
  });
});

describe('visitSample', () => {
  it('draws each firm once, the same again with the same seed, another with another', () => {
    const drawn = visitSample(firms, 94, 7);
    expect(new Set(drawn.map(({ companyId }) => companyId)).size).toBe(94);
    expect(visitSample(firms, 94, 7)).toEqual(drawn);
    expect(visitSample(firms, 94, 8)).not.toEqual(drawn);
    for (const { tier, firms: of, drawn: n } of drawn)
      expect([of, n]).toEqual({ 1: [4, 4], 6: [300, 30], 12: [600, 60] }[tier]);
  });

  it('draws every firm of a tier as often as its probability says', () => {
    const times = new Map<string, number>();
    const draws = 2000;
    for (let seed = 0; seed < draws; seed++)
      for (const { companyId } of visitSample(firms.slice(0, 104), 14, seed))
        times.set(companyId, (times.get(companyId) ?? 0) + 1);
    const counts = firms.slice(4, 104).map(({ companyId }) => times.get(companyId) ?? 0);
    // 10 of 100 in 2,000 draws: mean 200, χ² on 99 degrees of freedom about 99 · 0.9.
    const chi2 = counts.reduce((sum, n) => sum + (n - 200) ** 2 / 180, 0);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(10 * draws);
    expect(chi2).toBeLessThan(150);
  });
});
