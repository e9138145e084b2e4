import { isNumeric } from '../document/column.js';
import { duckdb, fileText } from './duckdb.js';
import type { LoadOptions, LoadSource } from './load-options.js';

/** The table function that reads a company file: numbers as doubles, the rest as texts; what it cannot read goes to a table of its own. */
export function readCsv(options: LoadOptions): string {
  const { source, wanted, table } = options;
  const types = source.columns.map((entry) => {
    const type = wanted.has(entry.name) && isNumeric(entry) ? 'DOUBLE' : 'VARCHAR';
    return `${duckdb.text(entry.name)}: '${type}'`;
  });
  const nulls = ['', ...source.missingTexts].map((value) => duckdb.text(value));
  return `read_csv(${fileText(source.path)}, auto_detect=false, header=true, delim=${duckdb.text(source.delimiter)},
  quote='"', escape='"', nullstr=[${nulls.join(', ')}], store_rejects=true, rejects_table=${duckdb.text(rejectsOf(table))}, rejects_scan=${duckdb.text(`${rejectsOf(table)}_scan`)}, strict_mode=true, buffer_size=${bufferBytes(options)},${longLines(source)}
  columns={${types.join(', ')}})`;
}

/** The engine drops a record that is longer than what it reads at a time, and says nothing. */
const longLines = ({ longestLine }: LoadSource): string =>
  longestLine === 0 ? '' : ` max_line_size=${longestLine + 1},`;

/** What a thread reads at a time of a small file: a quarter of the usual, which keeps memory low and costs no time. */
const LEAST_BUFFER = 8_000_000;
/** What all threads together may read at a time. */
const MOST_BUFFERED = 200_000_000;
/** The rows of a table that the engine keeps together, with a margin for records longer than those at the beginning. */
const ROW_GROUP = 122_880 * 1.05;

/** How much larger pieces become when a file is read again. */
const OTHER_PIECES = 0.07;

/** What a thread reads at a time. */
function bufferBytes({ source, threads, attempt = 0 }: LoadOptions): number {
  return Math.round(usualBuffer(source, threads) * (1 + OTHER_PIECES * attempt));
}

/**
 * Pieces of at least a row group become the table as they are, smaller ones are copied once more; and each thread gets as many
 * pieces as the others.
 */
function usualBuffer({ bytes, recordBytes, longestLine }: LoadSource, threads: number): number {
  if (longestLine > 0) return Math.max(LEAST_BUFFER, 2 * longestLine);
  const own = bytes / threads;
  const pieces = Math.floor(own / (ROW_GROUP * recordBytes));
  const buffer = Math.ceil(own / pieces + recordBytes);
  return buffer * threads > MOST_BUFFERED ? LEAST_BUFFER : buffer;
}

/** The tables that a file's unreadable records go to. */
export const rejectsOf = (table: string) => `${table}_rejects`;
