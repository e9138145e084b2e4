import { COMPANY_ID } from '../document/contract.js';
import { scaleParts } from '../document/scale-parts.js';
import { duckdb, fileText } from './duckdb.js';

const { identifier } = duckdb;
const file = (path: string) => `read_parquet(${fileText(path)})`;

/** Questions about a finished run, asked of its Parquet files and its company table. Sums are exact; averages are taken afterwards. */
export const reportQueries = {
  /** Firms by tier; for each dimension the sum of scores and how many firms have one. */
  tiers: (ratings: string, dimensions: readonly string[]) => {
    const sums = dimensions.map(
      (name, i) =>
        `, CAST(sum(${identifier(name)}) AS DOUBLE) AS sum_${i}, count(${identifier(name)}) AS n_${i}`,
    );
    return `SELECT tier, count(*) AS n${sums.join('')} FROM ${file(ratings)} GROUP BY tier ORDER BY tier`;
  },
  scores: (ratings: string, step: number) =>
    `SELECT score // ${step} AS place, count(*) AS n FROM ${file(ratings)} GROUP BY place ORDER BY place`,
  sources: (ratings: string) =>
    `SELECT tier_source AS source, count(*) AS n FROM ${file(ratings)} GROUP BY source ORDER BY source`,
  industries: (ratings: string) =>
    `SELECT coalesce(industry_id, '') AS industry_id, tier, count(*) AS n FROM ${file(ratings)} GROUP BY ALL ORDER BY ALL`,
  gates: (credit: string) => `SELECT gates, count(*) AS n FROM ${file(credit)} GROUP BY gates ORDER BY gates`,
  /** Rated firms by town and industry in the three parts of the scale. */
  towns: (ratings: string, companies: string, town: string) => {
    const parts = scaleParts.map(
      ({ id, from, to }) => `count(*) FILTER (WHERE r.tier BETWEEN ${from} AND ${to}) AS ${id}`,
    );
    return `SELECT coalesce(c.${identifier(town)}, '') AS town, coalesce(r.industry_id, '') AS industry_id, ${parts.join(', ')}
FROM ${file(ratings)} r JOIN ${identifier(companies)} c ON c.${COMPANY_ID} = r.${COMPANY_ID} GROUP BY ALL ORDER BY ALL`;
  },
  /** How many firms have each column. */
  present: (companies: string, columns: readonly string[]) => {
    const counts = columns.map((name, i) => `, count(${identifier(name)}) AS n_${i}`);
    return `SELECT count(*) AS n${counts.join('')} FROM ${identifier(companies)}`;
  },
  refused: (path: string) =>
    `SELECT code, count(*) AS n FROM read_csv(${fileText(path)}, header=true, all_varchar=true, delim=',', quote='"', escape='"') GROUP BY code ORDER BY code`,
  /** Rejected values by column, code and what was expected, the most frequent first. */
  rejects: (path: string, most: number) =>
    `SELECT coalesce("column", '') AS col, code, coalesce(expected, '') AS expected, count(*) AS n FROM read_csv(${fileText(path)}, header=true, all_varchar=true, delim=',', quote='"', escape='"') GROUP BY ALL ORDER BY n DESC, col, code, expected LIMIT ${most}`,
} as const;
