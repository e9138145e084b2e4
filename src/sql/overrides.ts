import { COMPANY_ID } from '../document/contract.js';
import { duckdb } from './duckdb.js';

/** How a table of settled ratings has some firms: refuse_code, tier, tier_source; no row for a firm that it does not have. */
export function settledFirms(table: string, ids: readonly string[]): string {
  const id = duckdb.identifier(COMPANY_ID);
  // One literal: rows of VALUES are each planned.
  const asked = `(SELECT unnest(from_json(${duckdb.text(JSON.stringify(ids))}, '["VARCHAR"]')) AS ${id}) asked`;
  return `SELECT ${id}, refuse_code, tier, tier_source FROM ${duckdb.identifier(table)} SEMI JOIN ${asked} USING (${id})`;
}
