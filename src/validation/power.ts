import { betaCdf } from './beta.js';

/**
 * The power of the one-sided exact binomial test at level 5 %: how likely it is to notice that a probability of default is
 * twice what was said. Below 80 % a test that finds nothing proves nothing: NO POWER.
 * @param n firms
 * @param pd probability of default as said, (0, 1)
 * @returns a probability; 0 where no number of defaults would be significant
 * @source Clopper & Pearson (1934) for the tail as an incomplete beta function
 */
export function powerForDoubledPd(n: number, pd: number): number {
  const critical = criticalDefaults(n, pd);
  return critical > n ? 0 : upperTail(critical, n, Math.min(1, 2 * pd));
}

/** Least power that a test needs to say anything. */
export const ENOUGH_POWER = 0.8;

const LEVEL = 0.05;

/** The least number of defaults that is significant; n + 1 where none is. */
function criticalDefaults(n: number, pd: number): number {
  let [low, high] = [0, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (upperTail(middle, n, pd) <= LEVEL) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** P(X ≥ k) for X binomial (n, p). */
function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  return k > n ? 0 : betaCdf(p, k, n - k + 1);
}
