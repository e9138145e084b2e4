import { duckdb, fileText } from './duckdb.js';

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** As the engine calls it, e.g. `DOUBLE`. */
  readonly type: string;
}

/** The query of a Parquet file's columns: `column_name`, `column_type`. */
export const parquetColumns = (path: string): string =>
  `DESCRIBE SELECT * FROM read_parquet(${fileText(path)})`;

/** The query of the rows with line breaks in a text: `_row_no`, counted from 1, and how many `breaks`. */
export function parquetBreaks(path: string, columns: readonly ParquetColumn[]): string {
  const texts = columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => duckdb.identifier(name));
  const breaks = texts.map((cell) => `coalesce(length(${cell}) - length(replace(${cell}, chr(10), '')), 0)`);
  const rows = `SELECT file_row_number + 1 AS _row_no, ${breaks.join(' + ') || '0'} AS breaks FROM read_parquet(${fileText(path)}, file_row_number = true)`;
  return `SELECT _row_no, breaks FROM (${rows}) WHERE breaks > 0 ORDER BY _row_no`;
}

/**
 * The statement that writes a Parquet file as CSV, in its order: doubles with the digits that read back bit for bit, days as
 * YYYY-MM-DD, yes and no as 1 and 0.
 */
export function parquetToCsv(path: string, to: string, columns: readonly ParquetColumn[]): string {
  const cells = columns.map(({ name, type }) => {
    const cell = duckdb.identifier(name);
    return `${textOf(cell, type)} AS ${cell}`;
  });
  return `COPY (SELECT ${cells.join(', ')} FROM read_parquet(${fileText(path)})) TO ${duckdb.text(to)} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"')`;
}

function textOf(cell: string, type: string): string {
  if (type === 'BOOLEAN') return `CAST(CAST(${cell} AS INTEGER) AS VARCHAR)`;
  const text = `CAST(${cell} AS VARCHAR)`;
  if (!type.startsWith('TIMESTAMP')) return text;
  return `CASE WHEN ${cell} = date_trunc('day', ${cell}) THEN CAST(CAST(${cell} AS DATE) AS VARCHAR) ELSE ${text} END`;
}
