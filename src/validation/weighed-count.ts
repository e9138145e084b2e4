import { type DrawnFirms, drawnFirms, equalFirms, type WeightSums } from '../core/equal-firms.js';
import { areAlike } from '../core/pick.js';

/** Firms and bad ones of a sample whose firms stand for different numbers of others. */
export interface WeighedCount {
  readonly n: number;
  readonly d: number;
  /** Share of bad firms, each with its weight; d / n where all weigh the same, 0 without firms. */
  readonly rate: number;
  /** How many firms drawn without weights would know the rate as well; n where all weigh the same. */
  readonly effective: number;
  /** The firms as they were drawn: tests go by these. */
  readonly drawn: DrawnFirms;
}

/** Mean weights of good and of bad firms. */
export interface MeanWeights {
  readonly good: number;
  readonly bad: number;
}

/**
 * Counts the bad firms of a weighed sample.
 * @param bad 1 = bad
 * @param weight above 0; only their ratios matter
 * @param mean of all firms that were drawn as these were. Default: of these
 * @source Korn & Graubard (1998), Confidence intervals for proportions with small expected number of positive counts estimated from
 *   survey data, for tests of a share by an effective size
 */
export function weighedCount(
  bad: ArrayLike<number>,
  weight: ArrayLike<number>,
  mean: MeanWeights = meanWeights(bad, weight),
): WeighedCount {
  const n = bad.length;
  const d = Array.from(bad).filter((each) => each === 1).length;
  // Sums of fractions are rounded: firms that weigh the same are counted.
  const isPlain = areAlike(weight) && (n === 0 || mean.good === mean.bad);
  if (isPlain) return { n, d, rate: n === 0 ? 0 : d / n, effective: n, drawn: { n, d, factor: 1 } };
  const [good, worse] = [sumsOf(bad, weight, 0), sumsOf(bad, weight, 1)];
  const rate = worse.weight / (good.weight + worse.weight);
  const drawn = drawnFirms(good, worse, mean);
  return { n, d, rate, effective: equalFirms(drawn, rate), drawn };
}

/** Mean weights of the good firms and of the bad ones; of a kind without firms that of the other. */
export function meanWeights(bad: ArrayLike<number>, weight: ArrayLike<number>): MeanWeights {
  if (areAlike(weight)) return { good: weight[0] ?? 1, bad: weight[0] ?? 1 };
  const bads = Array.from(bad).filter((each) => each === 1).length;
  const [good, worse] = [sumsOf(bad, weight, 0).weight, sumsOf(bad, weight, 1).weight];
  const goods = bad.length - bads;
  return {
    good: goods === 0 ? worse / bads : good / goods,
    bad: bads === 0 ? good / goods : worse / bads,
  };
}

function sumsOf(bad: ArrayLike<number>, weight: ArrayLike<number>, kind: 0 | 1): WeightSums {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < bad.length; i++) {
    if (bad[i] !== kind) continue;
    sum += weight[i]!;
    squares += weight[i]! * weight[i]!;
  }
  return { weight: sum, squares };
}
