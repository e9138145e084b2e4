import { describe, expect, it } from 'vitest';
import { dependentColumns, varianceInflation } from '../../src/enterprise/variance-inflation.js';

describe('columns that determine each other', () => {
  it('have infinite variance inflation, and the later one is named', () => {
    const twins = [
      [1, 0.2, 1],
      [0.2, 1, 0.2],
      [1, 0.2, 1],
    ];
    expect(varianceInflation(twins)).toEqual([Infinity, 1 / (1 - 0.2 ** 2), Infinity]);
    expect(dependentColumns(twins)).toEqual([2]);
  });

  it('are none where every column adds something', () => {
    // Two columns with correlation 0.6: VIF 1 / (1 − 0.36)
    const apart = [
      [1, 0.6],
      [0.6, 1],
    ];
    expect(dependentColumns(apart)).toEqual([]);
    varianceInflation(apart).forEach((vif) => {
      expect(vif).toBeCloseTo(1 / 0.64, 12);
    });
  });
});
