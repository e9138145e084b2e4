import { ascendingOrder } from '../core/ascending.js';
import { chiSquareTail } from '../core/gamma.js';
import { doubledPd } from './power.js';

/** Observed against expected bads in groups by probability. */
export interface HosmerLemeshow {
  readonly chi2: number;
  readonly df: number;
  readonly p: number;
  readonly groups: readonly Group[];
}

/** One group: its rows, and the bads that were expected and seen in it. */
interface Group {
  readonly n: number;
  readonly expected: number;
  readonly observed: number;
  /** Expected bads if each probability were twice as high, none above 1. */
  readonly doubled: number;
}

/** How rows are put into groups. */
interface GroupOptions {
  readonly groups?: number;
  readonly fitted?: 0 | 2;
  readonly ties?: 'parted' | 'together';
}

/**
 * Hosmer and Lemeshow's test: rows in ascending order of probability, cut into groups of equal size (the first ones take
 * what is left over); Σ (O − E)² / (E (1 − E/n)) on groups less fitted parameters degrees of freedom.
 * @param p probability of bad
 * @param bad 1 = bad
 * @param options how many groups (default 10), and parameters fitted on the same data: 2 (default) for a regression, 0 for
 *   probabilities fixed before; ties `parted` (default) by the order of rows, or `together` in the first of the groups that they
 *   reach, where the order of rows is to say nothing: few distinct probabilities make fewer groups then
 * @returns undefined with fewer rows than groups, where a group expects none or only bads, or where ties leave no degree of freedom
 * @source Hosmer & Lemeshow (1980), Goodness of fit tests for the multiple logistic regression model
 */
export function hosmerLemeshow(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  { groups = 10, fitted = 2, ties = 'parted' }: GroupOptions = {},
): HosmerLemeshow | undefined {
  const n = p.length;
  if (n < groups) return undefined;
  const order = ascendingOrder(p);
  const made = groupEnds(order, groups, ties === 'together' ? p : undefined).map((end, g, ends) => {
    const rows = order.subarray(ends[g - 1] ?? 0, end);
    return {
      n: rows.length,
      expected: rows.reduce((sum, i) => sum + p[i]!, 0),
      observed: rows.reduce((sum, i) => sum + bad[i]!, 0),
      doubled: rows.reduce((sum, i) => sum + doubledPd(p[i]!), 0),
    };
  });
  const chi2 = made.reduce(
    (sum, { n: size, expected, observed }) =>
      sum + (observed - expected) ** 2 / (expected * (1 - expected / size)),
    0,
  );
  const df = made.length - fitted;
  if (!Number.isFinite(chi2) || df < 1) return undefined;
  return { chi2, df, p: chiSquareTail(chi2, df), groups: made };
}

/** Where groups of equal size end, ascending; with probabilities, moved on to the end of a tie. */
function groupEnds(order: Uint32Array, groups: number, p: ArrayLike<number> | undefined): number[] {
  const n = order.length;
  const ends = Array.from({ length: groups }, (_, g) => {
    let end = (g + 1) * Math.floor(n / groups) + Math.min(g + 1, n % groups);
    while (p !== undefined && end < n && p[order[end]!] === p[order[end - 1]!]) end++;
    return end;
  });
  return [...new Set(ends)];
}
