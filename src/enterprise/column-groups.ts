import { sum } from '../core/numbers.js';
import type { BinnedFeature } from './binned-feature.js';

/** Columns that hold one value a bin, their bins together as one number a row. */
export interface ColumnGroup {
  /** How many codes there are. */
  readonly size: number;
  /** Code of each row. */
  readonly codes: Uint16Array;
  /** Places of the columns among all. */
  readonly columns: readonly number[];
  /** Value of each of these columns, by code. */
  readonly values: readonly Float64Array[];
}

/** Above this many rows sums are taken over codes: last digits differ from sums by row, the work is a fraction. */
const MANY_ROWS = 100_000;
/** Most codes of a group of several columns: two groups' codes together then stay in the processor's cache. */
const MOST_CODES = 400;
/** Rows that go through all groups together, so that what is summed stays in the processor's cache. */
export const BLOCK = 4096;

/** Whether there are so many rows, and so few bins, that columns are better grouped. */
export function areBetterGrouped(binned: readonly BinnedFeature[], rows: Uint32Array): boolean {
  return rows.length > MANY_ROWS && binned.every(({ bins }) => bins.length <= MOST_CODES);
}

/**
 * The WOE columns of several features, neighbours grouped.
 * @param binned the features
 * @param rows the rows, in order
 */
export function groupColumns(binned: readonly BinnedFeature[], rows: Uint32Array): ColumnGroup[] {
  const groups: ColumnGroup[] = [];
  for (let first = 0, next = 1; first < binned.length; first = next++) {
    let size = binned[first]!.bins.length;
    while (next < binned.length && size * binned[next]!.bins.length <= MOST_CODES)
      size *= binned[next++]!.bins.length;
    const columns = Array.from({ length: next - first }, (_, i) => first + i);
    groups.push(groupOf(binned, columns, rows));
  }
  return groups;
}

function groupOf(
  binned: readonly BinnedFeature[],
  columns: readonly number[],
  rows: Uint32Array,
): ColumnGroup {
  const own = columns.map((column) => binned[column]!);
  const codes = new Uint16Array(rows.length);
  let size = 1;
  for (const { bins, cells, binOfCell } of own) {
    for (let i = 0; i < rows.length; i++)
      codes[i] = codes[i]! * bins.length + binOfCell[cells.codes[rows[i]!]!]!;
    size *= bins.length;
  }
  let below = size;
  const values = own.map(({ bins }) => {
    below /= bins.length;
    const step = below;
    return Float64Array.from({ length: size }, (_, code) => bins[Math.floor(code / step) % bins.length]!.woe);
  });
  return { size, codes, columns, values };
}

/** Mean and standard deviation of each column, rows weighted or alike. */
export function spreadOf(groups: readonly ColumnGroup[], columns: number, weight?: Float64Array) {
  const [mean, deviation] = [new Float64Array(columns), new Float64Array(columns)];
  for (const { size, codes, columns: own, values } of groups) {
    const counts = new Float64Array(size);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]! += weight === undefined ? 1 : weight[i]!;
    const total = sum(counts);
    own.forEach((column, place) => {
      const value = values[place]!;
      const average = counts.reduce((sum, n, code) => sum + n * value[code]!, 0) / total;
      const square = counts.reduce((sum, n, code) => sum + n * (value[code]! - average) ** 2, 0);
      mean[column] = average;
      deviation[column] = Math.sqrt(square / total);
    });
  }
  return { mean, deviation };
}

/** The groups with every value less its column's mean, over its column's scale. */
export function scaleGroups(
  groups: readonly ColumnGroup[],
  mean: ArrayLike<number>,
  scale: ArrayLike<number>,
): ColumnGroup[] {
  return groups.map((group) => ({
    ...group,
    values: group.values.map((values, place) => {
      const column = group.columns[place]!;
      return values.map((value) => (value - mean[column]!) / scale[column]!);
    }),
  }));
}

/** The values of some rows, row-major. */
export function rowsOf(
  groups: readonly ColumnGroup[],
  rows: ArrayLike<number>,
  columns: number,
): Float64Array {
  const x = new Float64Array(rows.length * columns);
  for (const { codes, columns: own, values } of groups)
    for (let i = 0; i < rows.length; i++)
      own.forEach((column, place) => {
        x[i * columns + column] = values[place]![codes[rows[i]!]!]!;
      });
  return x;
}
