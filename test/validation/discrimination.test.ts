import { describe, expect, it } from 'vitest';
import { discrimination } from '../../src/validation/discrimination.js';

describe('discrimination', () => {
  it('counts ties half', () => {
    expect(discrimination([1, 1, 2, 2], [0, 1, 0, 1]).auc).toBe(0.5);
    expect(discrimination([1, 2, 2, 3], [0, 0, 1, 1]).auc).toBe(0.875);
  });
});
