import { logistic } from '../core/logistic.js';
import { type GroupedData, groupedPredictors } from './grouped-likelihood.js';
import type { LogisticData } from './likelihood.js';
import type { LogisticFit } from './logistic-fit.js';
import { weightedProducts } from './weighted-products.js';

/**
 * Standard errors that hold for weights of any meaning: V B V, V the inverse information and B = Σ w² (y − p)² x xᵀ. The inverse
 * information alone takes a weight for a number of firms; weights that make up for how firms were drawn say nothing about how many
 * there are, and without a penalty ten times the weights leave these errors as they are.
 * @param fit the fit, its covariance the inverse information of what was maximised
 * @param data what it was fitted on
 * @returns intercept first, NaN where the covariance is; undefined where every firm weighs 1
 * @source Huber (1967), Proc. Fifth Berkeley Symposium 1, 221; White (1982), Econometrica 50, 1; Binder (1983), Int. Stat. Review 51, 279
 */
export function robustErrors(fit: LogisticFit, data: LogisticData | GroupedData): number[] | undefined {
  if (!isWeighed(data)) return undefined;
  return sandwich(fit, data, robustFactor).map(Math.sqrt);
}

/**
 * What part of its likelihood a weighed column may claim: its variance if weights were numbers of firms, V I V with I the information
 * without any penalty, over its robust one. Ten times the weights are a tenth of it.
 * @param column from 0, without the intercept
 * @returns 1 where every firm weighs 1
 * @source Rao & Scott (1984), Annals of Statistics 12, 46
 */
export function likelihoodShare(fit: LogisticFit, data: LogisticData | GroupedData, column: number): number {
  if (!isWeighed(data)) return 1;
  const [counted, robust] = [countedFactor, robustFactor].map((of) => sandwich(fit, data, of)[column + 1]!);
  return counted! / robust!;
}

const isWeighed = ({ weight }: LogisticData | GroupedData): boolean =>
  weight?.some((each) => each !== 1) ?? false;

/** What a row adds to the middle of a sandwich, by its weight, outcome and probability. */
type Factor = (weight: number, y: number, p: number) => number;
const robustFactor: Factor = (weight, y, p) => (weight * (y - p)) ** 2;
const countedFactor: Factor = (weight, _y, p) => weight * p * (1 - p);

/** The diagonal of V M V with M = Σ f x xᵀ, intercept first; NaN where V is. */
function sandwich(
  { intercept, coefficients, covariance }: LogisticFit,
  data: LogisticData | GroupedData,
  factorOf: Factor,
): number[] {
  const { weight, y, rows, columns } = data;
  const eta = predictors(data, Float64Array.of(intercept, ...coefficients));
  const factors = new Float64Array(rows);
  for (let i = 0; i < rows; i++) factors[i] = factorOf(weight![i]!, y[i]!, logistic(eta[i]!));
  const lower = 'groups' in data ? weightedProducts(data.groups, factors, columns) : products(data, factors);
  const size = columns + 1;
  const middle = (j: number, k: number) => lower[Math.max(j, k) * size + Math.min(j, k)]!;
  return covariance.map((row) => {
    const own = row.map((each) => (Number.isNaN(each) ? 0 : each));
    const variance = own.reduce(
      (sum, a, j) => sum + own.reduce((part, b, k) => part + a * b * middle(j, k), 0),
      0,
    );
    return row.every(Number.isNaN) ? Number.NaN : variance;
  });
}

/** The linear predictor of each row, the offset in it. */
function predictors(data: LogisticData | GroupedData, beta: Float64Array): Float64Array {
  const { rows, columns, offset } = data;
  if ('groups' in data) return groupedPredictors(data, beta);
  return Float64Array.from({ length: rows }, (_, i) => {
    let eta = beta[0]! + (offset?.[i] ?? 0);
    for (let j = 0; j < columns; j++) eta += beta[j + 1]! * data.x[i * columns + j]!;
    return eta;
  });
}

/** Σ f x xᵀ with a column of ones: lower triangle, row-major in a full square. */
function products({ x, rows, columns }: LogisticData, factors: Float64Array): Float64Array {
  const size = columns + 1;
  const lower = new Float64Array(size * size);
  const cell = (i: number, j: number) => (j === 0 ? 1 : x[i * columns + j - 1]!);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < size; j++)
      for (let k = 0; k <= j; k++) lower[j * size + k]! += factors[i]! * cell(i, j) * cell(i, k);
  return lower;
}
