import { describe, expect, it } from 'vitest';
import { firmValue } from '../../src/industry/aggregate.js';

const counted = { firms: 9, n: 9, squares: 0n, median: null };

describe('indicators over firms', () => {
  it('keep every digit of a small ratio: patents over revenue in yuan', () => {
    const source = { from: 'firms-ratio', numerator: 'patents', denominator: 'revenue' } as const;
    const [a, b] = [3n, 700_000_000_001n];
    expect(firmValue(source, { ...counted, a, b })).toBe(3 / 700_000_000_001);
  });

  it('keep every digit of a small growth, falling too', () => {
    const source = { from: 'firms-growth', column: 'revenue', before: 'revenue_prior' } as const;
    const [a, b] = [700_000_000_001n, 700_000_000_004n];
    expect(firmValue(source, { ...counted, a, b })).toBe(-3 / 700_000_000_004);
  });
});
