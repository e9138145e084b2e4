import { COMPANY_ID } from '../document/contract.js';
import { BIN_BASE, BINS_A_COLUMN, binsColumn } from '../document/rating-columns.js';
import { duckdb, fileText } from './duckdb.js';

/** The column of a feature's bin, by its place in the document. */
export const binColumn = (place: number): string => `bin_${place}`;

/** The scores of a run's rated firms and the bin of every feature, as doubles, in order of ids. */
export function ratedQuery(path: string, features: number): string {
  const bins = Array.from({ length: features }, (_, j) => {
    const packed = duckdb.identifier(binsColumn(Math.floor(j / BINS_A_COLUMN)));
    const step = BigInt(BIN_BASE) ** BigInt(j % BINS_A_COLUMN);
    return `CAST((${packed} // ${step}) % ${BIN_BASE} AS DOUBLE) AS ${binColumn(j)}`;
  });
  return `SELECT ${['CAST(score AS DOUBLE) AS score', ...bins].join(', ')} FROM read_parquet(${fileText(path)}) ORDER BY ${COMPANY_ID}`;
}

/** Questions about the tiers of runs. */
export const tierQueries = {
  /** Firms rated by both, by tier before and after. */
  migration: (before: string, after: string) =>
    `SELECT a.tier AS before, b.tier AS after, count(*) AS n FROM read_parquet(${fileText(before)}) a JOIN read_parquet(${fileText(after)}) b ON a.${COMPANY_ID} = b.${COMPANY_ID} GROUP BY a.tier, b.tier ORDER BY a.tier, b.tier`,
  /** Rated firms by tier, and how many of them a person set. */
  tiers: (path: string) =>
    `SELECT tier, count(*) AS n, count(*) FILTER (WHERE tier_source = 'override') AS overrides FROM read_parquet(${fileText(path)}) GROUP BY tier ORDER BY tier`,
  /** Every rated firm and its tier, by id. */
  firms: (path: string) =>
    `SELECT ${COMPANY_ID}, tier FROM read_parquet(${fileText(path)}) WHERE tier IS NOT NULL ORDER BY ${COMPANY_ID}`,
  /** The tiers of named firms, where the run rated them. */
  named: (path: string, ids: readonly string[]) =>
    `SELECT ${COMPANY_ID}, tier FROM read_parquet(${fileText(path)}) WHERE ${COMPANY_ID} IN (${ids.map(duckdb.text).join(', ')}) AND tier IS NOT NULL`,
} as const;
