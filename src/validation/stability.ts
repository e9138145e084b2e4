import { chiSquareQuantile } from '../core/gamma.js';
import { sum } from '../core/numbers.js';
import type { Status } from './status.js';

/** What an empty share counts as. */
const EPSILON = 1e-4;

/**
 * Population stability index: Σ (a − e) ln(a / e) over bins; a share of 0 counts as 0.0001, without renormalising.
 * @param expected counts of the reference by bin
 * @param actual counts of the new sample in the same bins
 * @source Siddiqi (2006), Credit Risk Scorecards, §9; Kullback & Leibler (1951)
 */
export function stabilityIndex(expected: readonly number[], actual: readonly number[]): number {
  const [allExpected, allActual] = [sum(expected), sum(actual)];
  return expected.reduce((sum, n, i) => {
    const e = n === 0 ? EPSILON : n / allExpected;
    const a = actual[i] === 0 ? EPSILON : actual[i]! / allActual;
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/**
 * Quantiles k / parts by linear interpolation between order statistics, repeated ones once: the inner edges of bins.
 * @source Hyndman & Fan (1996), Sample quantiles, type 7
 */
export function quantileEdges(values: ArrayLike<number>, parts: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.min(low + 1, sorted.length - 1);
    return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
  };
  return [...new Set(Array.from({ length: parts - 1 }, (_, k) => at((k + 1) / parts)))];
}

/** Values in each bin [edge, next edge), the first one open below and the last one above. */
export function countBetween(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    let bin = 0;
    while (bin < edges.length && values[i]! >= edges[bin]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

/** Stability of scores: the new ones against the reference in deciles of the reference. */
export function scoreStability(reference: ArrayLike<number>, actual: ArrayLike<number>): number {
  const edges = quantileEdges(reference, 10);
  return stabilityIndex(countBetween(reference, edges), countBetween(actual, edges));
}

/**
 * The stability index that two samples of one population pass with 95 %: (1/n + 1/m) × χ²₀.₉₅ on bins − 1 degrees of freedom.
 * @param n firms of the reference
 * @param m firms of the new sample
 * @param bins at least 2
 * @source Yurdakul & Naranjo (2020), Statistical properties of the population stability index
 */
export function criticalStability(n: number, m: number, bins: number): number {
  return (1 / n + 1 / m) * chiSquareQuantile(0.95, bins - 1);
}

/** watch and fail only where the index is above its limit and above what chance alone gives; what is no number has found nothing. */
export function stabilityStatus(
  index: number,
  critical: number,
  limits: { readonly watch: number; readonly fail: number },
): Status {
  if (Number.isNaN(index)) return 'NO POWER';
  if (index > Math.max(critical, limits.fail)) return 'fail';
  return index > Math.max(critical, limits.watch) ? 'watch' : 'pass';
}

/** Σ (a − e) × points over bins: how far the mean points of a feature moved. */
export function pointsShift(
  expected: readonly number[],
  actual: readonly number[],
  points: readonly number[],
): number {
  const shares = (counts: readonly number[]) => {
    const all = sum(counts);
    return counts.map((n) => n / all);
  };
  const [e, a] = [shares(expected), shares(actual)];
  return points.reduce((sum, value, i) => sum + (a[i]! - e[i]!) * value, 0);
}
