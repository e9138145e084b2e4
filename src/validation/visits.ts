import { Z975 } from '../core/normal.js';

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
  readonly low: number;
  readonly high: number;
}

/**
 * The mean over the rated firms of the visited tiers: each value counts for the rated firms of its tier over the visited ones of
 * it (firms that could not be visited are taken to be like the others of their tier). The error is that of a stratified mean with
 * finite populations; a tier with a single value adds none to it.
 * @param values at least one
 * @source Cochran (1977), Sampling Techniques, §5.3 to §5.4
 */
export function stratifiedMean(values: readonly Weighted[]): Estimate {
  const tiers = [...new Set(values.map(({ tier }) => tier))];
  const strata = tiers.map((tier) => values.filter((each) => each.tier === tier));
  const total = strata.reduce((sum, [first]) => sum + first!.tierFirms, 0);
  const mean = strata.reduce((sum, own) => sum + own[0]!.tierFirms * meanOf(own), 0) / total;
  const variance = strata.reduce((sum, own) => sum + varianceOf(own), 0) / total ** 2;
  const standardError = Math.sqrt(variance);
  const [low, high] = [mean - Z975 * standardError, mean + Z975 * standardError];
  return { n: values.length, mean, standardError, low, high };
}

const meanOf = (values: readonly Weighted[]) =>
  values.reduce((sum, { value }) => sum + value, 0) / values.length;

/** N² (1 − n / N) s² / n of a stratum. */
function varianceOf(values: readonly Weighted[]): number {
  const n = values.length;
  const firms = values[0]!.tierFirms;
  if (n < 2) return 0;
  const mean = meanOf(values);
  const square = values.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (n - 1);
  return (firms ** 2 * Math.max(0, 1 - n / firms) * square) / n;
}
