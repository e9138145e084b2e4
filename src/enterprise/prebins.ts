import { valuesAtRanks } from '../core/ranked.js';

/** How many rows at the most the cuts are learned from. */
const SAMPLE_ROWS = 100_000;

/**
 * The rows that pre-bins are cut on: all of them, or the 100,000 with the smallest hash of their id (ties by row).
 * @param rows candidate rows
 * @param sampleKey hash of the id by row
 */
export function sampleRows(rows: Uint32Array, sampleKey: Uint32Array): Uint32Array {
  if (rows.length <= SAMPLE_ROWS) return rows;
  const keyed = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) keyed[i] = sampleKey[rows[i]!]! * 2 ** 21 + (i % 2 ** 21);
  const [limit] = valuesAtRanks(keyed, [SAMPLE_ROWS - 1]);
  return rows.filter((_row, i) => keyed[i]! <= limit!);
}

/**
 * Cuts of a numeric feature: real values at the quantiles k/most (the smallest value whose share of values at or below
 * it reaches k/most), each the lower end of a bin [cut, next). With few distinct values, every one but the smallest; where the smallest
 * holds every quantile, the one above it and the quantiles of the rest.
 * @param values values by row, NaN when missing
 * @param rows the sample
 * @param options most pre-bins, and special codes to leave out
 * @returns ascending cuts
 */
export function quantileCuts(
  values: Float64Array,
  rows: Uint32Array,
  { most, specials }: { readonly most: number; readonly specials: readonly number[] },
): number[] {
  return cutsOf(presentValues(values, rows, specials), most);
}

/** Where the smallest value holds every quantile, those of the others are taken: the least of them is the first cut. */
function cutsOf(present: Float64Array, most: number): number[] {
  if (present.length === 0) return [];
  const distinct = distinctUpTo(present, most);
  if (distinct !== undefined) return distinct.slice(1);
  const rankOf = (k: number) => Math.max(0, Math.ceil((k * present.length) / most) - 1);
  const ranks = Array.from({ length: most - 1 }, (_, k) => rankOf(k + 1));
  const [least, ...found] = valuesAtRanks(present, [0, ...ranks]);
  const cuts = new Set(found);
  cuts.delete(least!);
  if (cuts.size > 0 || most < 2) return [...cuts];
  const others = present.filter((value) => value > least!);
  const first = others.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  return [first, ...cutsOf(others, most - 1)];
}

/** The distinct values, ascending, when there are at most `most` of them. */
function distinctUpTo(values: Float64Array, most: number): number[] | undefined {
  const distinct = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    distinct.add(values[i]!);
    if (distinct.size > most) return undefined;
  }
  return [...distinct].sort((a, b) => a - b);
}

function presentValues(values: Float64Array, rows: Uint32Array, specials: readonly number[]): Float64Array {
  const present = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value) || (specials.length > 0 && specials.includes(value))) continue;
    present[count++] = value;
  }
  return present.subarray(0, count);
}
