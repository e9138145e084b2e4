import { COMPANY_ID } from '../document/contract.js';
import { duckdb } from './duckdb.js';

/** Whether a firm is on the list of one side. */
const on = (side: string) => `coalesce(${side}.gates = 0, false)`;
const both = `${on('a')} AND ${on('b')}`;
const sides = (before: string, after: string) =>
  `${duckdb.identifier(before)} a FULL JOIN ${duckdb.identifier(after)} b ON a._row_no = b._row_no`;

/**
 * The question how two tables of credit differ, by tier: firms on both lists, on one only, lines and rates that move.
 * @param before table of credit by one policy
 * @param after by the other
 */
export function policyDiffQuery(before: string, after: string): string {
  const sum = (condition: string, value = '1') =>
    `CAST(sum(CASE WHEN ${condition} THEN ${value} ELSE 0 END) AS BIGINT)`;
  return `SELECT coalesce(a.tier, b.tier) AS tier,
  ${sum(on('a'))} AS firms_before, ${sum(on('b'))} AS firms_after,
  ${sum(`${on('a')} AND NOT ${on('b')}`)} AS leave, ${sum(`${on('b')} AND NOT ${on('a')}`)} AS join_,
  ${sum(on('a'), 'a.line_amount')} AS lines_before, ${sum(on('b'), 'b.line_amount')} AS lines_after,
  ${sum(`${both} AND b.line_amount > a.line_amount`)} AS lines_up, ${sum(`${both} AND b.line_amount < a.line_amount`)} AS lines_down,
  ${sum(`${both} AND b.rate_bp > a.rate_bp`)} AS rates_up, ${sum(`${both} AND b.rate_bp < a.rate_bp`)} AS rates_down
FROM ${sides(before, after)} GROUP BY 1 ORDER BY 1`;
}

/**
 * The firms that leave the list, join it, or stay with another line or rate, by tier; null where a firm is not on a list.
 * @param before table of credit by one policy
 * @param after by the other
 */
export function movedFirmsQuery(before: string, after: string): string {
  const id = duckdb.identifier(COMPANY_ID);
  const own = (side: string, name: string) => `CASE WHEN ${on(side)} THEN ${side}.${name} END`;
  const differs = `${both} AND (a.line_amount <> b.line_amount OR a.rate_bp <> b.rate_bp)`;
  return `SELECT coalesce(a.${id}, b.${id}) AS company_id, coalesce(a.tier, b.tier) AS tier,
  ${own('a', 'line_amount')} AS line_before, ${own('b', 'line_amount')} AS line_after,
  ${own('a', 'rate_bp')} AS rate_before, ${own('b', 'rate_bp')} AS rate_after
FROM ${sides(before, after)} WHERE ${on('a')} <> ${on('b')} OR ${differs} ORDER BY tier, company_id`;
}
