import { submatrix } from '../core/cholesky.js';
import type { BinnedFeature } from './binned-feature.js';
import { areBetterGrouped, type ColumnGroup, groupColumns, scaleGroups, spreadOf } from './column-groups.js';
import { addProducts } from './rank-update.js';
import { weightedProducts } from './weighted-products.js';

/** Rows that are filled together, so that what is written stays in the processor's cache. */
const BLOCK = 2048;

/**
 * The WOE columns of several features, row-major: rows × features.
 * @param binned the features
 * @param rows the rows, in order
 */
export function woeMatrix(binned: readonly BinnedFeature[], rows: Uint32Array): Float64Array {
  const width = binned.length;
  const x = new Float64Array(rows.length * width);
  const fill = filler(binned, rows);
  for (let start = 0; start < rows.length; start += BLOCK)
    fill(start, Math.min(rows.length, start + BLOCK), x.subarray(start * width));
  return x;
}

/** Writes the WOE columns of rows [from, to) into a block. */
function filler(binned: readonly BinnedFeature[], rows: Uint32Array) {
  const width = binned.length;
  const woes = binned.map(({ binOfCell, bins }) => Float64Array.from(binOfCell, (bin) => bins[bin]!.woe));
  return (from: number, to: number, block: Float64Array): void => {
    for (let j = 0; j < width; j++) {
      const { codes } = binned[j]!.cells;
      const values = woes[j]!;
      for (let i = from, at = j; i < to; i++, at += width) block[at] = values[codes[rows[i]!]!]!;
    }
  };
}

/**
 * The correlation matrix of the WOE columns of several features, without holding all of them at once.
 * @param binned the features
 * @param rows the rows
 */
export function woeCorrelations(binned: readonly BinnedFeature[], rows: Uint32Array): number[][] {
  const width = binned.length;
  if (areBetterGrouped(binned, rows))
    return groupedCorrelations(groupColumns(binned, rows), width, rows.length);
  const fill = filler(binned, rows);
  const block = new Float64Array(BLOCK * width);
  const eachBlock = (take: (count: number) => void) => {
    for (let start = 0; start < rows.length; start += BLOCK) {
      const end = Math.min(rows.length, start + BLOCK);
      fill(start, end, block);
      take(end - start);
    }
  };
  const mean = new Float64Array(width);
  eachBlock((count) => addSums(mean, block, count));
  for (let j = 0; j < width; j++) mean[j]! /= rows.length;
  const moments = new Float64Array(width * width);
  eachBlock((count) => addMoments(moments, mean, { block, count }));
  return toCorrelations(moments, width);
}

function groupedCorrelations(groups: readonly ColumnGroup[], columns: number, rows: number): number[][] {
  const { mean } = spreadOf(groups, columns);
  const centred = scaleGroups(groups, mean, new Float64Array(columns).fill(1));
  const ones = new Float64Array(rows).fill(1);
  const places = Array.from({ length: columns }, (_, j) => j + 1);
  return toCorrelations(submatrix(weightedProducts(centred, ones, columns), columns + 1, places), columns);
}

function addSums(sums: Float64Array, block: Float64Array, count: number): void {
  const width = sums.length;
  for (let i = 0, at = 0; i < count; i++) for (let j = 0; j < width; j++, at++) sums[j]! += block[at]!;
}

function addMoments(
  moments: Float64Array,
  mean: Float64Array,
  { block, count }: { readonly block: Float64Array; readonly count: number },
): void {
  const width = mean.length;
  const gaps = new Float64Array(4 * width);
  const starts = Int32Array.of(0, width, 2 * width, 3 * width);
  const four = { x: gaps, width, starts, factors: new Float64Array(4).fill(1) };
  const triangle = { lower: moments, size: width, shift: 0 };
  for (let i = 0, base = 0; i < count; i++, base += width) {
    const own = (i & 3) * width;
    for (let j = 0; j < width; j++) gaps[own + j] = block[base + j]! - mean[j]!;
    if ((i & 3) === 3) addProducts(triangle, four);
  }
  if ((count & 3) === 0) return;
  gaps.fill(0, (count & 3) * width);
  addProducts(triangle, four);
}

function toCorrelations(moments: Float64Array, width: number): number[][] {
  const cell = (j: number, k: number) => moments[Math.max(j, k) * width + Math.min(j, k)]!;
  const places = Array.from({ length: width }, (_, j) => j);
  return places.map((j) =>
    places.map((k) => {
      if (j === k) return 1;
      const product = Math.sqrt(cell(j, j)) * Math.sqrt(cell(k, k));
      return product === 0 ? 0 : Math.max(-1, Math.min(1, cell(j, k) / product));
    }),
  );
}

/**
 * The correlation matrix of row-major columns; a constant column correlates 0 with everything.
 * @param x values
 * @param rows number of rows
 * @param columns number of columns
 */
export function correlations(x: Float64Array, rows: number, columns: number): number[][] {
  const mean = new Float64Array(columns);
  addSums(mean, x, rows);
  for (let j = 0; j < columns; j++) mean[j]! /= rows;
  const moments = new Float64Array(columns * columns);
  addMoments(moments, mean, { block: x, count: rows });
  return toCorrelations(moments, columns);
}
