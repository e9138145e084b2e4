import type { BinShape } from './bin-shape.js';
import type { CategoryColumn, FeatureColumn, NumericColumn } from './training-table.js';

/**
 * The bin of every row: the column-wise TypeScript reading of bins. Missing first, special codes next, then
 * ranges [lo, hi) by binary search; a category outside every group goes to the one that takes unseen ones.
 * @param column the feature's values
 * @param bins its bins, in order
 * @param rows the rows to read; default all
 * @returns bin numbers, one for each row asked for
 */
export function assignBins(column: FeatureColumn, bins: readonly BinShape[], rows?: Uint32Array): Uint8Array {
  return column.kind === 'number' ? assignNumbers(column, bins, rows) : assignCategories(column, bins, rows);
}

function assignNumbers({ values }: NumericColumn, bins: readonly BinShape[], rows?: Uint32Array): Uint8Array {
  const specials = bins.flatMap((bin, number) =>
    bin.kind === 'special' ? [[bin.code, number] as const] : [],
  );
  const first = bins.findIndex((bin) => bin.kind === 'range');
  const cuts = Float64Array.from(
    bins.flatMap((bin) => (bin.kind === 'range' && bin.hi !== null ? [bin.hi] : [])),
  );
  const count = rows?.length ?? values.length;
  const result = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const value = values[rows === undefined ? i : rows[i]!]!;
    if (Number.isNaN(value)) continue;
    const special = specials.find(([code]) => code === value);
    result[i] = special === undefined ? first + placeAmong(cuts, value) : special[1];
  }
  return result;
}

/** How many ascending cuts are at most the value. */
export function placeAmong(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function assignCategories(
  { codes, labels }: CategoryColumn,
  bins: readonly BinShape[],
  rows?: Uint32Array,
): Uint8Array {
  const unseen = bins.findIndex((bin) => bin.kind === 'group' && bin.unseen);
  const binOf = Uint8Array.from(labels, (label) => {
    const found = bins.findIndex((bin) => bin.kind === 'group' && bin.values.includes(label));
    return found < 0 ? unseen : found;
  });
  const count = rows?.length ?? codes.length;
  return Uint8Array.from({ length: count }, (_, i) => {
    const code = codes[rows === undefined ? i : rows[i]!]!;
    return code < 0 ? 0 : binOf[code]!;
  });
}
