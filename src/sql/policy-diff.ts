import { duckdb } from './duckdb.js';

/**
 * The question how two tables of credit differ, by tier: firms on both lists, on one only, lines and rates that move.
 * @param before table of credit by one policy
 * @param after by the other
 */
export function policyDiffQuery(before: string, after: string): string {
  const [a, b] = [before, after].map(duckdb.identifier);
  const on = (side: string) => `coalesce(${side}.gates = 0, false)`;
  const sum = (condition: string, value = '1') =>
    `CAST(sum(CASE WHEN ${condition} THEN ${value} ELSE 0 END) AS BIGINT)`;
  const both = `${on('a')} AND ${on('b')}`;
  return `SELECT coalesce(a.tier, b.tier) AS tier,
  ${sum(on('a'))} AS firms_before, ${sum(on('b'))} AS firms_after,
  ${sum(`${on('a')} AND NOT ${on('b')}`)} AS leave, ${sum(`${on('b')} AND NOT ${on('a')}`)} AS join_,
  ${sum(on('a'), 'a.line_amount')} AS lines_before, ${sum(on('b'), 'b.line_amount')} AS lines_after,
  ${sum(`${both} AND b.line_amount > a.line_amount`)} AS lines_up, ${sum(`${both} AND b.line_amount < a.line_amount`)} AS lines_down,
  ${sum(`${both} AND b.rate_bp > a.rate_bp`)} AS rates_up, ${sum(`${both} AND b.rate_bp < a.rate_bp`)} AS rates_down
FROM ${a} a FULL JOIN ${b} b ON a.row_no = b.row_no GROUP BY 1 ORDER BY 1`;
}
