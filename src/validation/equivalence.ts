/** A value of an output column, as both readings give it. */
export type Compared = number | string | null;

/** Where two readings of one firm part. */
export interface Difference {
  readonly column: string;
  readonly expected: Compared;
  readonly found: Compared;
}

/** Two streams of rows, compared. */
export interface Equivalence {
  readonly rows: number;
  /** Rows that differ in some column. */
  readonly differing: number;
  /** Rows that differ, by column. */
  readonly byColumn: Readonly<Record<string, number>>;
}

/**
 * Counts where two readings differ, row by row and column by column; values are the same when they are identical.
 * @param columns names of the values, in their order
 */
export function equivalence(columns: readonly string[]) {
  const counts = new Map<string, number>();
  const seen = { rows: 0, differing: 0 };
  return {
    /** Takes one row of each reading, empty where one has none; returns where they differ. */
    compare(expected: readonly Compared[], found: readonly Compared[]): Difference[] {
      seen.rows++;
      const differences: Difference[] = [];
      for (const [i, column] of columns.entries()) {
        const [here, there] = [expected[i] ?? null, found[i] ?? null];
        if (here !== there) differences.push({ column, expected: here, found: there });
      }
      if (differences.length > 0) seen.differing++;
      for (const { column } of differences) counts.set(column, (counts.get(column) ?? 0) + 1);
      return differences;
    },
    result: (): Equivalence => ({ ...seen, byColumn: Object.fromEntries(counts) }),
  };
}
