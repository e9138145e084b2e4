import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { chiSquareTail } from '../core/gamma.js';
import { twoSidedP, Z975 } from '../core/normal.js';
import { sum } from '../core/numbers.js';
import type { GroupedData } from './grouped-likelihood.js';
import type { Outcomes } from './likelihood.js';
import { fitLogistic, type LogisticData, type LogisticOptions } from './logistic.js';
import type { LogisticFit } from './logistic-fit.js';
import { robustErrors } from './robust-errors.js';

/** What is known of one coefficient; null where a bound holds it or the information cannot be inverted. */
export interface CoefficientInference {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly z: number | null;
  /** Two-sided, by the normal distribution. */
  readonly p: number | null;
  /** 95 % interval, estimate ± 1.96 standard errors. */
  readonly low: number | null;
  readonly high: number | null;
  /** What holds whatever weights mean; undefined where every firm weighs 1. */
  readonly robust?: RobustInference;
}

/** Inference that does not take a weight for a number of firms. */
export interface RobustInference {
  readonly standardError: number;
  readonly p: number;
}

/** What is known of a fit as a whole. */
export interface FitInference {
  readonly intercept: CoefficientInference;
  readonly coefficients: readonly CoefficientInference[];
  readonly logLikelihood: number;
  /** Of the intercept alone (beside the offset). */
  readonly nullLogLikelihood: number;
  /** 2 (ℓ − ℓ₀), its degrees of freedom and P(χ² above it). */
  readonly likelihoodRatio: { readonly chi2: number; readonly df: number; readonly p: number };
  /** 2 k − 2 ℓ and k ln n − 2 ℓ, with k free parameters and n the sum of the weights. */
  readonly aic: number;
  readonly bic: number;
  /** Largest over smallest eigenvalue of the information, without any penalty; null when it cannot be inverted. */
  readonly conditionNumber: number | null;
}

/**
 * Wald inference and information criteria of a fit.
 * @param fit the fit
 * @param data what it was fitted on
 * @param penalties what it was fitted under
 * @source McCullagh & Nelder (1989), §4; Akaike (1974); Schwarz (1978); Belsley, Kuh & Welsch (1980) for the condition number
 */
export function inference(
  fit: LogisticFit,
  data: LogisticData | GroupedData,
  penalties: Penalties = {},
): FitInference {
  const { logLikelihood } = fit;
  const robust = robustErrors(fit, data);
  const [first, ...others] = [fit.intercept, ...fit.coefficients].map((estimate, i) =>
    ofCoefficient(estimate, fit.standardErrors[i], robust?.[i]),
  );
  const free = 1 + fit.coefficients.length - fit.bound.length;
  const nothing = nullLogLikelihood(data);
  const chi2 = 2 * (logLikelihood - nothing);
  return {
    intercept: first!,
    coefficients: others,
    logLikelihood,
    nullLogLikelihood: nothing,
    likelihoodRatio: { chi2, df: free - 1, p: free === 1 ? 1 : chiSquareTail(chi2, free - 1) },
    aic: 2 * free - 2 * logLikelihood,
    bic: free * Math.log(data.weight === undefined ? data.rows : sum(data.weight)) - 2 * logLikelihood,
    conditionNumber: conditionNumber(fit, penalties),
  };
}

/** Of the intercept alone: in closed form, unless an offset stands beside it. */
function nullLogLikelihood({ rows, y, weight, offset }: Outcomes): number {
  if (offset !== undefined) {
    const data = { x: new Float64Array(), columns: 0, rows, y, offset };
    return fitLogistic(weight === undefined ? data : { ...data, weight }).logLikelihood;
  }
  let [events, all] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    events += w * y[i]!;
    all += w;
  }
  const others = all - events;
  return events * Math.log(events / all) + others * Math.log(others / all);
}

function ofCoefficient(
  estimate: number,
  error: number | undefined,
  robust: number | undefined,
): CoefficientInference {
  if (error === undefined || Number.isNaN(error))
    return { estimate, standardError: null, z: null, p: null, low: null, high: null };
  const z = estimate / error;
  const reach = Z975 * error;
  return {
    estimate,
    standardError: error,
    z,
    p: twoSidedP(z),
    low: estimate - reach,
    high: estimate + reach,
    ...(robust !== undefined && { robust: { standardError: robust, p: twoSidedP(estimate / robust) } }),
  };
}

type Penalties = Pick<LogisticOptions, 'l2' | 'penalty'>;

/** A penalty would make columns look better than they are: it is taken off the inverse of the covariance. */
function conditionNumber({ covariance, bound }: LogisticFit, { l2 = 0, penalty }: Penalties): number | null {
  const free = [...covariance.keys()].filter((i) => !bound.includes(i - 1));
  if (free.length === 0) return null;
  const matrix = new Matrix(free.map((i) => free.map((j) => covariance[i]![j]!)));
  if (l2 === 0 && penalty === undefined) return spreadOf(matrix);
  const columns = covariance.length - 1;
  const pull = (i: number, j: number) =>
    i === 0 || j === 0 ? 0 : (penalty?.[(i - 1) * columns + j - 1] ?? 0) + (i === j ? l2 : 0);
  const information = inverse(matrix);
  free.forEach((i, row) => {
    free.forEach((j, column) => {
      information.set(row, column, information.get(row, column) - pull(i, j));
    });
  });
  return spreadOf(information);
}

/** Largest over smallest eigenvalue of a symmetric matrix; null unless all are above 0. */
function spreadOf(matrix: Matrix): number | null {
  const { realEigenvalues } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const [least, most] = [Math.min(...realEigenvalues), Math.max(...realEigenvalues)];
  return least > 0 ? most / least : null;
}
