import type { Policy } from '../document/policy.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';
import { BORROWER_LINE } from './line.js';
import { ROW_NO } from './own-columns.js';

/**
 * Companies with the own lines of their borrower: of all firms with the same owner or group, each firm once; what is below 0 is no line.
 * @param companies table or view of companies
 * @param line which columns join firms
 */
export function borrowerQuery(companies: string, line: Policy['line'], dialect: Dialect): string {
  const from = dialect.identifier(companies);
  const own = dialect.identifier(line.ownLine!);
  const { owner, group } = line.borrower!;
  const joined = [owner, group]
    .filter((column) => column !== undefined)
    .map((column) => dialect.identifier(column));
  const isLinked = joined.map((column) => `${column} IS NOT NULL`).join(' OR ');
  const columns = [dialect.identifier(ROW_NO), ...joined, own].join(', ');
  const same = joined.map(
    (column) =>
      `SELECT f.${ROW_NO}, o.${ROW_NO} AS other, o.${own} AS amount FROM linked f JOIN lender o ON f.${column} = o.${column}`,
  );
  const pairs = [...same, `SELECT ${ROW_NO}, ${ROW_NO} AS other, ${own} AS amount FROM lender`].join(
    '\nUNION ',
  );
  return `WITH linked AS ${dialect.materialized}(SELECT ${columns} FROM ${from} WHERE ${isLinked}),
lender AS (SELECT * FROM linked WHERE ${own} > 0),
pair AS (${pairs}),
total AS (SELECT ${ROW_NO}, CAST(sum(amount) AS ${dialect.types.bigint}) AS amount FROM pair GROUP BY ${ROW_NO})
SELECT c.*, coalesce(t.amount, CASE WHEN c.${own} > 0 THEN c.${own} END) AS ${BORROWER_LINE} FROM ${from} c LEFT JOIN total t ON c.${ROW_NO} = t.${ROW_NO}`;
}

/** The statement that makes a view of them. */
export function borrowerView(view: string, companies: string, line: Policy['line']): string {
  return `CREATE VIEW ${duckdb.identifier(view)} AS\n${borrowerQuery(companies, line, duckdb)}`;
}
