import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { sum } from '../core/numbers.js';
import type { Complete } from './matrix.js';

/** How priorities come out of a matrix. */
export type PriorityMethod = 'eigenvector' | 'geometric';

/** The principal eigenvalue with its right vector, which adds up to 1. */
export interface Perron {
  readonly lambdaMax: number;
  readonly right: readonly number[];
}

/**
 * The principal eigenpair of a positive matrix at full precision: decomposed, then polished by power steps.
 * @source Saaty (1977), A scaling method for priorities in hierarchical structures
 */
export function perron(matrix: Complete): Perron {
  const right = principal(matrix);
  return { lambdaMax: eigenvalue(matrix, right), right };
}

/** The left principal vector: the right one of the transpose. */
export function leftVector(matrix: Complete): number[] {
  return principal(matrix.map((row, i) => row.map((_cell, j) => matrix[j]![i]!)));
}

/** A w = λ w and Σ w = 1, so λ = Σ (A w)_i. */
function eigenvalue(matrix: Complete, w: readonly number[]): number {
  const product = matrix.map((row) => row.reduce((sum, a, j) => sum + a * w[j]!, 0));
  return sum(product);
}

function principal(matrix: Complete): number[] {
  if (matrix.length === 1) return [1];
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    new Matrix(matrix.map((row) => [...row])),
  );
  const place = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  let w = normalise(eigenvectorMatrix.getColumn(place).map(Math.abs));
  for (let step = 0; step < 500; step++) {
    const next = normalise(matrix.map((row) => row.reduce((sum, a, j) => sum + a * w[j]!, 0)));
    const moved = Math.max(...next.map((value, i) => Math.abs(value - w[i]!)));
    w = next;
    if (moved < 1e-16) break;
  }
  return w;
}

/** Scaled to add up to 1. */
export function normalise(values: readonly number[]): number[] {
  const total = sum(values);
  return values.map((value) => value / total);
}

/**
 * Row geometric means w_i ∝ (∏_j a_ij)^(1/n), the logarithmic least squares solution.
 * @source Crawford & Williams (1985), A note on the analysis of subjective judgment matrices
 */
export function geometricMeans(matrix: Complete): number[] {
  return normalise(matrix.map((row) => Math.exp(row.reduce((sum, a) => sum + Math.log(a), 0) / row.length)));
}

/** Priorities of a complete matrix by either method. */
export function priorities(matrix: Complete, method: PriorityMethod): number[] {
  return method === 'eigenvector' ? [...perron(matrix).right] : geometricMeans(matrix);
}
