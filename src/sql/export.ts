import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { binsColumns, REASON_COLUMNS, ratingOutputColumns } from '../document/rating-columns.js';
import { duckdb } from './duckdb.js';
import { binary, column, type Expr, integer, pick, text } from './expr.js';
import { OWN_LINE } from './line.js';
import { ROW_NO } from './own-columns.js';
import { print } from './print.js';
import { printQuery, type Stage } from './stage.js';

/**
 * The statement that makes a table of a query.
 * @param orderBy columns of the last stage that give the table its order; without them readers have to order
 */
export function createTable(
  table: string,
  stages: readonly Stage[],
  orderBy: readonly string[] = [],
): string {
  return `CREATE TABLE ${duckdb.identifier(table)} AS\n${printQuery(stages, duckdb, orderBy)}`;
}

/** The statement that gives a query a name; it is computed where it is read. */
export function createView(view: string, stages: readonly Stage[]): string {
  return `CREATE VIEW ${duckdb.identifier(view)} AS\n${printQuery(stages, duckdb)}`;
}

/** The statement after which each statement is executed by one thread. */
export const ONE_THREAD_EACH = 'SET threads = 1';

type Format = 'csv' | 'parquet';

const OPTIONS: Readonly<Record<Format, string>> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ','",
  // A column of many values has no use for a dictionary, and should not have to fill one to find out.
  parquet: 'FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000',
};

/**
 * The statement that writes rated firms, in the order of the table: tiers as R1..R15 in CSV; as integers in Parquet, with the packed bins of every
 * feature, by which a later run can say what changed.
 */
export function exportRatings(table: string, path: string, document: EnterpriseDocument): string {
  const format: Format = path.endsWith('.parquet') ? 'parquet' : 'csv';
  const value = format === 'csv' ? ratingText : duckdb.identifier;
  const packed = format === 'parquet' ? binsColumns(document) : [];
  const columns = [...ratingOutputColumns(document), ...packed].map(
    (name) => `${value(name)} AS ${duckdb.identifier(name)}`,
  );
  return copy(
    `SELECT ${columns.join(', ')} FROM ${duckdb.identifier(table)}
WHERE refuse_code IS NULL`,
    path,
    format,
  );
}

const TIER_TEXTS = Array.from({ length: 15 }, (_, i) => text(`R${i + 1}`));

/** A tier in words, R1 to R15. */
const tierText = (name: string): Expr => pick(binary(column(name), '-', integer(1)), TIER_TEXTS);

/** A column of rated firms as ratings.csv has it: tiers in words. */
export const ratingText = (name: string): string =>
  name === 'tier' || name === 'tier_model' ? print(tierText(name), duckdb) : duckdb.identifier(name);

/** The statement that writes refused firms with their code, in the order of the table. */
export function exportRefused(table: string, path: string): string {
  const columns = `${duckdb.identifier(COMPANY_ID)}, refuse_code AS code`;
  return copy(
    `SELECT ${columns} FROM ${duckdb.identifier(table)} WHERE refuse_code IS NOT NULL`,
    path,
    'csv',
  );
}

/**
 * The statement that writes the firms of the lent-to tiers that are not on the target list, with every gate they failed.
 * @param table firms with the mask of failed gates
 * @param path the file
 * @param masks each mask that occurs, in words
 */
export function exportGated(
  table: string,
  path: string,
  masks: readonly { readonly mask: number; readonly codes: string }[],
): string {
  const rows = masks.map(({ mask, codes }) => `(${mask}, ${duckdb.text(codes)})`).join(', ');
  const words = `(VALUES ${rows === '' ? "(0, '')" : rows}) word(mask, codes)`;
  const query = `SELECT ${duckdb.identifier(COMPANY_ID)}, industry_id, 'R' || tier AS tier, codes AS gates
FROM ${duckdb.identifier(table)} JOIN ${words} ON gates = mask WHERE gates <> 0 ORDER BY ${ROW_NO}`;
  return copy(query, path, 'csv');
}

/** What a run keeps of every firm of the lent-to tiers: ids, codes and integers. */
export const CREDIT_COLUMNS = [
  COMPANY_ID,
  'industry_id',
  'tier',
  'score',
  ...REASON_COLUMNS,
  'revenue',
  OWN_LINE,
  'line_amount',
  'binding',
  'rate_bp',
  'gates',
  'flags',
] as const;

/** The statement that writes the credit of every firm of the lent-to tiers: by it lists are made again and offers found. */
export function exportCredit(table: string, path: string): string {
  const columns = [`${ROW_NO} AS row_no`, ...CREDIT_COLUMNS.map((name) => duckdb.identifier(name))];
  return copy(
    `SELECT ${columns.join(', ')} FROM ${duckdb.identifier(table)} ORDER BY ${ROW_NO}`,
    path,
    'parquet',
  );
}

function copy(query: string, path: string, format: Format): string {
  return `COPY (${query}) TO ${duckdb.text(path)} (${OPTIONS[format]})`;
}

/**
 * The query for the firms that passed every gate, best first, each as the JSON text of an object: a text is handed over in half the
 * time of its cells.
 * @param credit what is read for their credit
 * @param from the table or view of companies, what it is joined on, and its columns that are wanted beside the credit
 */
export function targetQuery(
  credit: string,
  from: { readonly companies: string; readonly on: string; readonly columns: readonly string[] },
): string {
  const own = CREDIT_COLUMNS.map((name) => `t.${duckdb.identifier(name)}`);
  const theirs = from.columns
    .filter((name) => !CREDIT_COLUMNS.some((known) => known === name))
    .map((name) => `c.${duckdb.identifier(name)}`);
  const on = duckdb.identifier(from.on);
  const isSame = duckdb.sameKey(`t.${on}`, `c.${on}`);
  const firms = `SELECT ${[...own, ...theirs].join(', ')} FROM ${credit} t JOIN ${duckdb.identifier(from.companies)} c ON ${isSame} WHERE t.gates = 0`;
  return `SELECT to_json(firm) AS firm FROM (${firms}) firm ORDER BY firm.tier, firm.line_amount DESC, firm.${duckdb.identifier(COMPANY_ID)}`;
}

/** Small questions about the tables of a run. */
export const runQueries = {
  /** How many firms have each tier, or were refused with each code. */
  rated: (ratings: string) =>
    `SELECT refuse_code AS code, CASE WHEN refuse_code IS NULL THEN tier END AS tier, count(*) AS n FROM ${duckdb.identifier(ratings)} GROUP BY 1, 2 ORDER BY code, tier`,
  /** Firms whose tier a person set. */
  overridden: (ratings: string) =>
    `SELECT company_id FROM ${duckdb.identifier(ratings)} WHERE tier_source = 'override'`,
  gates: (credit: string) =>
    `SELECT gates, count(*) AS n FROM ${duckdb.identifier(credit)} GROUP BY gates ORDER BY gates`,
  /** The target list with columns of its firms, best first. */
  targets: (credit: string, companies: string, columns: readonly string[]) =>
    targetQuery(duckdb.identifier(credit), { companies, on: ROW_NO, columns }),
} as const;
