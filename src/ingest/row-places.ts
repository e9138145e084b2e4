/** Where the rows of a file without lines stand in the CSV made of it. */
export interface RowPlaces {
  /** Lines of the CSV above row 1: 1 for Parquet, whose header is no row; 0 for a sheet, whose header is. */
  readonly above: number;
  /** Rows that take several lines, in order, counted as the file counts them. */
  readonly breaks: readonly RowBreak[];
}

/** A row with line breaks in its cells. */
export interface RowBreak {
  /** Counted from 1. */
  readonly row: number;
  readonly breaks: number;
}

/**
 * The row that a line of the CSV belongs to, as its file counts rows.
 * @param line 1 is the first line of the CSV
 */
export function rowAt(line: number, { above, breaks: rows }: RowPlaces): number {
  let before = above;
  for (const { row, breaks } of rows) {
    if (row + before >= line) break;
    before += breaks;
  }
  return line - before;
}
