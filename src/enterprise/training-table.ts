import { pick } from '../core/pick.js';

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

/** One feature of the labelled firms, in row order. */
export type FeatureColumn = NumericColumn | CategoryColumn;

/** The labelled firms, column by column, in row order. */
export interface TrainingTable {
  readonly rows: number;
  /** 1 = bad, 0 = good. */
  readonly bad: Uint8Array;
  /** Sample weight of each row in millionths, integer-valued. */
  readonly weightMillionths: Float64Array;
  /** Place of each row's label source. */
  readonly source: Uint8Array;
  /** Log odds that belong to the sample and not to the firm; undefined without any. */
  readonly offset?: Float64Array;
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
 * Counts goods and bads in each cell.
 * @param table the labelled firms
 * @param rows the rows to count
 * @param cells cell of every row of the table, and how many cells there are
 */
export function countCells(
  table: TrainingTable,
  rows: Uint32Array,
  { codes, size }: { readonly codes: Uint16Array; readonly size: number },
): Counts[] {
  const { bad, weightMillionths } = table;
  const raw = new Float64Array(2 * size);
  const weighted = new Float64Array(2 * size);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const cell = 2 * codes[row]! + bad[row]!;
    raw[cell]! += 1;
    weighted[cell]! += weightMillionths[row]!;
  }
  return Array.from({ length: size }, (_, cell) => ({
    goods: raw[2 * cell]!,
    bads: raw[2 * cell + 1]!,
    weightedGoods: weighted[2 * cell]!,
    weightedBads: weighted[2 * cell + 1]!,
  }));
}

/** The sum of several counts. */
export function addCounts(counts: readonly Counts[]): Counts {
  let [goods, bads, weightedGoods, weightedBads] = [0, 0, 0, 0];
  for (const each of counts) {
    goods += each.goods;
    bads += each.bads;
    weightedGoods += each.weightedGoods;
    weightedBads += each.weightedBads;
  }
  return { goods, bads, weightedGoods, weightedBads };
}

/** What is left of some counts when others are taken out, cell by cell. */
export function withoutCounts(all: readonly Counts[], some: readonly Counts[]): Counts[] {
  return all.map((each, i) => ({
    goods: each.goods - some[i]!.goods,
    bads: each.bads - some[i]!.bads,
    weightedGoods: each.weightedGoods - some[i]!.weightedGoods,
    weightedBads: each.weightedBads - some[i]!.weightedBads,
  }));
}

/** Weights as doubles of given rows. */
export function weightsOf({ weightMillionths }: TrainingTable, rows: Uint32Array): Float64Array {
  const weights = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) weights[i] = weightMillionths[rows[i]!]! / 1e6;
  return weights;
}

/** Rows by ascending hash of the id, equal ones by row: an order that does not depend on that of the file. */
export const inOrderOfHash = (
  { sampleKey }: Pick<TrainingTable, 'sampleKey'>,
  rows: Uint32Array,
): Uint32Array => rows.slice().sort((a, b) => sampleKey[a]! - sampleKey[b]! || a - b);

/** How many of some rows are bad, each counted once. */
export const badsAmong = ({ bad }: Pick<TrainingTable, 'bad'>, rows: Uint32Array): number =>
  rows.reduce((count, row) => count + bad[row]!, 0);

/**
 * How often a firm counts where the odds that belong to the sample are to be taken out of its labels.
 * @param isBad a good firm counts once
 * @param offset what the sample adds to its ln(odds of bad)
 * @returns e^−offset for a bad firm, 1 for a good one
 */
export function countWithoutOffset(isBad: boolean, offset: number | undefined): number {
  return isBad && offset !== undefined ? Math.exp(-offset) : 1;
}

/** Offsets of given rows; undefined where the sample has none. */
export function offsetOf(
  { offset }: Pick<TrainingTable, 'offset'>,
  rows: Uint32Array,
): Float64Array | undefined {
  return offset && pick(offset, rows);
}
