import { cholesky, inverse, submatrix } from '../core/cholesky.js';
import type { climb } from './climb.js';
import { columnsApart, runawayColumns } from './separation.js';
import type { Scaled } from './standardise.js';

/** A fitted logistic regression. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /**
   * Inverse information at the estimate, intercept first; of the penalised fit when there is a penalty. NaN in the rows
   * and columns of coefficients that a bound holds; empty when the information cannot be inverted.
   */
  readonly covariance: readonly (readonly number[])[];
  /** Square roots of its diagonal, intercept first. */
  readonly standardErrors: readonly number[];
  /** Weighted log-likelihood without any penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Columns along which the likelihood has no finite maximum; empty when it has one. */
  readonly separated: readonly number[];
  /** More than twenty columns together tell the events of every row, and none does by itself. */
  readonly apart: boolean;
  /** Columns that the bound holds at 0. */
  readonly bound: readonly number[];
}

/** Back to the columns as they were given: b_j = β_j / s_j, a = β_0 − Σ b_j m_j, and the covariance with them. */
export function unscale(scaled: Scaled, made: ReturnType<typeof climb>): LogisticFit {
  const { mean, scale, columns } = scaled;
  const { point, iterations, held } = made;
  const coefficients = scale.map((each, j) => point.beta[j + 1]! / each);
  const intercept = coefficients.reduce((sum, b, j) => sum - b * mean[j]!, point.beta[0]!);
  const free = Array.from({ length: columns + 1 }, (_, j) => j).filter((j) => !held.includes(j));
  const factor = cholesky(submatrix(point.information, columns + 1, free), free.length);
  const converged = made.converged && factor !== undefined;
  const covariance =
    factor === undefined
      ? []
      : backTransform(spread(inverse(factor, free.length), free, columns + 1), mean, { scale, held });
  const separated = made.apart ? columnsApart(scaled) : runawayColumns(scaled, point.beta, converged);
  return {
    intercept,
    coefficients,
    covariance,
    standardErrors: covariance.map((row, i) => Math.sqrt(row[i]!)),
    logLikelihood: point.logLikelihood,
    iterations,
    converged,
    separated,
    apart: made.apart && separated.length === 0,
    bound: held.map((j) => j - 1),
  };
}

/** A small square spread over a larger one, zeros elsewhere. */
function spread(v: readonly (readonly number[])[], chosen: readonly number[], size: number): number[][] {
  const result = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  chosen.forEach((row, i) => {
    chosen.forEach((column, k) => {
      result[row]![column] = v[i]![k]!;
    });
  });
  return result;
}

/** T V Tᵀ, where T takes scaled coefficients to given ones; NaN where a bound holds. */
function backTransform(
  v: readonly (readonly number[])[],
  mean: readonly number[],
  { scale, held }: { readonly scale: readonly number[]; readonly held: readonly number[] },
): number[][] {
  const t = v.map((_row, i) =>
    v.map((_cell, j) => {
      if (i === 0) return j === 0 ? 1 : -mean[j - 1]! / scale[j - 1]!;
      return i === j ? 1 / scale[j - 1]! : 0;
    }),
  );
  const tv = t.map((row) => v.map((_r, j) => row.reduce((sum, each, k) => sum + each * v[k]![j]!, 0)));
  return tv.map((row, i) =>
    t.map((other, j) =>
      held.includes(i) || held.includes(j)
        ? Number.NaN
        : row.reduce((sum, each, k) => sum + each * other[k]!, 0),
    ),
  );
}
