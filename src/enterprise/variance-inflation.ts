import { cholesky, inverse } from '../core/cholesky.js';

/** Above it a column is told from what the others determine by rounding alone. */
const ROUNDING_APART = 1e10;

/**
 * VIF_j = 1 / (1 − R²_j), the diagonal of the inverse correlation matrix; infinite for columns that others determine, and for those
 * alone.
 * @param matrix correlations
 * @source Marquardt (1970)
 */
export function varianceInflation(matrix: readonly (readonly number[])[]): number[] {
  const dependent = dependentColumns(matrix, 1 / ROUNDING_APART);
  const free = [...matrix.keys()].filter((j) => !dependent.includes(j));
  const factor = cholesky(squareOf(matrix, free), free.length)!;
  const inverted = inverse(factor, free.length);
  const vif = matrix.map(() => Number.POSITIVE_INFINITY);
  free.forEach((j, at) => {
    const value = inverted[at]![at]!;
    const isPart = dependent.some((d) => {
      const share = free.reduce((sum, other, k) => sum + inverted[at]![k]! * matrix[other]![d]!, 0);
      return Math.abs(share) > PART;
    });
    if (!isPart && value <= ROUNDING_APART) vif[j] = value;
  });
  return vif;
}

/** A column has a part in another where it counts for more than this, both of variance 1. */
const PART = 1e-6;

/**
 * Columns that the columns before them determine, in order.
 * @param matrix correlations
 * @param least share of a column's variance that the columns before it must leave; default: what cannot be told from rounding
 * @returns 0-based places; none where the matrix is positive definite
 */
export function dependentColumns(matrix: readonly (readonly number[])[], least = 1e-14): number[] {
  const free: number[] = [];
  // The Cholesky factor of the free columns, a row at a time: one pass, whatever is left out.
  const factor: Float64Array[] = [];
  return [...matrix.keys()].filter((j) => {
    const row = new Float64Array(free.length + 1);
    let left = matrix[j]![j]!;
    free.forEach((column, k) => {
      let cell = matrix[j]![column]!;
      for (let t = 0; t < k; t++) cell -= row[t]! * factor[k]![t]!;
      row[k] = cell / factor[k]![k]!;
      left -= row[k]! ** 2;
    });
    if (!(left > least * matrix[j]![j]!)) return true;
    row[free.length] = Math.sqrt(left);
    factor.push(row);
    free.push(j);
    return false;
  });
}

function squareOf(matrix: readonly (readonly number[])[], places: readonly number[]): Float64Array {
  return Float64Array.from(places.flatMap((row) => places.map((at) => matrix[row]![at]!)));
}
