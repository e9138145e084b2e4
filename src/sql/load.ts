import { type Column, isNumeric, TIME_OF_DAY } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import { type Breach, breachesOf, dayBreaches } from './contract.js';
import { duckdb } from './duckdb.js';
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
import type { LoadOptions, LoadSource } from './load-options.js';
import { cleanNumber, maybeMissing } from './missing-number.js';
import { IS_BAD } from './own-columns.js';
import { print } from './print.js';
import { readCsv } from './read-csv.js';
import { printQuery } from './stage.js';

const RAW = 'raw_';

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
    .filter((entry) => read.has(entry))
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
