import { normalCdf } from '../core/normal.js';
import { reweighted } from '../core/reweighted.js';
import { betaCdf } from './beta.js';
import type { Status } from './status.js';

/**
 * The power of the one-sided exact binomial test at level 5 %: how likely it is to notice that a probability of default is
 * twice what was said. Below 80 % a test that finds nothing proves nothing: NO POWER.
 * @param n firms
 * @param pd probability of default as said, (0, 1)
 * @param factor of firms drawn by outcome: takes the odds among them to those of the population. Default 1
 * @returns a probability; 0 where no number of defaults would be significant, so also where n or pd is no number
 * @source Clopper & Pearson (1934) for the tail as an incomplete beta function
 */
export function powerForDoubledPd(n: number, pd: number, factor = 1): number {
  if (Number.isNaN(n)) return 0;
  const drawn = reweighted(pd, 1 / factor);
  const critical = criticalDefaults(n, drawn);
  return critical > n ? 0 : upperTail(critical, n, reweighted(doubledPd(pd), 1 / factor));
}

/** Twice a probability of default, as far as a probability goes. */
export const doubledPd = (pd: number): number => Math.min(1, 2 * pd);

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

/** From which p-value on a test calls for attention, and for action. */
const P_LIMITS = { watch: 0.05, fail: 0.01 } as const;

/** A test that finds something counts; one that finds nothing counts if it could have. What is no number has found nothing. */
export function statusOf(p: number, power: number): Status {
  if (Number.isNaN(p)) return 'NO POWER';
  if (p < P_LIMITS.fail) return 'fail';
  if (p < P_LIMITS.watch) return 'watch';
  return power >= ENOUGH_POWER ? 'pass' : 'NO POWER';
}

const Z95 = 1.6448536269514722;

/**
 * The power of the one-sided z-test of two shares at level 5 % to notice that the second is twice the first.
 * @param first firms and bad ones
 * @param n firms of the second
 * @param factor of firms drawn by outcome, both alike: takes the odds among them to those of the population. Default 1
 * @source Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, §4.2
 */
export function powerForDoubledRate(
  first: { readonly n: number; readonly d: number },
  n: number,
  factor = 1,
): number {
  const rate = first.d / first.n;
  const doubled = reweighted(doubledPd(reweighted(rate, factor)), 1 / factor);
  const pooled = (first.d + n * doubled) / (first.n + n);
  const ifEqual = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / n));
  const ifDoubled = Math.sqrt((rate * (1 - rate)) / first.n + (doubled * (1 - doubled)) / n);
  return ifDoubled === 0 ? 0 : normalCdf((doubled - rate - Z95 * ifEqual) / ifDoubled);
}
