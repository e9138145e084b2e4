import { chiSquareTail } from '../core/gamma.js';
import { logistic, logit } from '../core/logistic.js';
import { twoSidedP } from '../core/normal.js';

/**
 * Spiegelhalter's Z of probabilities: Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p (1 − p); standard normal when they are right.
 * @param p probability of bad
 * @param bad 1 = bad
 * @source Spiegelhalter (1986), Probabilistic prediction in patient management and clinical trials
 */
export function spiegelhalter(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
): { readonly z: number; readonly p: number } {
  let [sum, variance] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const lever = 1 - 2 * p[i]!;
    sum += (bad[i]! - p[i]!) * lever;
    variance += lever * lever * p[i]! * (1 - p[i]!);
  }
  const z = sum / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}

/**
 * Spiegelhalter's Z of a weighed sample: Σ w (y − p)(1 − 2p) over the root of its sum of squares, as the weights may hang on
 * the outcome.
 * @param weight of each firm
 * @source White (1980) for the variance; weights as in Horvitz & Thompson (1952)
 */
export function weighedSpiegelhalter(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  weight: ArrayLike<number>,
): { readonly z: number; readonly p: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < p.length; i++) {
    const part = weight[i]! * (bad[i]! - p[i]!) * (1 - 2 * p[i]!);
    sum += part;
    squares += part * part;
  }
  const z = sum / Math.sqrt(squares);
  return { z, p: twoSidedP(z) };
}

/** Intercept and slope of ln(odds of bad) on ln(p / (1 − p)), with standard errors; 0 and 1 when probabilities are right. */
export interface CalibrationLine {
  readonly intercept: number;
  readonly slope: number;
  readonly interceptError: number;
  readonly slopeError: number;
  /** Wald's test that intercept is 0 and slope 1 at once: χ² on 2 degrees of freedom, and its P value. */
  readonly wald: { readonly chi2: number; readonly p: number };
}

/**
 * The calibration line by maximum likelihood: Newton's steps, halved while the likelihood falls, so that probabilities which are
 * far off have their line too.
 * @param p probability of bad, [0, 1]; held within 1e-15 of certainty, as in log-loss
 * @param bad 1 = bad
 * @returns undefined where the line has no finite maximum
 * @source Cox (1958), Two further applications of a model for binary regression
 */
export function calibrationLine(p: ArrayLike<number>, bad: ArrayLike<number>): CalibrationLine | undefined {
  let [a, b] = [0, 1];
  let reached = lineLoss(p, bad, { a, b });
  for (let step = 0; step < 60; step++) {
    const { score, information } = derivatives(p, bad, { a, b });
    const [[i00, i01], [, i11]] = information;
    const determinant = i00 * i11 - i01 * i01;
    let da = (i11 * score[0] - i01 * score[1]) / determinant;
    let db = (i00 * score[1] - i01 * score[0]) / determinant;
    if (!Number.isFinite(da + db) || Math.abs(a) + Math.abs(b) > 1e3) return undefined;
    let loss = lineLoss(p, bad, { a: a + da, b: b + db });
    for (let half = 0; half < MOST_HALVES && loss > reached * (1 + ROUNDING); half++) {
      [da, db] = [da / 2, db / 2];
      loss = lineLoss(p, bad, { a: a + da, b: b + db });
    }
    [a, b, reached] = [a + da, b + db, loss];
    if (Math.abs(da) + Math.abs(db) < 1e-13)
      return {
        intercept: a,
        slope: b,
        interceptError: Math.sqrt(i11 / determinant),
        slopeError: Math.sqrt(i00 / determinant),
        wald: waldOf(a * a * i00 + 2 * a * (b - 1) * i01 + (b - 1) * (b - 1) * i11),
      };
  }
  return undefined;
}

const MOST_HALVES = 30;
/** A loss that rises by less has not risen. */
const ROUNDING = 1e-12;

/** −ln of the line's likelihood: Σ ln(1 + e^η) − y η, η = a + b logit(p). */
function lineLoss(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  { a, b }: { readonly a: number; readonly b: number },
): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const fitted = a + b * logit(p[i]!);
    sum += Math.max(0, fitted) + Math.log1p(Math.exp(-Math.abs(fitted))) - bad[i]! * fitted;
  }
  return sum;
}

const waldOf = (chi2: number) => ({ chi2, p: chiSquareTail(chi2, 2) });

type Pair = readonly [number, number];

/** First and second derivatives of the line's log-likelihood; `y` may be shares too. */
export function derivatives(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  { a, b }: { readonly a: number; readonly b: number },
): { readonly score: Pair; readonly information: readonly [Pair, Pair] } {
  let [s0, s1, i00, i01, i11] = [0, 0, 0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    const x = logit(p[i]!);
    const fitted = logistic(a + b * x);
    const weight = fitted * (1 - fitted);
    s0 += bad[i]! - fitted;
    s1 += (bad[i]! - fitted) * x;
    i00 += weight;
    i01 += weight * x;
    i11 += weight * x * x;
  }
  return {
    score: [s0, s1],
    information: [
      [i00, i01],
      [i01, i11],
    ],
  };
}
