import type { Split } from '../document/label-spec.js';
import { ROW_NO } from '../sql/own-columns.js';
import { isColumnSplit, SIDES, sideColumn } from '../sql/split-side.js';

/** The rows of a split, and how many are in neither part. */
export interface SplitRows {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  readonly neither: { readonly empty: number; readonly late: number };
}

/** 2^32, the range of the hash of an id. */
const HASH_RANGE = 2 ** 32;

function sideOf(split: Split, numbers: (name: string) => Float64Array): (row: number) => number {
  if (isColumnSplit(split)) {
    const sides = numbers(sideColumn(split));
    return (row) => sides[row]!;
  }
  const hashes = numbers('id_hash');
  const limit = Math.ceil(split.testShare * HASH_RANGE);
  return (row) => (hashes[row]! < limit ? SIDES.test : SIDES.train);
}

/** The rows of a split, in order; the columns it goes by are looked up by name. */
export function sidesOf(split: Split, numbers: (name: string) => Float64Array): SplitRows {
  const side = sideOf(split, numbers);
  const { length } = numbers(ROW_NO);
  const rowsOn = (wanted: number) => {
    const rows = new Uint32Array(length);
    let count = 0;
    for (let row = 0; row < length; row++) if (side(row) === wanted) rows[count++] = row;
    return rows.slice(0, count);
  };
  const neither = { empty: rowsOn(SIDES.empty).length, late: rowsOn(SIDES.late).length };
  return { train: rowsOn(SIDES.train), test: rowsOn(SIDES.test), neither };
}
