import { logit } from '../core/logistic.js';
import { sum } from '../core/numbers.js';
import { fitLogistic } from './logistic.js';

/** From the model's logit to the calibrated one: slope × (logit + priorShift) + interceptShift. */
export interface Calibration {
  readonly priorShift: number;
  readonly interceptShift: number;
  readonly slope: number;
  /** Firms and bads that the intercept (and slope) were fitted on; 0 when there were none. */
  readonly n: number;
  readonly d: number;
  readonly note: string;
}

/** Above this many bads the slope is fitted too. */
const BADS_FOR_SLOPE = 100;

/** What a calibration is made from. */
export interface CalibrationInput {
  /** Weighted share of bads in the sample that the model was fitted on. */
  readonly badShare: number;
  /** Long-run share of bads; null when the weighted sample is representative. */
  readonly longRunBadRate: number | null;
  /** Model logits of the bank's own customers, and which of them went bad. Empty when the spec names no customers. */
  readonly logits: Float64Array;
  readonly bad: Uint8Array;
  /** Their sample weights. Default 1: a sample that is drawn by outcome is brought back to the population that it stands for. */
  readonly weight?: Float64Array;
  /** Log odds that belong to the sample and not to them. Default 0. */
  readonly offset?: Float64Array;
}

/**
 * Prior correction, then intercept (and, above 100 bads, slope) on the bank's own customers.
 * Prior: odds of bad × [CT / (1 − CT)] / [s / (1 − s)].
 * @source King & Zeng (2001), Logistic regression in rare events data, §4.1; Cox (1958) for intercept and slope
 */
export function calibrate({
  badShare,
  longRunBadRate,
  logits,
  bad,
  weight,
  offset,
}: CalibrationInput): Calibration {
  const priorShift = longRunBadRate === null ? 0 : logit(longRunBadRate) - logit(badShare);
  const n = bad.length;
  const d = sum(bad);
  const prior = { priorShift, interceptShift: 0, slope: 1, n, d };
  if (n === 0) return { ...prior, note: 'prior correction only: the spec names no customers' };
  if (d === 0 || d === n) return { ...prior, note: `prior correction only: ${d} of ${n} customers went bad` };
  const shifted = logits.map((value) => value + priorShift);
  const sample = { rows: n, y: bad, ...(weight && { weight }) };
  if (d <= BADS_FOR_SLOPE) {
    const whole = offset === undefined ? shifted : shifted.map((value, i) => value + offset[i]!);
    const fit = fitLogistic({ x: new Float64Array(), columns: 0, ...sample, offset: whole });
    return { ...prior, interceptShift: fit.intercept, note: `intercept on ${n} customers with ${d} bads` };
  }
  const fit = fitLogistic({ x: shifted, columns: 1, ...sample, ...(offset && { offset }) });
  const slope = fit.coefficients[0]!;
  if (slope <= 0)
    return { ...prior, note: `customers contradict the model: slope ${slope.toFixed(3)} not used` };
  return {
    ...prior,
    interceptShift: fit.intercept,
    slope,
    note: `intercept and slope on ${n} customers with ${d} bads`,
  };
}

/** The calibrated logit of a model logit. */
export function calibrated(value: number, { priorShift, interceptShift, slope }: Calibration): number {
  return slope * (value + priorShift) + interceptShift;
}
