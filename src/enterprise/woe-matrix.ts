import { assignBins } from './assign-bins.js';
import type { BinnedFeature } from './bin-feature.js';
import type { TrainingTable } from './training-table.js';

/**
 * The WOE columns of several features, row-major: rows × features.
 * @param binned the features
 * @param table the labelled firms
 * @param rows the rows, in order
 */
export function woeMatrix(
  binned: readonly BinnedFeature[],
  table: TrainingTable,
  rows: Uint32Array,
): Float64Array {
  const width = binned.length;
  const x = new Float64Array(rows.length * width);
  binned.forEach(({ feature, bins }, j) => {
    const numbers = assignBins(table.columns.get(feature.id)!, bins, rows);
    const woes = Float64Array.from(bins, (bin) => bin.woe);
    for (let i = 0; i < rows.length; i++) x[i * width + j] = woes[numbers[i]!]!;
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
  const mean = Array.from({ length: columns }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += x[i * columns + j]!;
    return sum / rows;
  });
  const moments = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const a = x[i * columns + j]! - mean[j]!;
      for (let k = 0; k <= j; k++) moments[j]![k]! += a * (x[i * columns + k]! - mean[k]!);
    }
  }
  const spread = moments.map((row, j) => Math.sqrt(row[j]!));
  const correlation = (j: number, k: number) => {
    if (j === k) return 1;
    const product = spread[j]! * spread[k]!;
    return product === 0 ? 0 : moments[Math.max(j, k)]![Math.min(j, k)]! / product;
  };
  return moments.map((row, j) => row.map((_cell, k) => correlation(j, k)));
}
