import { COMPANY_ID } from '../document/contract.js';
import { duckdb, runCsv } from './duckdb.js';

const id = duckdb.identifier(COMPANY_ID);

/**
 * Firms that stand on one of two target lists, or on both with another tier, line, rate or cap that stops them; null where a firm is not on a list. Ids are
 * as the lists have them, the firms of the new list first, in its order.
 * @param before targets.csv of the earlier run
 * @param now that of the later one
 * @param details columns of both lists that say whom a row is about: as the later list has them, otherwise the earlier one
 */
export function changedRows(before: string, now: string, details: readonly string[]): string {
  const differs = ['tier', 'line_amount', 'rate_bp', 'stopped_by'].map(
    (name) => `a.${name} IS DISTINCT FROM b.${name}`,
  );
  const read = [id, 'tier', 'line_amount', 'rate_bp', 'stopped_by', ...details].join(', ');
  const told = details.map(
    (name) => `CASE WHEN b.${id} IS NULL THEN a.${name} ELSE b.${name} END AS ${name}`,
  );
  return `WITH a AS (SELECT row_number() OVER () AS place, ${read} FROM ${runCsv(before)}),
b AS (SELECT row_number() OVER () AS place, ${read} FROM ${runCsv(now)})
SELECT coalesce(a.${id}, b.${id}) AS company_id, ${told.join(', ')}, a.tier AS tier_before, b.tier AS tier_now,
  CAST(a.line_amount AS BIGINT) AS line_before, CAST(b.line_amount AS BIGINT) AS line_now, CAST(a.rate_bp AS BIGINT) AS rate_before, CAST(b.rate_bp AS BIGINT) AS rate_now, a.stopped_by AS stopped_before, b.stopped_by AS stopped_now
FROM a FULL JOIN b ON a.${id} = b.${id}
WHERE a.${id} IS NULL OR b.${id} IS NULL OR ${differs.join(' OR ')} ORDER BY b.place NULLS LAST, a.place`;
}

/** Where some firms stand in a run without being on its list: tier, gates, why they were refused; no row for a firm that it does not have. */
export function standingRows(
  ids: readonly string[],
  files: { readonly ratings: string; readonly gates: string; readonly refused: string },
): string {
  // One literal: rows of VALUES are each planned.
  const asked = `(SELECT unnest(from_json(${duckdb.text(JSON.stringify(ids))}, '["VARCHAR"]')) AS ${id}) asked`;
  return `SELECT asked.${id} AS company_id, r.tier, r.tier_source, r.tier_model, g.gates, f.code
FROM ${asked} LEFT JOIN ${runCsv(files.ratings)} r ON r.${id} = asked.${id} LEFT JOIN ${runCsv(files.gates)} g ON g.${id} = asked.${id} LEFT JOIN ${runCsv(files.refused)} f ON f.${id} = asked.${id}
WHERE r.${id} IS NOT NULL OR f.${id} IS NOT NULL`;
}

/** Firms on a target list, and Σ of their lines; the same of those that no cap stops. */
export const listSums = (path: string): string =>
  `SELECT count(*) AS firms, coalesce(sum(CAST(line_amount AS BIGINT)), 0) AS line_sum, count(*) FILTER (WHERE stopped_by IS NULL) AS within_firms,
  coalesce(sum(CAST(line_amount AS BIGINT)) FILTER (WHERE stopped_by IS NULL), 0) AS within_sum FROM ${runCsv(path)}`;
