import { COMPANY_ID } from '../document/contract.js';
import { duckdb, fileText } from './duckdb.js';

/** What is read of each labelled and rated firm. */
export interface LabelledOptions {
  /** The training view: labels of every firm. */
  readonly training: string;
  readonly companies: string;
  /** ratings.parquet of a run. */
  readonly ratings: string;
  /** Company columns that firms are grouped by, and the bank's own rating. */
  readonly groups: readonly string[];
  readonly internal: string | undefined;
}

/** The query of every firm that is both rated and labelled good or bad, in order of ids. */
export function labelledRatings({ training, companies, ratings, groups, internal }: LabelledOptions): string {
  const named = groups.map((name, i) => `CAST(c.${duckdb.identifier(name)} AS VARCHAR) AS group_${i}`);
  const own =
    internal === undefined ? 'CAST(NULL AS DOUBLE)' : `CAST(c.${duckdb.identifier(internal)} AS DOUBLE)`;
  return `SELECT r.${COMPANY_ID}, CAST(r.score AS DOUBLE) AS score, CAST(r.tier AS DOUBLE) AS tier, CAST(r.pd_ppm AS DOUBLE) AS pd_ppm,
  CAST(t.is_bad_firm AS DOUBLE) AS bad, CAST(t.source_no AS DOUBLE) AS source, CAST(t.is_customer AS DOUBLE) AS customer, CAST(t.sample_weight AS DOUBLE) AS sample_weight, CAST(t.sample_offset AS DOUBLE) AS sample_offset, r.industry_id, r.tier_source, ${[...named, `${own} AS internal`].join(', ')}
FROM read_parquet(${fileText(ratings)}) r
JOIN ${duckdb.identifier(companies)} c ON c.${COMPANY_ID} = r.${COMPANY_ID}
JOIN ${duckdb.identifier(training)} t ON t.row_no = c.row_no
WHERE t.is_bad_firm + t.is_good_firm = 1 AND t.is_excluded = 0 AND t.is_weightless = 0 AND t.source_no >= 0 ORDER BY r.${COMPANY_ID}`;
}
