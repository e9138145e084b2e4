import { ascendingOrder } from '../core/ascending.js';
import { chiSquareTail } from '../core/gamma.js';

/** Observed against expected bads in groups by probability. */
export interface HosmerLemeshow {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
  readonly groups: readonly { readonly n: number; readonly expected: number; readonly observed: number }[];
}

/**
 * Hosmer and Lemeshow's test: rows in ascending order of probability (stable), cut into groups of equal size (the first
 * ones take what is left over); Σ (O − E)² / (E (1 − E/n)) on groups less fitted parameters degrees of freedom.
 * @param p probability of bad
 * @param bad 1 = bad
 * @param options how many groups (default 10), and parameters fitted on the same data: 2 (default) for a regression, 0 for
 *   probabilities fixed before
 * @returns undefined with fewer rows than groups, or where a group expects none or only bads
 * @source Hosmer & Lemeshow (1980), Goodness of fit tests for the multiple logistic regression model
 */
export function hosmerLemeshow(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  { groups = 10, fitted = 2 }: { readonly groups?: number; readonly fitted?: 0 | 2 } = {},
): HosmerLemeshow | undefined {
  const n = p.length;
  if (n < groups) return undefined;
  const order = ascendingOrder(p);
  let start = 0;
  const made = Array.from({ length: groups }, (_, g) => {
    const end = start + Math.floor(n / groups) + (g < n % groups ? 1 : 0);
    const rows = order.subarray(start, end);
    start = end;
    return {
      n: rows.length,
      expected: rows.reduce((sum, i) => sum + p[i]!, 0),
      observed: rows.reduce((sum, i) => sum + bad[i]!, 0),
    };
  });
  const chi2 = made.reduce(
    (sum, { n: size, expected, observed }) =>
      sum + (observed - expected) ** 2 / (expected * (1 - expected / size)),
    0,
  );
  if (!Number.isFinite(chi2)) return undefined;
  const df = groups - fitted;
  return { chi2, df, p: chiSquareTail(chi2, df), groups: made };
}
