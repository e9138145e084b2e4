import { type Column, isNumeric, TIME_OF_DAY } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import type { Classification } from '../document/industry-spec.js';
import { ROW_NO } from './company.js';
import { type Breach, breachesOf, dayBreaches } from './contract.js';
import { duckdb, fileText } from './duckdb.js';
import {
  binary,
  call,
  column,
  type Expr,
  integer,
  isNull,
  isPresent,
  not,
  nullOf,
  oneIf,
  or,
  text,
} from './expr.js';
import { cleanNumber, maybeMissing } from './missing-number.js';
import { print } from './print.js';
import { printQuery, type Stage } from './stage.js';

/** The column that is 1 on a row with a value that breaks the contract. */
export const IS_BAD = 'is_bad';

const RAW = 'raw_';

/** A company file, looked at: its columns in file order, and the contract's columns that it lacks. */
export interface LoadSource {
  readonly path: string;
  readonly bytes: number;
  /** About how long a record is. */
  readonly recordBytes: number;
  /** Bytes of the longest line, where one is longer than a mebibyte; otherwise 0. */
  readonly longestLine: number;
  readonly delimiter: string;
  readonly columns: readonly Column[];
  readonly absent: readonly Column[];
  readonly missingTexts: readonly string[];
  /** The text is a copy in which no number has blanks around it. */
  readonly isTrimmed?: true;
}

/** What is loaded from a company file. */
export interface LoadOptions {
  readonly source: LoadSource;
  /** The columns to load; the others are read over. */
  readonly wanted: ReadonlySet<string>;
  /** What industry codes are checked against; null checks none. */
  readonly classification: Classification | null;
  readonly table: string;
  /** How many threads read. */
  readonly threads: number;
  /** How often the file was read before, in other pieces; default 0. */
  readonly attempt?: number;
  /** Stages that begin at the loaded rows, `LOADED_ROWS`: the table holds what they make of them, in one pass over the file. */
  readonly stages?: readonly Stage[];
}

/** The loaded rows, as stages over them say FROM. */
export const LOADED_ROWS = 's0_loaded';

/**
 * The statement that loads the company table: declared types by header name, values cleaned as the contract says,
 * one flag for rows that break it. Rows the CSV reader itself cannot read go to a table of their own.
 */
export function loadSql(options: LoadOptions): string {
  const { stages, table } = options;
  const rows = rowsQuery(options);
  const query =
    stages === undefined
      ? rows
      : `WITH ${duckdb.identifier(LOADED_ROWS)} AS (\n${rows}\n)\nSELECT * FROM (\n${printQuery(stages, duckdb)})`;
  return `CREATE TABLE ${duckdb.identifier(table)} AS\n${query}`;
}

/** The rows as the file has them, typed, with their flag. */
function rowsQuery(options: LoadOptions): string {
  const { source, wanted, classification, stages } = options;
  const columns = [...source.columns, ...source.absent].filter((entry) => wanted.has(entry.name));
  const read = new Set(source.columns);
  const typed = columns.map(
    (entry) => [entry, read.has(entry) ? cleanExpr(entry, source) : absentExpr(entry)] as const,
  );
  const divisions = classification === null ? undefined : divisionsOf(classification);
  const problems = columns
    .filter((entry) => read.has(entry) || entry.missing === 'rejected')
    .flatMap((entry) => [
      ...problemsOf(entry, divisions),
      ...maybeMissing(entry, column(RAW + entry.name), source),
    ]);
  const bad = problems.length === 0 ? integer(0) : oneIf(or(...problems));
  const outer = typed.map(
    ([entry]) => `${print(typedExpr(entry), duckdb)} AS ${duckdb.identifier(entry.name)}`,
  );
  const inner = typed.map(
    ([entry, expr]) => `${print(expr, duckdb)} AS ${duckdb.identifier(RAW + entry.name)}`,
  );
  const cells = stages === undefined ? [] : columns.filter((entry) => read.has(entry) && isUnchecked(entry));
  const asTheyStand = cells.map(({ name }) => duckdb.identifier(cellColumn(name)));
  const named = cells.map(
    ({ name }) => `${duckdb.identifier(name)} AS ${duckdb.identifier(cellColumn(name))}`,
  );
  return `SELECT ${[...outer, `${print(bad, duckdb)} AS ${IS_BAD}`, ...asTheyStand].join(',\n  ')}
FROM (SELECT ${[...inner, ...named].join(',\n  ')}
FROM ${readCsv(options)})`;
}

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

/** The engine drops a record that is longer than what it reads at a time, and says nothing. */
const longLines = ({ longestLine }: LoadSource): string =>
  longestLine === 0 ? '' : ` max_line_size=${longestLine + 1},`;

/** The tables that a file's unreadable records go to. */
const rejectsOf = (table: string) => `${table}_rejects`;

function readCsv(options: LoadOptions): string {
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

function absentExpr(entry: Column): Expr {
  return nullOf(isNumeric(entry) ? 'double' : 'text');
}

/** Where stages find a cell as it stands in the file: no column of a file has a dot. */
export const cellColumn = (name: string): string => `cell.${name}`;

/** Whether any text is good in a column, also none. */
export const isUnchecked = ({ type, missing, values, pattern }: Column): boolean =>
  ['text', 'category'].includes(type) &&
  missing !== 'rejected' &&
  values === undefined &&
  pattern === undefined;

/** The cell as the contract's type sees it: blanks trimmed; an empty text, or one that stands for it, missing. */
export function cleanExpr(
  entry: Column,
  { missingTexts }: Pick<LoadSource, 'missingTexts'>,
  cell: Expr = column(entry.name),
): Expr {
  if (isNumeric(entry)) return cleanNumber(entry, cell);
  const trimmed = ['', ...missingTexts].reduce<Expr>(
    (expr, word) => call('nullif', expr, text(word)),
    call('trim_blank', cell),
  );
  return entry.type === 'code' ? call('drop_leading_letter', trimmed) : trimmed;
}

/** The value as the table holds it. A value out of contract may become null: its row is flagged and leaves. */
function typedExpr(entry: Column): Expr {
  const raw = column(RAW + entry.name);
  if (entry.type === 'date') return call('try_date', raw);
  if (entry.type === 'number' || !isNumeric(entry)) return raw;
  return call('try_bigint', raw);
}

/** What is wrong with a cell as it stands: its contract's breaches, and what only a text can have wrong. */
function problemsOf(entry: Column, divisions: readonly string[] | undefined): Expr[] {
  const raw = column(RAW + entry.name);
  const whens = (breaches: readonly Breach[]) => breaches.map((breach) => breach.when);
  const missing = entry.missing === 'rejected' ? [isNull(raw)] : [];
  if (entry.type === 'date') return [...missing, ...dateProblems(entry, raw)];
  const isWhole = entry.type === 'integer' || entry.type === 'flag';
  const split = isWhole ? [binary(raw, '<>', call('truncate', raw))] : [];
  return [...whens(breachesOf(entry, raw, divisions)), ...split];
}

const DATE_PATTERN = `[0-9]{4}(-[0-9]{1,2}-|/[0-9]{1,2}/)[0-9]{1,2}${TIME_OF_DAY}`;

function dateProblems(entry: Column, raw: Expr): Expr[] {
  const day = call('try_date', raw);
  const shaped = call('full_match', raw, text(DATE_PATTERN));
  const unreadable = binary(oneIf(isPresent(raw)), '>', oneIf(isPresent(day)));
  return [unreadable, not(shaped), ...dayBreaches(entry, day).map((breach) => breach.when)];
}

/** Statements around loading, by row number of the loaded table (its rowid, in file order from 0). */
export const loadStatements = {
  /** Refused records: counted from 1 with the header and blank lines. */
  refused: (table: string) =>
    `SELECT DISTINCT line AS record FROM ${duckdb.identifier(rejectsOf(table))} ORDER BY record`,
  /** The table and what stands beside it leave. */
  drop: (table: string) =>
    [table, rejectsOf(table), `${rejectsOf(table)}_scan`].map(
      (name) => `DROP TABLE IF EXISTS ${duckdb.identifier(name)}`,
    ),
  rowCount: (table: string) => `SELECT count(*) AS n FROM ${duckdb.identifier(table)}`,
  bad: (table: string) =>
    `SELECT rowid AS row_no FROM ${duckdb.identifier(table)} WHERE ${IS_BAD} = 1 ORDER BY row_no`,
  /** How many ids are told to repeat by their hashes: 0 means that none does. */
  repeated: (table: string, id: string) =>
    `SELECT count(*) - count(DISTINCT hash(${duckdb.identifier(id)})) AS n FROM ${duckdb.identifier(table)}`,
  /** Rows whose id stands more than once, or is among the given ids of unreadable records. */
  duplicates: (table: string, id: string, extra: readonly string[]) => {
    const name = duckdb.identifier(id);
    const again = `SELECT ${name} FROM ${duckdb.identifier(table)} GROUP BY ${name} HAVING count(*) > 1`;
    const others = extra.length === 0 ? '' : ` OR ${name} IN (${extra.map(duckdb.text).join(', ')})`;
    return `SELECT rowid AS row_no FROM ${duckdb.identifier(table)} WHERE ${name} IN (${again})${others} ORDER BY row_no`;
  },
  remove: (table: string, rows: readonly number[]) =>
    `DELETE FROM ${duckdb.identifier(table)} WHERE rowid IN (${rows.join(', ')})`,
  removeIds: (table: string, id: string, ids: readonly string[]) =>
    `DELETE FROM ${duckdb.identifier(table)} WHERE ${duckdb.identifier(id)} IN (${ids.map(duckdb.text).join(', ')})`,
  /** The table as every later query reads it: with its row numbers. */
  numbered: (view: string, table: string) =>
    `CREATE VIEW ${duckdb.identifier(view)} AS SELECT rowid AS ${ROW_NO}, * FROM ${duckdb.identifier(table)}`,
} as const;
