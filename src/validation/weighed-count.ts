import { areAlike } from '../core/pick.js';

/** Firms and bad ones of a sample whose firms stand for different numbers of others. */
export interface WeighedCount {
  readonly n: number;
  readonly d: number;
  /** Share of bad firms, each with its weight; d / n where all weigh the same, 0 without firms. */
  readonly rate: number;
  /** How many equally weighed firms say as much: (Σ w)² / Σ w²; n where all weigh the same. */
  readonly effective: number;
}

/**
 * Counts the bad firms of a weighed sample.
 * @param bad 1 = bad
 * @param weight above 0; only their ratios matter
 * @source Kish (1965), Survey Sampling, for the effective size; Korn & Graubard (1998) for intervals of a share by it
 */
export function weighedCount(bad: ArrayLike<number>, weight: ArrayLike<number>): WeighedCount {
  const n = bad.length;
  let [d, all, worse, squares] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    d += bad[i]!;
    all += weight[i]!;
    worse += weight[i]! * bad[i]!;
    squares += weight[i]! * weight[i]!;
  }
  if (n === 0 || all === 0) return { n, d, rate: 0, effective: 0 };
  // Sums of fractions are rounded: firms that weigh the same are counted.
  if (areAlike(weight)) return { n, d, rate: d / n, effective: n };
  return { n, d, rate: worse / all, effective: (all * all) / squares };
}
