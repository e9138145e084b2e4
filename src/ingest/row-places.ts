/** Where the rows of a file without lines stand in the CSV made of it. */
export interface RowPlaces {
  /** What the row below the header is called: 1 in Parquet, whose header is no row; 2 in a sheet. */
  readonly first: number;
  /** Rows that take several lines, counted from 1 below the header. */
  readonly breaks: readonly RowBreak[];
}

/** A row with line breaks in its cells. */
export interface RowBreak {
  readonly row: number;
  readonly breaks: number;
}

/**
 * The row that a line of the CSV belongs to, as its file counts rows.
 * @param line 1 is the header
 */
export function rowAt(line: number, { first, breaks: rows }: RowPlaces): number {
  let before = 1;
  for (const { row, breaks } of rows) {
    if (row + before >= line) break;
    before += breaks;
  }
  return line - before + first - 1;
}
