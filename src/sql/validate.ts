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
  /** Labels of matured outcomes, by company: they hold for rated firms that the company table has no more. */
  readonly outcomes: ReadonlyMap<string, 'good' | 'bad'>;
  /** The place of outcomes among the sources of labels. */
  readonly outcomeSource: number;
}

/** The query of every firm that is both rated and labelled good or bad, in order of ids. */
export function labelledRatings(options: LabelledOptions): string {
  const { outcomes } = options;
  const queries = outcomes.size === 0 ? [inTable(options)] : [inTable(options), outOfTable(options)];
  return `${queries.join('\nUNION ALL ')} ORDER BY ${COMPANY_ID}`;
}

const rated = (isGone: 0 | 1) =>
  `${isGone}.0::DOUBLE AS is_gone, r.${COMPANY_ID}, CAST(r.score AS DOUBLE) AS score, CAST(r.tier AS DOUBLE) AS tier, CAST(r.pd_ppm AS DOUBLE) AS pd_ppm`;

function inTable({ training, companies, ratings, groups, internal }: LabelledOptions): string {
  const named = groups.map((name, i) => `CAST(c.${duckdb.identifier(name)} AS VARCHAR) AS group_${i}`);
  const own =
    internal === undefined ? 'CAST(NULL AS DOUBLE)' : `CAST(c.${duckdb.identifier(internal)} AS DOUBLE)`;
  return `SELECT ${rated(0)},
  CAST(t.is_bad_firm AS DOUBLE) AS bad, CAST(t.source_no AS DOUBLE) AS source, CAST(t.is_customer AS DOUBLE) AS customer, CAST(t.sample_weight AS DOUBLE) AS sample_weight, CAST(t.sample_offset AS DOUBLE) AS sample_offset, r.industry_id, r.tier_source, ${[...named, `${own} AS internal`].join(', ')}
FROM read_parquet(${fileText(ratings)}) r
JOIN ${duckdb.identifier(companies)} c ON c.${COMPANY_ID} = r.${COMPANY_ID}
JOIN ${duckdb.identifier(training)} t ON t._row_no = c._row_no
WHERE t.is_bad_firm + t.is_good_firm = 1 AND t.is_excluded = 0 AND t.is_weightless = 0 AND t.source_no >= 0`;
}

/** Rated firms with an outcome that have left the company table: what it says of firms is missing. */
function outOfTable({ companies, ratings, groups, outcomes, outcomeSource }: LabelledOptions): string {
  // One literal: rows of VALUES are each planned.
  const ids = (label: string) =>
    JSON.stringify([...outcomes.keys()].filter((id) => outcomes.get(id) === label));
  const labelled = (label: string, bad: number) =>
    `SELECT unnest(from_json(${duckdb.text(ids(label))}, '["VARCHAR"]')) AS id, ${bad} AS bad`;
  const named = groups.map((_name, i) => `CAST(NULL AS VARCHAR) AS group_${i}`);
  return `SELECT ${rated(1)},
  CAST(o.bad AS DOUBLE), CAST(${outcomeSource} AS DOUBLE), 1.0::DOUBLE, 1.0::DOUBLE, 0.0::DOUBLE, r.industry_id, r.tier_source, ${[...named, 'CAST(NULL AS DOUBLE)'].join(', ')}
FROM read_parquet(${fileText(ratings)}) r
JOIN (${labelled('good', 0)} UNION ALL ${labelled('bad', 1)}) o ON o.id = r.${COMPANY_ID}
WHERE r.${COMPANY_ID} NOT IN (SELECT ${COMPANY_ID} FROM ${duckdb.identifier(companies)})`;
}
