import { COMPANY_ID } from '../document/contract.js';
import { duckdb, runCsv } from './duckdb.js';

const id = duckdb.identifier(COMPANY_ID);

/**
 * Firms that stand on one of two target lists, or on both with another tier, line or rate; null where a firm is not on a list. Ids are
 * as the lists have them, the firms of the new list first, in its order.
 * @param before targets.csv of the earlier run
 * @param now that of the later one
 */
export function changedRows(before: string, now: string): string {
  const [tier, line, rate] = ['tier', 'line_amount', 'rate_bp'];
  const differs = [tier, line, rate].map((name) => `a.${name} <> b.${name}`).join(' OR ');
  return `WITH a AS (SELECT row_number() OVER () AS place, ${id}, tier, line_amount, rate_bp FROM ${runCsv(before)}),
b AS (SELECT row_number() OVER () AS place, ${id}, tier, line_amount, rate_bp FROM ${runCsv(now)})
SELECT coalesce(a.${id}, b.${id}) AS company_id, a.tier AS tier_before, b.tier AS tier_now,
  CAST(a.${line} AS BIGINT) AS line_before, CAST(b.${line} AS BIGINT) AS line_now, CAST(a.${rate} AS BIGINT) AS rate_before, CAST(b.${rate} AS BIGINT) AS rate_now
FROM a FULL JOIN b ON a.${id} = b.${id}
WHERE a.${id} IS NULL OR b.${id} IS NULL OR ${differs} ORDER BY b.place NULLS LAST, a.place`;
}

/** Where some firms stand in a run without being on its list: tier, gates, why they were refused; no row for a firm that it does not have. */
export function standingRows(
  ids: readonly string[],
  files: { readonly ratings: string; readonly gates: string; readonly refused: string },
): string {
  // One literal: rows of VALUES are each planned.
  const asked = `(SELECT unnest(from_json(${duckdb.text(JSON.stringify(ids))}, '["VARCHAR"]')) AS ${id}) asked`;
  return `SELECT asked.${id} AS company_id, r.tier, g.gates, f.code
FROM ${asked} LEFT JOIN ${runCsv(files.ratings)} r ON r.${id} = asked.${id} LEFT JOIN ${runCsv(files.gates)} g ON g.${id} = asked.${id} LEFT JOIN ${runCsv(files.refused)} f ON f.${id} = asked.${id}
WHERE r.${id} IS NOT NULL OR f.${id} IS NOT NULL`;
}

/** Firms on a target list, and Σ of their lines. */
export const listSums = (path: string): string =>
  `SELECT count(*) AS firms, coalesce(sum(CAST(line_amount AS BIGINT)), 0) AS line_sum FROM ${runCsv(path)}`;
