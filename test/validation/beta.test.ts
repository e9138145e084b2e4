import { describe, expect, it } from 'vitest';
import { betaCdf, jeffreysInterval } from '../../src/validation/beta.js';
import { caseJson, hasCases } from '../fixtures/shared-cases.js';

interface Tiers {
  readonly tiers: readonly {
    readonly n: number;
    readonly bad: number;
    readonly jeffreys95: readonly [number, number];
    readonly pd_mean: number;
    readonly jeffreys_p: number;
  }[];
}

describe.skipIf(!hasCases)('the beta distribution equals the reference (needs ../shared/cases)', () => {
  const { tiers = [] } = caseJson<Partial<Tiers>>('rating_tiers.json');
  it('in Jeffreys intervals of fifteen tiers', () => {
    for (const { n, bad, jeffreys95 } of tiers) {
      const [low, high] = jeffreysInterval(bad, n, 0.95);
      expect(low).toBeCloseTo(jeffreys95[0], 10);
      expect(high).toBeCloseTo(jeffreys95[1], 10);
    }
    expect(tiers).toHaveLength(15);
  });

  it('in Jeffreys p-values', () => {
    for (const { n, bad, pd_mean, jeffreys_p } of tiers) {
      expect(betaCdf(pd_mean, bad + 0.5, n - bad + 0.5)).toBeCloseTo(jeffreys_p, 10);
    }
  });
});

describe('betaCdf', () => {
  it('is exact where the distribution is simple', () => {
    expect(betaCdf(0.3, 1, 1)).toBeCloseTo(0.3, 14);
    expect(betaCdf(0.5, 7.5, 7.5)).toBeCloseTo(0.5, 14);
    expect(betaCdf(0.2, 1, 3)).toBeCloseTo(1 - 0.8 ** 3, 14);
  });
});
