import { sum } from '../core/numbers.js';
import { addCounts, type Counts } from './training-table.js';

/** Weight of evidence and information value of one bin. */
export interface Evidence {
  readonly woe: number;
  readonly iv: number;
  /** Share of bad − share of good. */
  readonly lead: number;
}

/** What an empty cell counts as, in millionths: so many rows of the mean weight of its kind, whatever the size of the weights. */
export function emptyCell(
  { goods, bads, weightedGoods, weightedBads }: Counts,
  smoothing: number,
): EmptyCell {
  const mean = (weight: number, rows: number) => (rows === 0 ? 1e6 : weight / rows);
  return { goods: smoothing * mean(weightedGoods, goods), bads: smoothing * mean(weightedBads, bads) };
}

/** Weights of a cell without goods, and of one without bads. */
export interface EmptyCell {
  readonly goods: number;
  readonly bads: number;
}

/**
 * WOE = ln(share of bad / share of good) and IV = (share of bad − share of good) × WOE of each bin, on weighted counts.
 * An empty cell counts as `smoothing` before shares are taken; a bin without any row has WOE 0.
 * @param bins counts of every bin of a feature, missing and special ones too
 * @param smoothing what an empty cell counts as, in rows of its kind’s mean weight
 * @source Good (1950), Probability and the Weighing of Evidence; Kullback & Leibler (1951) for IV as divergence
 */
export function weightOfEvidence(bins: readonly Counts[], smoothing: number): Evidence[] {
  const empty = emptyCell(addCounts(bins), smoothing);
  const cells = bins.map(({ weightedGoods, weightedBads }) =>
    weightedGoods + weightedBads === 0
      ? { good: 0, bad: 0 }
      : { good: weightedGoods || empty.goods, bad: weightedBads || empty.bads },
  );
  const goods = cells.reduce((sum, { good }) => sum + good, 0);
  const bads = cells.reduce((sum, { bad }) => sum + bad, 0);
  return cells.map(({ good, bad }) => {
    if (good + bad === 0 || goods === 0 || bads === 0) return { woe: 0, iv: 0, lead: 0 };
    const [shareGood, shareBad] = [good / goods, bad / bads];
    // Bins with the same odds are worth the same to the last bit: firms that tie on paper tie.
    const woe = Math.log(bad / good) - Math.log(bads / goods);
    const lead = shareBad - shareGood;
    return { woe, iv: lead * woe, lead };
  });
}

/** The information value of a feature: the sum over its bins. */
export function informationValue(bins: readonly Pick<Evidence, 'iv'>[]): number {
  return bins.reduce((sum, { iv }) => sum + iv, 0);
}

/**
 * How far cells settle who is bad: λ = 1 − errors / min(all goods, all bads), 0 = not at all, 1 = wholly. Each firm is taken for
 * what most of the others in its cell are: a cell of its own tells nothing of it. Firms outside the cells are left out.
 * @param cells goods and bads of each cell, raw counts
 * @source Goodman & Kruskal (1954), Measures of association for cross classifications, §5; Stone (1974) for leaving each out
 */
export function determination(cells: readonly Counts[]): number {
  return lambda(cells.map(({ goods, bads }) => [goods, bads])) ?? 0;
}

/**
 * How far cells settle which of several classes a firm is in: λ = 1 − errors / (n − max_k n_k), each firm taken for what most of the
 * others in its cell are.
 * @param cells counts of each class in each cell
 * @returns 0 = not at all, 1 = wholly; null where fewer than 30 firms are outside the largest class
 * @source Goodman & Kruskal (1954), §5; Stone (1974)
 */
export function classDetermination(cells: readonly (readonly number[])[]): number | null {
  return lambda(cells, FEWEST_TO_TELL);
}

const FEWEST_TO_TELL = 30;

/** Null where fewer than `fewest` firms are outside the largest class. */
function lambda(cells: readonly (readonly number[])[], fewest = 1): number | null {
  const totals = (cells[0] ?? []).map((_n, k) => sum(cells.map((cell) => cell[k]!)));
  const largest = totals.indexOf(Math.max(0, ...totals));
  const outside = sum(totals) - (totals[largest] ?? 0);
  if (outside < fewest) return null;
  const errors = sum(cells.map((cell) => errorsIn(cell, largest)));
  return Math.max(0, 1 - errors / outside);
}

/** Firms of a cell that most of the others in it are unlike; where these are as many of each, those outside the largest class. */
function errorsIn(cell: readonly number[], largest: number): number {
  return sum(
    cell.map((n, k) => {
      const most = Math.max(0, ...cell.filter((_n, other) => other !== k));
      return n - 1 > most || (n - 1 === most && k === largest) ? 0 : n;
    }),
  );
}
