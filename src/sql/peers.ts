import { duckdb } from './duckdb.js';

const { identifier, text } = duckdb;

/** Questions about one firm beside others, asked of the table of settled ratings. */
export const peerQueries = {
  /** Rated firms of an industry, or all without one, and the lower median of each dimension score. */
  medians: (ratings: string, columns: readonly string[], industryId: string | null) => {
    const medians = columns.map((name, i) => `, quantile_disc(${identifier(name)}, 0.5) AS median_${i}`);
    const own = industryId === null ? '' : ` AND industry_id = ${text(industryId)}`;
    return `SELECT count(*) AS n${medians.join('')} FROM ${identifier(ratings)} WHERE refuse_code IS NULL${own}`;
  },
} as const;
