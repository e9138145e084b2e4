import { addDays } from '../core/dates.js';
import { COMPANY_ID } from '../document/contract.js';
import { invoiceWords, type MeasuredColumn } from '../document/invoice-columns.js';
import { duckdb } from './duckdb.js';
import { type MeasureGroup, measureSql } from './invoice-measure.js';

const listed = (texts: readonly string[]) => texts.map(duckdb.text).join(', ');

/** An amount in whole cents, halves away from zero as they are written: 1.005, which no double is, has a half. */
const cents = (amount: string) => `CAST(round(CAST(${amount} AS DECIMAL(18, 5)), 2) * 100 AS BIGINT)`;

/**
 * The statement that makes the table of invoices in whole cents, so that sums are exact in any order. Copies that agree in
 * every column are taken once, whichever of its words a column has; an invoice without number is never taken for a copy.
 * @param table its name
 * @param loaded the file as loaded
 */
export function invoiceTable(table: string, loaded: string): string {
  const line = `${COMPANY_ID}, counterparty_id, issued_on, direction IN (${listed(invoiceWords.out)}) AS is_out, status IN (${listed(invoiceWords.valid)}) AS is_valid,
  ${cents('amount')} AS cents, ${cents('tax')} AS tax_cents`;
  const from = duckdb.identifier(loaded);
  return `CREATE TABLE ${duckdb.identifier(table)} AS
SELECT DISTINCT invoice_no, ${line} FROM ${from} WHERE invoice_no IS NOT NULL
UNION ALL SELECT invoice_no, ${line} FROM ${from} WHERE invoice_no IS NULL`;
}

/** Small questions about invoices. */
export const invoiceQueries = {
  count: (table: string) =>
    `SELECT count(*) AS n, CAST(min(issued_on) AS VARCHAR) AS first FROM ${duckdb.identifier(table)}`,
  /** Numbers under which a seller has more than one invoice that is no copy. */
  disputed: (table: string) =>
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${duckdb.identifier(table)} WHERE invoice_no IS NOT NULL GROUP BY ${COMPANY_ID}, invoice_no, is_out, CASE WHEN NOT is_out THEN counterparty_id END HAVING count(*) > 1)`,
  /** Invoices of firms that the company table does not have. */
  strangers: (table: string, companies: string) =>
    `SELECT count(*) AS n, count(DISTINCT ${COMPANY_ID}) AS firms FROM ${duckdb.identifier(table)} WHERE ${COMPANY_ID} NOT IN (SELECT ${COMPANY_ID} FROM ${duckdb.identifier(companies)})`,
  /** Firms with a measure out of its column's range. */
  outOfRange: (
    table: string,
    name: string,
    { min, max, companies }: { readonly min: number; readonly max: number; readonly companies: string },
  ) => {
    const value = duckdb.identifier(name);
    const known = `SELECT ${COMPANY_ID} FROM ${duckdb.identifier(companies)}`;
    return `SELECT ${COMPANY_ID}, CAST(${value} AS VARCHAR) AS found FROM ${duckdb.identifier(table)} WHERE (${value} < ${duckdb.double(min)} OR ${value} > ${duckdb.double(max)}) AND ${COMPANY_ID} IN (${known}) ORDER BY ${COMPANY_ID}`;
  },
  /** Companies with their measures, as every later query reads them. */
  joined: (
    view: string,
    made: {
      readonly companies: string;
      readonly features: string;
      readonly names: readonly string[];
      readonly rowNo: string;
    },
  ) => {
    const names = made.names.map((name) => `f.${duckdb.identifier(name)}`);
    return `CREATE VIEW ${duckdb.identifier(view)} AS SELECT c.rowid AS ${made.rowNo}, ${['c.*', ...names].join(', ')} FROM ${duckdb.identifier(made.companies)} c LEFT JOIN ${duckdb.identifier(made.features)} f ON c.${COMPANY_ID} = f.${COMPANY_ID}`;
  },
} as const;

/** What measures are computed from. */
export interface MeasureOptions {
  /** The table of invoices. */
  readonly from: string;
  readonly columns: readonly MeasuredColumn[];
  /** Last day of month 0; later invoices are not seen. */
  readonly asOf: string;
  /** The firms; undefined: all. */
  readonly ids?: readonly string[];
}

/** The query of every measure: one row for each firm that has an invoice up to the day, in order of ids. */
export function measuresQuery({ from, columns, asOf, ids }: MeasureOptions): string {
  const measures = columns.map((column, i) => measureSql(column.invoices, `m${i}_`));
  const sums = measures.flatMap((measure) => measure.sums);
  const groups = uniqueBy(measures.flatMap(({ group }) => (group === undefined ? [] : [group])));
  const only = ids === undefined ? '' : ` AND ${COMPANY_ID} IN (${listed(ids)})`;
  const finals = columns.map(
    ({ name, type }, i) =>
      `${type === 'date' ? measures[i]!.value : `CAST(${measures[i]!.value} AS BIGINT)`} AS ${duckdb.identifier(name)}`,
  );
  const joins = groups.map(({ name }) => `\nLEFT JOIN ${name} ON ${name}.id = t.${COMPANY_ID}`);
  return `WITH line AS (SELECT ${COMPANY_ID}, coalesce(counterparty_id, '#' || rowid) AS party, issued_on, is_out, is_valid, cents, tax_cents, ${monthsBack(asOf)} AS back,
  12 * year(issued_on) + month(issued_on) AS month
FROM ${duckdb.identifier(from)} WHERE issued_on <= ${duckdb.date(asOf)}${only}),
t AS (SELECT ${[COMPANY_ID, ...sums].join(', ')} FROM line GROUP BY ${COMPANY_ID})${groups.map(({ sql }) => `,\n${sql}`).join('')}
SELECT ${[`t.${COMPANY_ID}`, ...finals].join(',\n  ')}
FROM t${joins.join('')} ORDER BY t.${COMPANY_ID}`;
}

/** The statement that keeps every measure in a table. */
export const measuresTable = (table: string, options: MeasureOptions) =>
  `CREATE TABLE ${duckdb.identifier(table)} AS\n${measuresQuery(options)}`;

/** Whole months back from the day after `asOf`, 0 first: by year, month and day, so that a month's end stays one. */
function monthsBack(asOf: string): string {
  const [year, month, day] = addDays(asOf, 1).split('-').map(Number) as [number, number, number];
  return `12 * (${year} - year(issued_on)) + (${month} - month(issued_on)) - CASE WHEN day(issued_on) >= ${day} THEN 1 ELSE 0 END`;
}

const uniqueBy = (groups: readonly MeasureGroup[]) => [
  ...new Map(groups.map((group) => [group.name, group])).values(),
];
