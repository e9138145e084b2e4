import { groupBy } from '../core/group-by.js';
import { Z975 } from '../core/normal.js';
import { exactInterval } from './beta.js';

/** A value of one visited firm, and where the firm stands in the sample. */
export interface Weighted {
  readonly tier: number;
  /** Rated firms of its tier. */
  readonly tierFirms: number;
  readonly value: number;
}

/** A mean over all rated firms of the visited tiers, estimated. */
export interface Estimate {
  readonly n: number;
  readonly mean: number;
  readonly standardError: number;
  /** 95 % interval; null where no visited tier shows how values spread. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The mean over the rated firms of the visited tiers: each value counts for the rated firms of its tier over the visited ones of
 * it (firms that could not be visited are taken to be like the others of their tier). The error is that of a stratified mean with
 * finite populations; a tier with a single value adds none to it.
 * @param values at least one
 * @source Cochran (1977), Sampling Techniques, §5.3 to §5.4
 */
export function stratifiedMean(values: readonly Weighted[]): Estimate {
  const strata = [...groupBy(values, ({ tier }) => tier).values()];
  const total = strata.reduce((sum, [first]) => sum + first!.tierFirms, 0);
  const mean = strata.reduce((sum, own) => sum + own[0]!.tierFirms * meanOf(own), 0) / total;
  const variance = strata.reduce((sum, own) => sum + varianceOf(own), 0) / total ** 2;
  const standardError = Math.sqrt(variance);
  const isKnown = standardError > 0 || strata.every(isCounted);
  const half = Z975 * standardError;
  const [low, high] = isKnown ? [mean - half, mean + half] : [null, null];
  return { n: values.length, mean, standardError, low, high };
}

/**
 * A share over the rated firms of the visited tiers, like `stratifiedMean` of values 0 and 1. Its interval is the exact one of as
 * many independent firms as say as much, by the error found or, where they would be fewer, by the weights alone: a tier whose
 * values are alike shows nothing of their spread.
 * @source Cochran (1977), §5.3; Clopper & Pearson (1934); Korn & Graubard (1998), Confidence intervals for proportions with small
 *   expected number of positive counts estimated from survey data, for the effective number
 */
export function stratifiedShare(values: readonly Weighted[]): Estimate {
  const found = stratifiedMean(values);
  const strata = [...groupBy(values, ({ tier }) => tier).values()];
  if (strata.every(isCounted)) return found;
  const { mean, standardError } = found;
  const total = strata.reduce((sum, own) => sum + own[0]!.tierFirms, 0);
  const byWeights = total ** 2 / strata.reduce((sum, own) => sum + factorOf(own), 0);
  const byError = standardError === 0 ? byWeights : (mean * (1 - mean)) / standardError ** 2;
  const effective = Math.min(byWeights, byError);
  const [low, high] = exactInterval(mean * effective, effective, LEVEL);
  return { ...found, low, high };
}

const LEVEL = 0.95;

/** Whether every rated firm of a tier was visited. */
const isCounted = (values: readonly Weighted[]) => values.length >= values[0]!.tierFirms;

const meanOf = (values: readonly Weighted[]) =>
  values.reduce((sum, { value }) => sum + value, 0) / values.length;

/** N² (1 − n / N) s² / n of a stratum. */
function varianceOf(values: readonly Weighted[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const mean = meanOf(values);
  const square = values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (n - 1);
  return factorOf(values) * square;
}

/** N² (1 − n / N) / n of a stratum. */
function factorOf(values: readonly Weighted[]): number {
  const [n, firms] = [values.length, values[0]!.tierFirms];
  return (firms ** 2 * Math.max(0, 1 - n / firms)) / n;
}
