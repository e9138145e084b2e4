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

/** Cuts as `placeAmong` searches them: filled up with NaN, which nothing reaches, to a power of two above their count. */
export function searchable(cuts: readonly number[]): Float64Array {
  const padded = new Float64Array(2 ** Math.ceil(Math.log2(cuts.length + 1))).fill(Number.NaN);
  padded.set(cuts);
  return padded;
}

/**
 * How many ascending cuts are at most the value: a binary search whose steps are sums, as values in no order would make
 * a processor guess every branch wrong half of the time (a third of the time of one with branches).
 * @param cuts what `searchable` made
 * @param value a number that is no NaN
 */
export function placeAmong(cuts: Float64Array, value: number): number {
  let count = 0;
  for (let step = cuts.length >> 1; step > 0; step >>= 1) {
    count += step & -Number(cuts[count + step - 1]! <= value);
  }
  return count;
}

function assignCategories({ codes, labels }: CategoryColumn, bins: readonly BinShape[]): Uint8Array {
  const unseen = bins.findIndex((bin) => bin.kind === 'group' && bin.unseen);
  const binOf = Uint8Array.from(labels, (label) => {
    const found = bins.findIndex((bin) => bin.kind === 'group' && bin.values.includes(label));
    return found < 0 ? unseen : found;
  });
  return Uint8Array.from(codes, (code) => (code < 0 ? 0 : binOf[code]!));
}
