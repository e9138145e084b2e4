import type { Condition } from '../document/condition.js';
import { COMPANY_ID, INDUSTRY_CODE } from '../document/contract.js';
import type { Indicator } from '../document/indicator-spec.js';
import { companyStage, type IndustryMap } from './company.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import { duckdb } from './duckdb.js';
import { and, column, type Expr, isPresent } from './expr.js';
import { INDUSTRY_NO, ROW_NO } from './own-columns.js';
import { print } from './print.js';
import { printQuery } from './stage.js';

/** An indicator that is counted over firms. */
export type FirmSource = Extract<Indicator['source'], { from: 'firms' | 'firms-ratio' | 'firms-growth' }>;

/** What aggregates are compiled from. */
export interface AggregateOptions {
  readonly from: string;
  readonly map: IndustryMap;
  readonly lookup: ColumnLookup;
  readonly read: readonly string[];
}

/** The columns and condition an aggregate reads. */
const columnsIn = (source: FirmSource): string[] => {
  if (source.from === 'firms') return source.column === undefined ? [] : [source.column];
  return source.from === 'firms-ratio'
    ? [source.numerator, source.denominator]
    : [source.column, source.before];
};

/**
 * The query of one aggregate: for each industry's place, `firms` (all), `n` (counted ones) and exact sums as text:
 * `a` and `b` of the first and second column, `squares` of the first, and its `median`.
 */
export function aggregateQuery(source: FirmSource, { from, map, lookup, read }: AggregateOptions): string {
  const [first, second] = columnsIn(source);
  const when: Condition | undefined = source.from === 'firms' ? source.when : undefined;
  const present = [first, second].filter((name) => name !== undefined).map((name) => isPresent(column(name)));
  const wanted: Expr[] = [...(when === undefined ? [] : [conditionExpr(when, lookup)]), ...present];
  const filter = wanted.length === 0 ? '' : ` FILTER (WHERE ${print(and(...wanted), duckdb)})`;
  const exact = (sql: string) => `CAST(coalesce(sum(${sql})${filter}, 0) AS VARCHAR)`;
  const whole = (name: string | undefined) =>
    name === undefined ? '0' : `CAST(${print(lookup(name).expr, duckdb)} AS HUGEINT)`;
  const median =
    first === undefined ? 'NULL' : `CAST(quantile_cont(${duckdb.identifier(first)}, 0.5)${filter} AS DOUBLE)`;
  const stage = printQuery([companyStage(from, read, map)], duckdb);
  return `SELECT ${INDUSTRY_NO}, count(*) AS firms, count(*)${filter} AS n,
  ${exact(whole(first))} AS a, ${exact(whole(second))} AS b, ${exact(`${whole(first)} * ${whole(first)}`)} AS squares, ${median} AS median
FROM (${stage}) WHERE ${INDUSTRY_NO} IS NOT NULL GROUP BY ${INDUSTRY_NO} ORDER BY ${INDUSTRY_NO}`;
}

const rowsOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map((row) => `(${row.map((cell) => (typeof cell === 'number' ? cell : duckdb.text(cell))).join(', ')})`)
    .join(', ');

const TAGS = 'industry_tag';
const TAGS_A_STATEMENT = 50_000;

/** The statements that make the table of tags: company id → place of what it is tagged with. */
export function tagStatements(tags: readonly (readonly [id: string, place: number])[]): string[] {
  const inserts = Array.from({ length: Math.ceil(tags.length / TAGS_A_STATEMENT) }, (_, i) => {
    const some = tags.slice(i * TAGS_A_STATEMENT, (i + 1) * TAGS_A_STATEMENT);
    const rows = duckdb.text(JSON.stringify(some.map(([id, place]) => ({ id, place }))));
    // One literal: rows of VALUES are each planned, which takes fifteen times as long.
    return `INSERT INTO ${TAGS} SELECT unnest(from_json(${rows}, '[{"id": "VARCHAR", "place": "INTEGER"}]'), recursive := true)`;
  });
  return [`CREATE OR REPLACE TABLE ${TAGS}(id VARCHAR, place INTEGER)`, ...inserts];
}

/** The query that counts the firms that are tagged, and those of them that are not in the company table, with the first such id. */
export function taggedQuery(from: string): string {
  const isStranger = `c.${COMPANY_ID} IS NULL`;
  return `SELECT count(*) AS firms, count(*) FILTER (${isStranger}) AS strangers, min(t.id) FILTER (${isStranger}) AS first
FROM (SELECT DISTINCT id FROM ${TAGS}) t LEFT JOIN ${duckdb.identifier(from)} c ON c.${COMPANY_ID} = t.id`;
}

/** The statements that make the table of (row, industry place): every industry that a firm's code or tags reach. */
export function membershipStatements(
  table: string,
  made: {
    readonly from: string;
    /** Code prefix → industry place, many to many. */
    readonly codes: readonly (readonly [string, number])[];
    /** Company id → industry place. */
    readonly tags: readonly (readonly [string, number])[];
  },
): string[] {
  const { from, codes, tags } = made;
  const company = duckdb.identifier(from);
  const byTag = `SELECT c.${ROW_NO}, t.place FROM ${company} c JOIN ${TAGS} t ON c.${COMPANY_ID} = t.id`;
  const byCode = `SELECT c.${ROW_NO}, l.place FROM ${company} c JOIN (VALUES ${rowsOf(codes)}) l(prefix, place) ON starts_with(c.${INDUSTRY_CODE}, l.prefix)`;
  const parts = codes.length === 0 ? [byTag] : [byCode, byTag];
  return [
    ...tagStatements(tags),
    `CREATE OR REPLACE TABLE ${duckdb.identifier(table)} AS SELECT DISTINCT ${ROW_NO}, place FROM (${parts.join(' UNION ALL ')})`,
  ];
}

/** Firms by industry, and by each two industries. */
export const membershipQueries = {
  sizes: (table: string) =>
    `SELECT place, count(*) AS n FROM ${duckdb.identifier(table)} GROUP BY place ORDER BY place`,
  pairs: (table: string) =>
    `SELECT a.place AS a, b.place AS b, count(*) AS n FROM ${duckdb.identifier(table)} a JOIN ${duckdb.identifier(table)} b
ON a.${ROW_NO} = b.${ROW_NO} AND a.place < b.place GROUP BY a.place, b.place ORDER BY a.place, b.place`,
} as const;
