import type { BinnedFeature } from './bin-feature.js';
import { cholesky, inverse } from './cholesky.js';

/**
 * The WOE columns of several features, row-major: rows × features.
 * @param binned the features
 * @param rows the rows, in order
 */
export function woeMatrix(binned: readonly BinnedFeature[], rows: Uint32Array): Float64Array {
  const width = binned.length;
  const x = new Float64Array(rows.length * width);
  binned.forEach(({ cells: { codes }, binOfCell, bins }, j) => {
    const woes = Float64Array.from(binOfCell, (bin) => bins[bin]!.woe);
    for (let i = 0, at = j; i < rows.length; i++, at += width) x[at] = woes[codes[rows[i]!]!]!;
  });
  return x;
}

/**
 * The correlation matrix of row-major columns; a constant column correlates 0 with everything.
 * @param x values
 * @param rows number of rows
 * @param columns number of columns
 */
export function correlations(x: Float64Array, rows: number, columns: number): number[][] {
  const mean = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) mean[j]! += x[at]!;
  for (let j = 0; j < columns; j++) mean[j]! /= rows;
  const moments = new Float64Array(columns * columns);
  const gap = new Float64Array(columns);
  for (let i = 0, base = 0; i < rows; i++, base += columns) {
    for (let j = 0; j < columns; j++) gap[j] = x[base + j]! - mean[j]!;
    for (let j = 0, row = 0; j < columns; j++, row += columns) {
      const a = gap[j]!;
      for (let k = 0; k <= j; k++) moments[row + k]! += a * gap[k]!;
    }
  }
  const cell = (j: number, k: number) => moments[Math.max(j, k) * columns + Math.min(j, k)]!;
  const places = Array.from({ length: columns }, (_, j) => j);
  return places.map((j) =>
    places.map((k) => {
      if (j === k) return 1;
      const product = Math.sqrt(cell(j, j)) * Math.sqrt(cell(k, k));
      return product === 0 ? 0 : cell(j, k) / product;
    }),
  );
}

/**
 * VIF_j = 1 / (1 − R²_j), the diagonal of the inverse correlation matrix; infinite where columns determine each other.
 * @param matrix correlations
 * @source Marquardt (1970)
 */
export function varianceInflation(matrix: readonly (readonly number[])[]): number[] {
  const size = matrix.length;
  const factor = cholesky(Float64Array.from(matrix.flat()), size);
  if (factor === undefined) return matrix.map(() => Number.POSITIVE_INFINITY);
  return inverse(factor, size).map((row, i) => row[i]!);
}
