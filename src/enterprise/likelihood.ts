import { cholesky } from '../core/cholesky.js';
import { logistic } from '../core/logistic.js';
import { evaluateGrouped, type GroupedData } from './grouped-likelihood.js';
import { addProducts } from './rank-update.js';
import { type RowTerms, rowTerms } from './row-terms.js';

/** Data of a logistic regression beside its columns; the intercept is always there. */
export interface Outcomes {
  readonly rows: number;
  readonly columns: number;
  /** 1 = event. */
  readonly y: Uint8Array;
  /** Frequency weights, default 1. */
  readonly weight?: Float64Array;
  /** Added to the linear predictor, default 0. */
  readonly offset?: Float64Array;
}

/** Data of a logistic regression: no column of ones. */
export interface LogisticData extends Outcomes {
  /** Row-major values, rows × columns. */
  readonly x: Float64Array;
}

/** What is maximised: ℓ(β) − ½ bᵀ P b, with ½ ln|I(β)| added under Firth. */
export interface Objective {
  readonly data: LogisticData | GroupedData;
  /** P, columns × columns row-major, symmetric; undefined without a penalty. */
  readonly penalty: Float64Array | undefined;
  /** Only over row-major values. */
  readonly firth: boolean;
}

/** The objective at one point; index 0 is the intercept. */
export interface Point {
  readonly beta: Float64Array;
  readonly objective: number;
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  /** Information of the penalised likelihood: lower triangle, row-major in a full square; empty when not asked for. */
  readonly information: Float64Array;
}

/**
 * Evaluates the objective and its gradient, rows in order; with `curvature` also the information.
 * @source McCullagh & Nelder (1989), Generalized Linear Models, §4.4; Firth (1993), Bias reduction of maximum likelihood
 */
export function evaluate(objective: Objective, beta: Float64Array, curvature: boolean): Point {
  const { data, penalty, firth } = objective;
  const point =
    'groups' in data
      ? evaluateGrouped(data, beta, curvature)
      : evaluateRows(data, beta, { curvature, firth });
  return penalty === undefined ? point : withPenalty(point, penalty);
}

function evaluateRows(
  data: LogisticData,
  beta: Float64Array,
  { curvature, firth }: { readonly curvature: boolean; readonly firth: boolean },
): Point {
  const plain = curvature || firth ? withCurvature(data, beta) : withGradient(data, beta);
  return firth ? withFirth(data, plain) : plain;
}

/** The linear predictor of the row that starts at `base`. */
function predictor(beta: Float64Array, x: Float64Array, base: number): number {
  let eta = beta[0]!;
  for (let j = 1; j < beta.length; j++) eta += beta[j]! * x[base + j - 1]!;
  return eta;
}

function withGradient({ x, rows, columns, y, weight, offset }: LogisticData, beta: Float64Array): Point {
  const gradient = new Float64Array(columns + 1);
  const terms: RowTerms = { logLikelihood: 0, residual: 0, curvature: 0 };
  let logLikelihood = 0;
  for (let i = 0, base = 0; i < rows; i++, base += columns) {
    const eta = predictor(beta, x, base) + (offset === undefined ? 0 : offset[i]!);
    rowTerms(terms, eta, y[i] === 1);
    const w = weight === undefined ? 1 : weight[i]!;
    logLikelihood += w * terms.logLikelihood;
    const residual = w * terms.residual;
    gradient[0]! += residual;
    for (let j = 0; j < columns; j++) gradient[j + 1]! += residual * x[base + j]!;
  }
  return { beta, objective: logLikelihood, logLikelihood, gradient, information: new Float64Array() };
}

function withCurvature(data: LogisticData, beta: Float64Array): Point {
  const { x, rows, columns, y, weight, offset } = data;
  const size = columns + 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const terms: RowTerms = { logLikelihood: 0, residual: 0, curvature: 0 };
  const triangle = { lower: information, size, shift: 1 };
  const four = { x, width: columns, starts: new Int32Array(4), factors: new Float64Array(4) };
  let logLikelihood = 0;
  for (let i = 0, base = 0; i < rows; i++, base += columns) {
    const eta = predictor(beta, x, base) + (offset === undefined ? 0 : offset[i]!);
    rowTerms(terms, eta, y[i] === 1);
    const w = weight === undefined ? 1 : weight[i]!;
    logLikelihood += w * terms.logLikelihood;
    const residual = w * terms.residual;
    const bend = w * terms.curvature;
    gradient[0]! += residual;
    information[0]! += bend;
    for (let j = 0, row = size; j < columns; j++, row += size) {
      const value = x[base + j]!;
      gradient[j + 1]! += residual * value;
      information[row]! += bend * value;
    }
    four.starts[i & 3] = base;
    four.factors[i & 3] = bend;
    if ((i & 3) === 3) addProducts(triangle, four);
  }
  if ((rows & 3) !== 0) {
    four.factors.fill(0, rows & 3);
    addProducts(triangle, four);
  }
  return { beta, objective: logLikelihood, logLikelihood, gradient, information };
}

/** Adds ½ ln|I|, and Σ h_i (½ − p_i) x_i to the gradient, h the diagonal of the weighted hat matrix. */
function withFirth({ x, rows, columns, weight, offset }: LogisticData, point: Point): Point {
  const size = columns + 1;
  const factor = cholesky(point.information, size);
  if (factor === undefined) return { ...point, objective: Number.NEGATIVE_INFINITY };
  const gradient = point.gradient.slice();
  const z = new Float64Array(size);
  const cell = (base: number, j: number) => (j === 0 ? 1 : x[base + j - 1]!);
  for (let i = 0, base = 0; i < rows; i++, base += columns) {
    const eta = predictor(point.beta, x, base) + (offset === undefined ? 0 : offset[i]!);
    const p = logistic(eta);
    let leverage = 0;
    for (let j = 0; j < size; j++) {
      let sum = cell(base, j);
      for (let k = 0; k < j; k++) sum -= factor[j * size + k]! * z[k]!;
      z[j] = sum / factor[j * size + j]!;
      leverage += z[j]! * z[j]!;
    }
    const pull = (weight === undefined ? 1 : weight[i]!) * p * (1 - p) * leverage * (0.5 - p);
    for (let j = 0; j < size; j++) gradient[j]! += pull * cell(base, j);
  }
  let halfLogDeterminant = 0;
  for (let j = 0; j < size; j++) halfLogDeterminant += Math.log(factor[j * size + j]!);
  return { ...point, objective: point.objective + halfLogDeterminant, gradient };
}

function withPenalty(point: Point, penalty: Float64Array): Point {
  const columns = point.beta.length - 1;
  const size = columns + 1;
  const gradient = point.gradient.slice();
  const information = point.information.slice();
  let cost = 0;
  for (let j = 0; j < columns; j++) {
    let pull = 0;
    for (let k = 0; k < columns; k++) pull += penalty[j * columns + k]! * point.beta[k + 1]!;
    cost += (pull * point.beta[j + 1]!) / 2;
    gradient[j + 1]! -= pull;
    if (information.length === 0) continue;
    for (let k = 0; k <= j; k++) information[(j + 1) * size + k + 1]! += penalty[j * columns + k]!;
  }
  return { ...point, objective: point.objective - cost, gradient, information };
}
