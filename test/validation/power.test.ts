import { describe, expect, it } from 'vitest';
import { powerForDoubledPd } from '../../src/validation/power.js';

/** P(X ≥ k), summed term by term. */
function tail(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let below = 0;
  for (let x = 0; x < k; x++) {
    below += term;
    term *= ((n - x) / (x + 1)) * (p / (1 - p));
  }
  return 1 - below;
}

describe('the power for a doubled pd', () => {
  it('is what the binomial distribution says', () => {
    // n 10, pd 0.2: P(X ≥ 5) = 0.0328, P(X ≥ 4) = 0.1209, so 5 defaults are significant
    expect(powerForDoubledPd(10, 0.2)).toBeCloseTo(tail(5, 10, 0.4), 12);
    // n 200, pd 0.05: 16 defaults are significant
    expect(tail(15, 200, 0.05)).toBeGreaterThan(0.05);
    expect(tail(16, 200, 0.05)).toBeLessThan(0.05);
    expect(powerForDoubledPd(200, 0.05)).toBeCloseTo(tail(16, 200, 0.1), 10);
  });

  it('is nothing without firms, and little with few', () => {
    expect(powerForDoubledPd(0, 0.1)).toBe(0);
    expect(powerForDoubledPd(1, 0.2)).toBe(0);
    expect(powerForDoubledPd(1, 0.04)).toBeCloseTo(0.08, 12);
  });

  it('is nothing where firms or pd are no number', () => {
    expect(powerForDoubledPd(Number.NaN, 0.02)).toBe(0);
    expect(powerForDoubledPd(100, Number.NaN)).toBe(0);
  });

  it('needs about ten expected defaults for 80 %, not eight: the exact test is coarser than the normal one', () => {
    expect(powerForDoubledPd(800, 0.01)).toBeLessThan(0.8);
    expect(powerForDoubledPd(1000, 0.01)).toBeGreaterThan(0.8);
  });
});
