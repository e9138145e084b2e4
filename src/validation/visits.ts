import { groupBy } from '../core/group-by.js';
import { Z975 } from '../core/normal.js';
import { exactInterval } from './beta.js';

/** A value of one visited firm, and where the firm stands in the sample. */
export interface Weighted {
  readonly tier: number;
  /** Rated firms of its tier. */
  readonly tierFirms: number;
  /** Null where the firm is none of those that the mean is over, as one without a value in the file. */
  readonly value: number | null;
}

/** A mean over rated firms of the visited tiers, estimated. */
export interface Estimate {
  /** Visited firms that the mean is of. */
  readonly n: number;
  readonly mean: number;
  readonly standardError: number;
  /** 95 % interval; null where no visited tier shows how values spread. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The mean over the rated firms of the visited tiers, or over those of them that have a value: each visited firm counts for the rated
 * firms of its tier over the visited ones of it (firms that could not be visited are taken to be like the others of their tier). The
 * error is that of a ratio of two stratified means with finite populations. A tier with a single visit says nothing of how firms of it
 * differ: they are taken to do so as together with those of the nearest tier.
 * @param values at least one that is not null
 * @source Cochran (1977), Sampling Techniques, §5.3 to §5.4; §5A.14 for firms with a value; §5A.12 for single visits
 */
export function stratifiedMean(values: readonly Weighted[]): Estimate {
  const strata = [...groupBy(values, ({ tier }) => tier).values()];
  const over = (one: (value: number) => number) =>
    strata.reduce((sum, own) => sum + own[0]!.tierFirms * meanOf(own.map(orZero(one))), 0);
  const total = over(() => 1);
  const mean = over((value) => value) / total;
  const rests = strata.map((own) => own.map(orZero((value) => value - mean)));
  const variance = strata.reduce((sum, own, i) => sum + factorOf(own) * squareOf(i, { strata, rests }), 0);
  const standardError = Math.sqrt(variance) / total;
  const isKnown = standardError > SPREADLESS * Math.abs(mean) || strata.every(isCounted);
  const half = Z975 * standardError;
  const [low, high] = isKnown ? [mean - half, mean + half] : [null, null];
  const n = values.filter(({ value }) => value !== null).length;
  return { n, mean, standardError, low, high };
}

/** A standard error that is rounding, of its mean. */
const SPREADLESS = 1e-12;

/** Of a firm; 0 of one without a value. */
const orZero =
  (one: (value: number) => number) =>
  ({ value }: Weighted): number =>
    value === null ? 0 : one(value);

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

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Strata {
  readonly strata: readonly (readonly Weighted[])[];
  /** How far each value is from the mean; 0 without one. */
  readonly rests: readonly (readonly number[])[];
}

/** s² of a stratum; of a single visit together with those of the nearest tier, the better of two. */
function squareOf(at: number, { strata, rests }: Strata): number {
  const own = rests[at]!;
  const tierOf = (i: number) => strata[i]![0]!.tier;
  const away = (i: number) => Math.abs(tierOf(i) - tierOf(at));
  const others = [...strata.keys()].filter((i) => i !== at);
  const [nearest] = others.sort((a, b) => away(a) - away(b) || tierOf(a) - tierOf(b));
  const values = own.length > 1 || nearest === undefined ? own : [...own, ...rests[nearest]!];
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** N² (1 − n / N) / n of a stratum. */
function factorOf(values: readonly Weighted[]): number {
  const [n, firms] = [values.length, values[0]!.tierFirms];
  return (firms ** 2 * Math.max(0, 1 - n / firms)) / n;
}
