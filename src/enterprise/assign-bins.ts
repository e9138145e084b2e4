import type { BinShape } from './bin-shape.js';
import type { CategoryColumn, FeatureColumn, NumericColumn } from './training-table.js';

/**
 * The bin of every row: the column-wise TypeScript reading of bins. Missing first, special codes next, then
 * ranges [lo, hi) by binary search; a category outside every group goes to the one that takes unseen ones.
 * @param column the feature's values
 * @param bins its bins, in order
 * @returns bin numbers, one a row
 */
export function assignBins(column: FeatureColumn, bins: readonly BinShape[]): Uint8Array {
  return column.kind === 'number' ? assignNumbers(column, bins) : assignCategories(column, bins);
}

function assignNumbers({ values }: NumericColumn, bins: readonly BinShape[]): Uint8Array {
  const specials = bins.flatMap((bin, number) =>
    bin.kind === 'special' ? [[bin.code, number] as const] : [],
  );
  const first = bins.findIndex((bin) => bin.kind === 'range');
  const cuts = searchable(bins.flatMap((bin) => (bin.kind === 'range' && bin.hi !== null ? [bin.hi] : [])));
  const result = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const special = specials.find(([code]) => code === value);
    result[row] = special === undefined ? first + placeAmong(cuts, value) : special[1];
  }
  return result;
}

/** Ascending cuts as `placeAmong` searches them. */
export interface SearchedCuts {
  readonly cuts: Float64Array;
  /** Of each bucket, an even stretch between the least and the largest cut: how many cuts lie before it; one more at the end. */
  readonly first: Uint16Array;
  readonly least: number;
  /** Buckets for each unit of value. */
  readonly scale: number;
}

const BUCKETS = 1024;

/** Ascending cuts, ready for `placeAmong`. */
export function searchable(cuts: readonly number[]): SearchedCuts {
  const [least, most] = [cuts[0] ?? 0, cuts.at(-1) ?? 0];
  const scale = most > least ? BUCKETS / (most - least) : 0;
  const first = new Uint16Array(BUCKETS + 1);
  for (const cut of cuts) first[bucketOf(cut, least, scale) + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) first[bucket + 1]! += first[bucket]!;
  return { cuts: Float64Array.from(cuts), first, least, scale };
}

/** A larger value never has a smaller bucket: rounding keeps the order of differences and of products. */
function bucketOf(value: number, least: number, scale: number): number {
  const at = (value - least) * scale;
  return at >= BUCKETS ? BUCKETS - 1 : at > 0 ? at | 0 : 0;
}

/**
 * How many ascending cuts are at most the value. Only the cuts in the value's own bucket are compared, mostly none: values in no
 * order would make a processor guess the steps of a binary search wrong.
 * @param searched what `searchable` made
 * @param value a number that is no NaN
 */
export function placeAmong({ cuts, first, least, scale }: SearchedCuts, value: number): number {
  const bucket = bucketOf(value, least, scale);
  const end = first[bucket + 1]!;
  let place = first[bucket]!;
  while (place < end && cuts[place]! <= value) place++;
  return place;
}

function assignCategories({ codes, labels }: CategoryColumn, bins: readonly BinShape[]): Uint8Array {
  const unseen = bins.findIndex((bin) => bin.kind === 'group' && bin.unseen);
  const binOf = Uint8Array.from(labels, (label) => {
    const found = bins.findIndex((bin) => bin.kind === 'group' && bin.values.includes(label));
    return found < 0 ? unseen : found;
  });
  return Uint8Array.from(codes, (code) => (code < 0 ? 0 : binOf[code]!));
}
