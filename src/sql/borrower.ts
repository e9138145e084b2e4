import type { Policy } from '../document/policy.js';
import type { Dialect } from './dialect.js';
import { duckdb } from './duckdb.js';
import { BORROWER_LINE } from './line.js';
import { ROW_NO } from './own-columns.js';

/**
 * Companies with the own lines of their borrower: of all firms with the same owner or group, each firm once; what is below 0 is no line.
 * Those of the owner and those of the group, less those of both: as fast for a group of many firms as for many groups.
 * @param companies table or view of companies
 * @param line which columns join firms
 */
export function borrowerQuery(companies: string, line: Policy['line'], dialect: Dialect): string {
  const from = dialect.identifier(companies);
  const own = dialect.identifier(line.ownLine!);
  const { owner, group } = line.borrower!;
  const joined = [owner, group].filter((name) => name !== undefined).map((name) => dialect.identifier(name));
  const keys = joined.length === 2 ? [[joined[0]!], [joined[1]!], joined] : joined.map((name) => [name]);
  const sums = keys.map((names, i) => {
    const known = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
    const amount = `CAST(sum(${own}) AS ${dialect.types.bigint}) AS amount`;
    return `sum_${i} AS (SELECT ${names.join(', ')}, ${amount} FROM lender WHERE ${known} GROUP BY ${names.join(', ')})`;
  });
  const joins = keys.map(
    (names, i) =>
      `LEFT JOIN sum_${i} s${i} ON ${names.map((name) => `f.${name} = s${i}.${name}`).join(' AND ')}`,
  );
  const isLent = keys.map((_names, i) => `s${i}.amount IS NOT NULL`).join(' OR ');
  const rowNo = dialect.identifier(ROW_NO);
  const total = keys.map((_names, i) => `${i === 2 ? '- ' : '+ '}coalesce(s${i}.amount, 0)`).join(' ');
  return `WITH lender AS ${dialect.materialized}(SELECT ${[...joined, own].join(', ')} FROM ${from} WHERE ${own} > 0),
${sums.join(',\n')},
total AS (SELECT f.${rowNo}, 0 ${total} AS amount FROM ${from} f
${joins.join('\n')}
WHERE ${isLent})
SELECT c.*, coalesce(t.amount, CASE WHEN c.${own} > 0 THEN c.${own} END) AS ${BORROWER_LINE} FROM ${from} c LEFT JOIN total t ON c.${rowNo} = t.${rowNo}`;
}

/** The statement that makes a view of them. */
export function borrowerView(view: string, companies: string, line: Policy['line']): string {
  return `CREATE VIEW ${duckdb.identifier(view)} AS\n${borrowerQuery(companies, line, duckdb)}`;
}
