import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { ratingOutputColumns } from '../document/rating-columns.js';
import { duckdb, fileText } from './duckdb.js';
import { ratingText } from './export.js';

/**
 * The first firm whose row in a run's ratings.parquet is not the one in that place of its ratings.csv, whose bytes the manifest vouches
 * for: a run writes both in one order.
 * @param parquet the path of ratings.parquet
 * @param csv the path of ratings.csv
 */
export function unsealedRating(parquet: string, csv: string, document: EnterpriseDocument): string {
  const names = ratingOutputColumns(document);
  const rows = (value: (name: string) => string, from: string) => {
    const columns = names.map((name) => {
      const told = duckdb.identifier(name);
      return `coalesce(CAST(${value(name)} AS VARCHAR), '') AS ${told}`;
    });
    return `SELECT ${columns.join(', ')} FROM ${from}`;
  };
  const found = rows(ratingText, `read_parquet(${fileText(parquet)})`);
  const sealed = rows(
    (name) => duckdb.identifier(name),
    `read_csv(${fileText(csv)}, header=true, all_varchar=true, delim=',', quote='"', escape='"')`,
  );
  const differing = names
    .map(duckdb.identifier)
    .map((name) => `found.${name} IS DISTINCT FROM sealed.${name}`);
  return `WITH found AS (${found}), sealed AS (${sealed})
SELECT coalesce(sealed.${COMPANY_ID}, found.${COMPANY_ID}) AS company_id
FROM found POSITIONAL JOIN sealed WHERE ${differing.join(' OR ')} LIMIT 1`;
}
