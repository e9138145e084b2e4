/** How far firms moved between grades; 0 when none did. */
export interface MigrationBandwidth {
  /** Of moves to worse grades; null where none could happen. */
  readonly upper: number | null;
  /** Of moves to better grades. */
  readonly lower: number | null;
}

/**
 * Matrix weighted bandwidth of a migration matrix, the best grade first: moves weighted by their distance, against the farthest
 * that each firm could have gone.
 * @param matrix firms by grade before (rows) and after (columns), K × K
 * @source European Central Bank (2019), Instructions for reporting the validation results of internal models, §2.5.5.1
 */
export function migrationBandwidth(matrix: readonly (readonly number[])[]): MigrationBandwidth {
  const k = matrix.length;
  const farthest = (i: number) => Math.max(k - 1 - i, i);
  let [up, upMost, low, lowMost] = [0, 0, 0, 0];
  matrix.forEach((row, i) => {
    row.forEach((n, j) => {
      if (j > i) {
        up += (j - i) * n;
        upMost += farthest(i) * n;
      } else if (j < i) {
        low += (i - j) * n;
        lowMost += farthest(i) * n;
      }
    });
  });
  return { upper: upMost === 0 ? null : up / upMost, lower: lowMost === 0 ? null : low / lowMost };
}

/** Firms by grade before and after: the cross-table of two gradings of the same firms, grades counted from 1. */
export function crossTable(
  pairs: Iterable<readonly [before: number, after: number]>,
  grades: number,
): number[][] {
  const table = Array.from({ length: grades }, () => new Array<number>(grades).fill(0));
  for (const [before, after] of pairs) table[before - 1]![after - 1]!++;
  return table;
}
