import { Z975 } from '../core/normal.js';
import { sum } from '../core/numbers.js';

/**
 * Kendall's τ-b of two gradings, ties counted, out of their cross-table. Undefined where a grading knows one grade only.
 * @param table counts, rows by the first grading, columns by the second
 * @source Kendall (1945), The treatment of ties in ranking problems
 */
export function kendallTauB(table: readonly (readonly number[])[]): number | undefined {
  const n = total(table);
  const concordance = concordantLessDiscordant(table);
  const pairs = (counts: readonly number[]) => counts.reduce((sum, c) => sum + (c * (c - 1)) / 2, 0);
  const all = (n * (n - 1)) / 2;
  const spread = (all - pairs(rowSums(table))) * (all - pairs(columnSums(table)));
  return spread > 0 ? concordance / Math.sqrt(spread) : undefined;
}

/** Pairs that both gradings put in the same order, less those that they put in opposite ones: each row against all below it. */
function concordantLessDiscordant(table: Counts): number {
  const below = (table[0] ?? []).map(() => 0);
  let [sum, all] = [0, 0];
  for (const row of [...table].reverse()) {
    let left = 0;
    row.forEach((count, j) => {
      sum += count * (all - 2 * left - below[j]!);
      left += below[j]!;
    });
    row.forEach((count, j) => {
      below[j]! += count;
      all += count;
    });
  }
  return sum;
}

/** Agreement beyond chance, with its 95 % interval; null bounds where the table does not show how it spreads. */
export interface Kappa {
  readonly kappa: number;
  readonly standardError: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Grades that belong together, as places in the table: those of one firm. */
export type Together = readonly (readonly [row: number, column: number])[];

/**
 * Cohen's weighted κ of two gradings: disagreement counts by the square of its distance. Undefined where chance alone would agree.
 * @param table counts, K × K
 * @param together what the table counts, by firm: a firm that is graded several times counts as one case of the standard error.
 *   Default: every count is a case of its own
 * @source Cohen (1968), Weighted kappa; Fleiss, Cohen & Everitt (1969) for the standard error; its influences summed by cluster as
 *   in Liang & Zeger (1986)
 */
export function weightedKappa(
  table: readonly (readonly number[])[],
  together?: readonly Together[],
): Kappa | undefined {
  const [k, n] = [table.length, total(table)];
  const weight = (i: number, j: number) => 1 - ((i - j) / (k - 1)) ** 2;
  const rows = rowSums(table).map((count) => count / n);
  const columns = columnSums(table).map((count) => count / n);
  const cells = table.flatMap((row, i) => row.map((count, j) => ({ i, j, p: count / n, w: weight(i, j) })));
  const observed = cells.reduce((sum, { p, w }) => sum + w * p, 0);
  const chance = cells.reduce((sum, { i, j, w }) => sum + w * rows[i]! * columns[j]!, 0);
  if (!(chance < 1)) return undefined;
  const kappa = (observed - chance) / (1 - chance);
  const ofRow = rows.map((_p, i) => columns.reduce((sum, q, j) => sum + q * weight(i, j), 0));
  const ofColumn = columns.map((_q, j) => rows.reduce((sum, p, i) => sum + p * weight(i, j), 0));
  const centre = observed * chance - 2 * chance + observed;
  const influence = (i: number, j: number) =>
    weight(i, j) * (1 - chance) - (ofRow[i]! + ofColumn[j]!) * (1 - observed) - centre;
  const squares =
    together === undefined
      ? cells.reduce((sum, { i, j, p }) => sum + p * n * influence(i, j) ** 2, 0)
      : together.reduce((sum, own) => sum + own.reduce((all, [i, j]) => all + influence(i, j), 0) ** 2, 0);
  const standardError = Math.sqrt(squares) / n / (1 - chance) ** 2;
  const isKnown = standardError > SPREADLESS && (together === undefined || together.length > 1);
  const half = Z975 * standardError;
  const [low, high] = isKnown ? [Math.max(-1, kappa - half), Math.min(1, kappa + half)] : [null, null];
  return { kappa: kappa === 0 ? 0 : kappa, standardError, low, high };
}

/** A standard error that is rounding. */
const SPREADLESS = 1e-9;

type Counts = readonly (readonly number[])[];
const rowSums = (table: Counts) => table.map(sum);
const columnSums = (table: Counts) =>
  (table[0] ?? []).map((_n, j) => table.reduce((sum, row) => sum + row[j]!, 0));
const total = (table: Counts) => sum(rowSums(table));
