import { describe, expect, it } from 'vitest';
import { discrimination } from '../../src/validation/discrimination.js';

describe('discrimination', () => {
  it('counts ties half', () => {
    expect(discrimination([1, 1, 2, 2], [0, 1, 0, 1]).auc).toBe(0.5);
    expect(discrimination([1, 2, 2, 3], [0, 0, 1, 1]).auc).toBe(0.875);
  });
});

describe('an AUC without spread', () => {
  const split = (bads: number, goods: number) => {
    const bad = Array.from({ length: bads + goods }, (_, i) => (i < bads ? 1 : 0));
    return discrimination(bad, bad);
  };

  it('is not certain: Newcombe’s method 5, its equation solved apart from this code', () => {
    expect(split(2, 2)).toMatchObject({ auc: 1, aucHigh: 1, aucLow: expect.closeTo(0.385635704497, 10) });
    expect(split(5, 50).aucLow).toBeCloseTo(0.790051826096, 10);
    expect(split(27, 96).aucLow).toBeCloseTo(0.953055570753, 10);
  });

  it('lies around one half where nothing is told apart', () => {
    const { auc, aucLow, aucHigh } = discrimination([1, 1, 1, 1], [1, 1, 0, 0]);
    expect(auc).toBe(0.5);
    expect(aucLow).toBeGreaterThan(0);
    expect(aucLow + aucHigh).toBeCloseTo(1, 10);
  });
});
