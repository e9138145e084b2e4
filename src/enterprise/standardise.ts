import { pick, places } from '../core/pick.js';
import { rowsOf, scaleGroups, spreadOf } from './column-groups.js';
import type { GroupedData } from './grouped-likelihood.js';
import type { LogisticData } from './likelihood.js';

/** Data whose columns are centred and scaled, and by what. */
export type Scaled = (LogisticData | GroupedData) & {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
};

/** The data with row-major values in place of groups. */
export function ungrouped(data: LogisticData | GroupedData): LogisticData {
  return 'groups' in data ? rowsAt(data, places(data.rows)) : data;
}

/** Centres and scales columns (weights aside); a constant column keeps scale 1 and becomes 0. */
export function standardise(data: LogisticData | GroupedData): Scaled {
  return 'groups' in data ? standardiseGroups(data) : standardiseRows(data);
}

function standardiseGroups(data: GroupedData): Scaled {
  const { mean, deviation } = spreadOf(data.groups, data.columns);
  const scale = deviation.map((each, j) => scaleBy(each, mean[j]!));
  return { ...data, groups: scaleGroups(data.groups, mean, scale), mean: [...mean], scale: [...scale] };
}

const scaleBy = (deviation: number, mean: number) => (deviation > 1e-12 * Math.abs(mean) ? deviation : 1);

function standardiseRows(data: LogisticData): Scaled {
  const { x, rows, columns } = data;
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) mean[j]! += x[at]!;
  for (let j = 0; j < columns; j++) mean[j]! /= rows;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) {
      const gap = x[at]! - mean[j]!;
      square[j]! += gap * gap;
    }
  }
  const scale = square.map((value, j) => scaleBy(Math.sqrt(value / rows), mean[j]!));
  const z = new Float64Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) z[at] = (x[at]! - mean[j]!) / scale[j]!;
  }
  return { ...data, x: z, mean: [...mean], scale: [...scale] };
}

/** Some rows of the data, row-major. */
export function rowsAt(data: LogisticData | GroupedData, rows: Uint32Array): LogisticData {
  const { columns, y, weight, offset } = data;
  return {
    x: 'groups' in data ? rowsOf(data.groups, rows, columns) : rowsIn(data, rows),
    rows: rows.length,
    columns,
    y: pick(y, rows),
    ...(weight === undefined ? {} : { weight: pick(weight, rows) }),
    ...(offset === undefined ? {} : { offset: pick(offset, rows) }),
  };
}

function rowsIn({ x, columns }: LogisticData, rows: Uint32Array): Float64Array {
  const chosen = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    chosen.set(x.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  return chosen;
}
