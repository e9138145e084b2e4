/** A numeric feature: one double a row, NaN when missing. */
export interface NumericColumn {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** A categorical feature: a place in `labels` a row, −1 when missing. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

export type FeatureColumn = NumericColumn | CategoryColumn;

/** The labelled firms, column by column, in row order. */
export interface TrainingTable {
  readonly rows: number;
  /** 1 = bad, 0 = good. */
  readonly bad: Uint8Array;
  /** Sample weight of each row in millionths, integer-valued. */
  readonly weightMillionths: Float64Array;
  /** Hash of the id: the rows with the smallest ones are the sample that pre-bins are cut on. */
  readonly sampleKey: Uint32Array;
  /** Values by feature id. */
  readonly columns: ReadonlyMap<string, FeatureColumn>;
}

/** Goods and bads of a set of rows. */
export interface Counts {
  readonly goods: number;
  readonly bads: number;
  /** Sums of weights in millionths: exact integers. */
  readonly weightedGoods: number;
  readonly weightedBads: number;
}

/**
 * Counts goods and bads in each bin.
 * @param table the labelled firms
 * @param rows the rows to count
 * @param bins bin number of each of these rows, in the same order
 * @param size how many bins there are
 */
export function countBins(
  table: TrainingTable,
  rows: Uint32Array,
  { bins, size }: { readonly bins: ArrayLike<number>; readonly size: number },
): Counts[] {
  const raw = new Float64Array(2 * size);
  const weighted = new Float64Array(2 * size);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const cell = 2 * bins[i]! + table.bad[row]!;
    raw[cell]! += 1;
    weighted[cell]! += table.weightMillionths[row]!;
  }
  return Array.from({ length: size }, (_, bin) => ({
    goods: raw[2 * bin]!,
    bads: raw[2 * bin + 1]!,
    weightedGoods: weighted[2 * bin]!,
    weightedBads: weighted[2 * bin + 1]!,
  }));
}

/** The sum of several counts. */
export function addCounts(counts: readonly Counts[]): Counts {
  return counts.reduce(
    (sum, each) => ({
      goods: sum.goods + each.goods,
      bads: sum.bads + each.bads,
      weightedGoods: sum.weightedGoods + each.weightedGoods,
      weightedBads: sum.weightedBads + each.weightedBads,
    }),
    { goods: 0, bads: 0, weightedGoods: 0, weightedBads: 0 },
  );
}
