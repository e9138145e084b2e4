import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { binsColumns, ratingOutputColumns } from '../document/rating-columns.js';
import { duckdb } from './duckdb.js';
import { OWN_LINE } from './line.js';
import { ROW_NO } from './own-columns.js';

/** What is compared of a firm of the lent-to tiers. */
export const CREDIT_COMPARED = [
  'revenue',
  OWN_LINE,
  'line_amount',
  'binding',
  'rate_bp',
  'gates',
  'flags',
] as const;

/** What is compared of every firm: ratings, packed bins, refusal. */
export const ratingCompared = (document: EnterpriseDocument): string[] => [
  ...ratingOutputColumns(document).filter((name) => name !== COMPANY_ID),
  ...binsColumns(document),
  'refuse_code',
];

/** A share of the firms by a hash of seed and id. */
export interface Sample {
  readonly seed: number;
  /** Firms whose hash is below, of 2^32. */
  readonly limit: number;
}

/** The hash of an id under a seed, as `Sample` counts it: the text whose MD5 is taken. */
export const sampleKey = ({ seed }: Sample, id: string): string => `${seed}:${id}`;

/**
 * The query of everything that is compared, in file order; decimals and 64-bit integers as texts where JavaScript would round them.
 * @param ratings table of settled ratings
 * @param credit table of credit; undefined where firms are rated and no more
 */
export function comparedQuery(
  {
    ratings,
    credit,
    document,
  }: {
    readonly ratings: string;
    readonly credit: string | undefined;
    readonly document: EnterpriseDocument;
  },
  sample: Sample | undefined,
): string {
  const asText = new Set(['fast_score', ...binsColumns(document)]);
  const of = (side: string, name: string) => {
    const value = `${side}.${duckdb.identifier(name)}`;
    return `${asText.has(name) ? `CAST(${value} AS VARCHAR)` : value} AS ${duckdb.identifier(name)}`;
  };
  const columns = [
    `r.${COMPANY_ID}`,
    ...ratingCompared(document).map((name) => of('r', name)),
    ...(credit === undefined ? [] : CREDIT_COMPARED.map((name) => of('c', name))),
  ];
  const key = `${duckdb.text(`${sample?.seed ?? 0}:`)} || r.${COMPANY_ID}`;
  const where = sample === undefined ? '' : `\nWHERE ${duckdb.call('hash_of_id', [key])} < ${sample.limit}`;
  const joined =
    credit === undefined ? '' : ` LEFT JOIN ${duckdb.identifier(credit)} c ON r.${ROW_NO} = c.${ROW_NO}`;
  return `SELECT ${columns.join(', ')}
FROM ${duckdb.identifier(ratings)} r${joined}${where} ORDER BY r.${ROW_NO}`;
}

/** Small tables that single firms are looked up in. */
export const lookupQuery = (table: string): string => `SELECT * FROM ${duckdb.identifier(table)}`;
