import { cholesky, inverse, solve } from './cholesky.js';

/** Data of a logistic regression: no column of ones, the intercept is always there. */
export interface LogisticData {
  /** Row-major values, rows × columns. */
  readonly x: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** 1 = event. */
  readonly y: Uint8Array;
  /** Frequency weights, default 1. */
  readonly weight?: Float64Array;
  /** Added to the linear predictor, default 0. */
  readonly offset?: Float64Array;
}

/** How a logistic regression is fitted. */
export interface LogisticOptions {
  /** Ridge penalty: −(l2 / 2) Σ b², not on the intercept. Default 0. */
  readonly l2?: number;
  /** Most Newton steps. Default 50. */
  readonly maxIterations?: number;
}

/** A fitted logistic regression. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /** Inverse information at the estimate, intercept first; of the penalised fit when there is a penalty. */
  readonly covariance: readonly (readonly number[])[];
  /** Square roots of its diagonal, intercept first. */
  readonly standardErrors: readonly number[];
  /** Weighted log-likelihood without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Columns along which the likelihood has no finite maximum; empty when it has one. */
  readonly separated: readonly number[];
}

/** A standardised coefficient this large has run away: e^12 to one across one standard deviation. */
const RUNAWAY = 12;
const TOLERANCE = 1e-11;

/**
 * Maximum likelihood by Newton's method (IRLS) with a Cholesky factor of one triangle of the information, on columns
 * centred and scaled inside, in fixed row order; steps are halved until the objective does not fall.
 * @param data rows, columns, events, weights, offset
 * @param options penalty and limits
 * @source McCullagh & Nelder (1989), Generalized Linear Models, §4.4; Albert & Anderson (1984) for separation
 */
export function fitLogistic(data: LogisticData, options: LogisticOptions = {}): LogisticFit {
  const scaled = standardise(data);
  const penalty = scaled.scale.map((scale) => (options.l2 ?? 0) / (scale * scale));
  let at = evaluate(scaled, penalty, startingPoint(scaled));
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < (options.maxIterations ?? 50)) {
    iterations++;
    const factor = cholesky(at.information, scaled.columns + 1);
    if (factor === undefined) break;
    const step = solve(factor, at.gradient);
    const next = lineSearch(scaled, penalty, { from: at, step });
    converged =
      step.every((value) => Math.abs(value) < TOLERANCE * 1e2) || next.objective - at.objective <= 0;
    if (next.objective >= at.objective) at = next;
    if (next.beta.slice(1).some((value) => Math.abs(value) > 4 * RUNAWAY)) break;
  }
  return unscale(scaled, at, { iterations, converged });
}

interface Scaled extends LogisticData {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** Centres and scales columns (weights aside); a constant column keeps scale 1 and becomes 0. */
function standardise(data: LogisticData): Scaled {
  const { x, rows, columns } = data;
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) mean[j]! += x[at]! / rows;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) square[j]! += (x[at]! - mean[j]!) ** 2 / rows;
  }
  const scale = Array.from(square, (value) => (value > 0 ? Math.sqrt(value) : 1));
  const z = new Float64Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) z[at] = (x[at]! - mean[j]!) / scale[j]!;
  }
  return { ...data, x: z, mean: [...mean], scale };
}

/** Objective, gradient and information at one point; index 0 is the intercept. */
interface Point {
  readonly beta: Float64Array;
  readonly objective: number;
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Lower triangle, row-major in a full square. */
  readonly information: Float64Array;
}

function startingPoint({ columns, rows, y, weight, offset }: Scaled): Float64Array {
  let events = 0;
  let all = 0;
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    events += w * y[i]!;
    all += w;
  }
  const beta = new Float64Array(columns + 1);
  if (offset === undefined && events > 0 && events < all) beta[0] = Math.log(events / (all - events));
  return beta;
}

function evaluate(data: Scaled, penalty: readonly number[], beta: Float64Array): Point {
  const { x, rows, columns, y, weight, offset } = data;
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  let logLikelihood = 0;
  for (let i = 0; i < rows; i++) {
    const base = i * columns;
    let eta = beta[0]! + (offset?.[i] ?? 0);
    for (let j = 0; j < columns; j++) eta += beta[j + 1]! * x[base + j]!;
    const w = weight?.[i] ?? 1;
    const e = Math.exp(-Math.abs(eta));
    const p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    logLikelihood += w * ((y[i] === 1 ? Math.min(eta, 0) : Math.min(-eta, 0)) - Math.log1p(e));
    const residual = w * (y[i]! - p);
    const curvature = (w * e) / ((1 + e) * (1 + e));
    gradient[0]! += residual;
    information[0]! += curvature;
    for (let j = 0; j < columns; j++) {
      const value = x[base + j]!;
      gradient[j + 1]! += residual * value;
      const row = (j + 1) * size;
      const product = curvature * value;
      information[row]! += product;
      for (let k = 0; k <= j; k++) information[row + k + 1]! += product * x[base + k]!;
    }
  }
  return penalised({ beta, objective: 0, logLikelihood, gradient, information }, penalty);
}

function penalised(point: Point, penalty: readonly number[]): Point {
  const { beta, gradient, information } = point;
  let cost = 0;
  penalty.forEach((each, j) => {
    cost += (each / 2) * beta[j + 1]! ** 2;
    gradient[j + 1]! -= each * beta[j + 1]!;
    information[(j + 1) * (penalty.length + 1) + j + 1]! += each;
  });
  return { ...point, objective: point.logLikelihood - cost };
}

function lineSearch(
  data: Scaled,
  penalty: readonly number[],
  { from, step }: { readonly from: Point; readonly step: Float64Array },
): Point {
  let share = 1;
  for (;;) {
    const next = evaluate(
      data,
      penalty,
      from.beta.map((value, j) => value + share * step[j]!),
    );
    const fell = next.objective < from.objective - 1e-12 * Math.abs(from.objective);
    if (!fell || share < 1e-6) return next;
    share /= 2;
  }
}

/** Back to the columns as they were given: b_j = β_j / s_j, a = β_0 − Σ b_j m_j, and the covariance with them. */
function unscale(
  { mean, scale, columns }: Scaled,
  point: Point,
  made: { readonly iterations: number; readonly converged: boolean },
): LogisticFit {
  const size = columns + 1;
  const coefficients = scale.map((each, j) => point.beta[j + 1]! / each);
  const intercept = coefficients.reduce((sum, b, j) => sum - b * mean[j]!, point.beta[0]!);
  const factor = cholesky(point.information, size);
  const runaway = scale.flatMap((_each, j) => (Math.abs(point.beta[j + 1]!) > RUNAWAY ? [j] : []));
  const separated = made.converged && factor !== undefined && runaway.length === 0 ? [] : runaway;
  const covariance = factor === undefined ? [] : backTransform(inverse(factor, size), mean, scale);
  return {
    intercept,
    coefficients,
    covariance,
    standardErrors: covariance.map((row, i) => Math.sqrt(row[i]!)),
    logLikelihood: point.logLikelihood,
    iterations: made.iterations,
    converged: made.converged && factor !== undefined,
    separated,
  };
}

/** T V Tᵀ, where T takes scaled coefficients to given ones. */
function backTransform(
  v: readonly (readonly number[])[],
  mean: readonly number[],
  scale: readonly number[],
): number[][] {
  const t = v.map((_row, i) =>
    v.map((_cell, j) => {
      if (i === 0) return j === 0 ? 1 : -mean[j - 1]! / scale[j - 1]!;
      return i === j ? 1 / scale[j - 1]! : 0;
    }),
  );
  const tv = t.map((row) => v.map((_r, j) => row.reduce((sum, each, k) => sum + each * v[k]![j]!, 0)));
  return tv.map((row) => t.map((other) => row.reduce((sum, each, k) => sum + each * other[k]!, 0)));
}
