import { inverse, Matrix } from 'ml-matrix';
import { cholesky, solve } from '../core/cholesky.js';
import { type Comparisons, type Complete, gapsOf } from './matrix.js';
import { leftVector, normalise, type PriorityMethod, perron } from './priority.js';

/** A step that small doubles the digits that are right: what it leaves is far below the last digit of a number. */
const TOLERANCE = 1e-9;
const MOST_STEPS = 100;

/**
 * Fills the gaps of a connected matrix.
 * - `eigenvector`: the gaps that minimise λmax, which is convex in their logarithms, by Newton's steps from the filling of
 *   least squares; at the optimum a_ij = √(x_i y_j / (x_j y_i)) with x, y the right and left Perron vectors.
 * - `geometric`: the ratios w_i / w_j of the logarithmic least squares solution.
 * @param matrix a matrix whose comparison graph is connected
 * @param method the priority method the completion belongs to
 * @source Bozóki, Fülöp & Rónyai (2010), On optimal completion of incomplete pairwise comparison matrices; Ábele-Nagy (2015),
 *   Minimization of the Perron eigenvalue of incomplete pairwise comparison matrices by Newton iteration
 */
export function complete(matrix: Comparisons, method: PriorityMethod): Complete {
  const gaps = gapsOf(matrix);
  const w = leastSquares(matrix);
  const filled = matrix.map((row, i) => row.map((value, j) => value ?? w[i]! / w[j]!));
  if (method === 'geometric' || gaps.length === 0) return filled;
  for (let round = 0; round < MOST_STEPS; round++) {
    const steps = newtonSteps(filled, gaps);
    const moved = Math.max(...steps.map(Math.abs));
    gaps.forEach(([i, j], place) => {
      const value = filled[i]![j]! * Math.exp(steps[place]! / Math.max(1, moved));
      filled[i]![j] = value;
      filled[j]![i] = 1 / value;
    });
    if (moved < TOLERANCE) break;
  }
  return filled;
}

type Gap = readonly [i: number, j: number];

/**
 * The step of ln a_ij for each gap towards the least λmax: slopes and bends of λ. Along a gap A moves by
 * D = a_ij E_ij − a_ji E_ji; with yᵀx = 1 and S = (λI − A + x yᵀ)⁻¹ − x yᵀ, λ moves by yᵀDx and bends, along two gaps, by
 * yᵀ(D S D′ + D′ S D)x, along one by the second derivative of its two judgements too.
 * @source Deutsch & Neumann (1984), Derivatives of the Perron root at an essentially nonnegative matrix
 */
function newtonSteps(matrix: Complete, gaps: readonly Gap[]): Float64Array {
  const { lambdaMax, right: x } = perron(matrix);
  const left = leftVector(matrix);
  const scale = left.reduce((sum, value, i) => sum + value * x[i]!, 0);
  const y = left.map((value) => value / scale);
  const whole = matrix.map((row, i) => row.map((a, j) => (i === j ? lambdaMax : 0) - a + x[i]! * y[j]!));
  const inverted = inverse(new Matrix(whole)).to2DArray();
  const s = (i: number, j: number) => inverted[i]![j]! - x[i]! * y[j]!;
  const before = (i: number, j: number) => y[i]! * matrix[i]![j]!;
  const after = (i: number, j: number) => matrix[i]![j]! * x[j]!;
  const flow = (i: number, j: number) => before(i, j) * x[j]!;
  const through = ([i, j]: Gap, [k, l]: Gap) =>
    before(i, j) * (s(j, k) * after(k, l) - s(j, l) * after(l, k)) -
    before(j, i) * (s(i, k) * after(k, l) - s(i, l) * after(l, k));
  const own = ([i, j]: Gap) => flow(i, j) + flow(j, i);
  const size = gaps.length;
  const bends = new Float64Array(size * size);
  gaps.forEach((one, a) => {
    for (let b = 0; b <= a; b++) bends[a * size + b] = through(one, gaps[b]!) + through(gaps[b]!, one);
    bends[a * size + a]! += own(one);
  });
  const downhill = gaps.map(([i, j]) => flow(j, i) - flow(i, j));
  const factor = cholesky(bends, size);
  // Only judgements far beyond the scale leave bends that rounding makes flat.
  if (factor === undefined) return Float64Array.from(downhill, (each, a) => each / bends[a * size + a]!);
  return solve(factor, downhill);
}

/**
 * Logarithmic least squares with gaps: L ln w = b, L the Laplacian of the comparison graph, b_i = Σ_j ln a_ij.
 * @source Bozóki, Fülöp & Rónyai (2010), §5
 */
export function leastSquares(matrix: Comparisons): number[] {
  const size = matrix.length;
  if (size === 1) return [1];
  const known = (i: number) =>
    matrix[i]!.flatMap((value, j) => (j !== i && value !== null ? [[j, value] as const] : []));
  const free = size - 1;
  const laplacian = Matrix.zeros(free, free);
  const b = Matrix.zeros(free, 1);
  for (let i = 0; i < free; i++) {
    for (const [j, value] of known(i)) {
      laplacian.set(i, i, laplacian.get(i, i) + 1);
      if (j < free) laplacian.set(i, j, laplacian.get(i, j) - 1);
      b.set(i, 0, b.get(i, 0) + Math.log(value));
    }
  }
  const logs = [...inverse(laplacian).mmul(b).to1DArray(), 0];
  return normalise(logs.map(Math.exp));
}

/**
 * Priorities of a matrix with gaps without filling them: b_ij = a_ij or 0, b_ii = 1 + the gaps of row i.
 * @source Harker (1987), Incomplete pairwise comparisons in the AHP
 */
export function harkerWeights(matrix: Comparisons): readonly number[] {
  const open = matrix.map((row, i) => {
    const gaps = row.filter((value) => value === null).length;
    return row.map((value, j) => (i === j ? 1 + gaps : (value ?? 0)));
  });
  return perron(open).right;
}

/**
 * How much the next comparison of a pair would tell: the variance of ln(w_i/w_j) in units of one judgement's, from the
 * inverse Laplacian of the comparison graph. The most telling pair comes first.
 * @param matrix a connected matrix
 * @returns the pairs not compared yet with their variance
 */
export function nextComparisons(
  matrix: Comparisons,
): { readonly pair: readonly [number, number]; readonly variance: number }[] {
  const gaps = gapsOf(matrix);
  if (gaps.length === 0) return [];
  const size = matrix.length;
  const known = (i: number, j: number) => i !== j && matrix[i]![j] !== null;
  const laplacian = matrix.map((row, i) =>
    row.map(
      (_cell, j) => (i === j ? row.filter((_c, k) => known(i, k)).length : known(i, j) ? -1 : 0) + 1 / size,
    ),
  );
  const inverted = inverse(new Matrix(laplacian)).to2DArray();
  const variance = ([i, j]: readonly [number, number]) =>
    inverted[i]![i]! + inverted[j]![j]! - 2 * inverted[i]![j]!;
  return gaps.map((pair) => ({ pair, variance: variance(pair) })).sort((a, b) => b.variance - a.variance);
}
