import { type Column, isNumeric } from '../document/column.js';
import { INDUSTRY_CODE } from '../document/contract.js';
import { CREDIT_ALPHABET, CREDIT_PATTERN, CREDIT_WEIGHTS } from '../document/credit-code.js';
import { companyStage, type IndustryMap } from './company.js';
import { duckdb } from './duckdb.js';
import { INDUSTRY_NO } from './own-columns.js';
import { printQuery } from './stage.js';

/** The columns of what is asked of one column of a table, by its place. */
export const qualityColumns = (place: number) => ({
  /** Rows that have a value. */
  present: `present_${place}`,
  low: `low_${place}`,
  high: `high_${place}`,
  distinct: `distinct_${place}`,
  /** Words that may stand for a missing value, joined by `WORD_END`, and the rows that have one. */
  words: `words_${place}`,
  wordRows: `word_rows_${place}`,
});

/**
 * One row about a table: `rows`, and of each column how many values there are, with the least and greatest number (a double) or
 * day (a text), or how many different texts and which of the given words.
 */
export function qualityQuery(table: string, columns: readonly Column[], words: readonly string[]): string {
  const known = `[${words.map(duckdb.text).join(', ')}]`;
  const asked = columns.flatMap((column, place) => {
    const { present, low, high, distinct, words: found, wordRows } = qualityColumns(place);
    const name = duckdb.identifier(column.name);
    const isRanged = isNumeric(column) || column.type === 'date';
    const type = column.type === 'date' ? 'VARCHAR' : 'DOUBLE';
    const ends = [`CAST(min(${name}) AS ${type}) AS ${low}`, `CAST(max(${name}) AS ${type}) AS ${high}`];
    const isWord = `FILTER (list_contains(${known}, ${name}))`;
    const texts = [
      `count(DISTINCT ${name}) AS ${distinct}`,
      `string_agg(DISTINCT ${name}, chr(31)) ${isWord} AS ${found}`,
      `count(*) ${isWord} AS ${wordRows}`,
    ];
    return [`count(${name}) AS ${present}`, ...(isRanged ? ends : texts)];
  });
  return `SELECT ${['count(*) AS rows', ...asked].join(',\n  ')}\nFROM ${duckdb.identifier(table)}`;
}

/** How many values a text column has (`present`), how many look like credit codes (`shaped`), and how many of those have a wrong check character (`failing`). */
export function creditCodeQuery(table: string, column: string): string {
  const code = duckdb.identifier(column);
  const place = (i: number) => `(strpos('${CREDIT_ALPHABET}', substr(${code}, ${i + 1}, 1)) - 1)`;
  const sum = CREDIT_WEIGHTS.map((weight, i) => `${weight} * ${place(i)}`).join(' + ');
  const wanted = `(31 - ((${sum}) % 31)) % 31`;
  const shaped = `regexp_full_match(${code}, '${CREDIT_PATTERN}')`;
  return `SELECT count(${code}) AS present, count(*) FILTER (WHERE ${shaped}) AS shaped,
  count(*) FILTER (WHERE ${shaped} AND ${place(17)} <> ${wanted}) AS failing FROM ${duckdb.identifier(table)}`;
}

/** How industry codes and the industry map fit together. */
export const coverageQueries = {
  /** Firms, those with a code, those whose code maps to an industry, and codes of three and of four characters. */
  counts: (table: string, map: IndustryMap) =>
    `SELECT count(*) AS firms, count(${INDUSTRY_CODE}) AS coded, count(${INDUSTRY_NO}) AS mapped,
  count(*) FILTER (length(${INDUSTRY_CODE}) = 3) AS short, count(*) FILTER (length(${INDUSTRY_CODE}) = 4) AS long FROM (${placed(table, map)})`,
  /** Codes that map to nothing, the most frequent first. */
  unmapped: (table: string, map: IndustryMap, most: number) =>
    `SELECT ${INDUSTRY_CODE} AS code, count(*) AS firms FROM (${placed(table, map)})
WHERE ${INDUSTRY_NO} IS NULL AND ${INDUSTRY_CODE} IS NOT NULL GROUP BY code ORDER BY firms DESC, code LIMIT ${most}`,
} as const;

/** Small questions about a column of texts. */
export const textQueries = {
  /** How many firms have one of some texts. */
  having: (table: string, column: string, texts: readonly string[]) =>
    `SELECT count(*) AS n FROM ${duckdb.identifier(table)} WHERE ${duckdb.identifier(column)} IN (${texts.map(duckdb.text).join(', ')})`,
  /** The texts that firms have, the most frequent first. */
  most: (table: string, column: string, shown: number) =>
    `SELECT ${duckdb.identifier(column)} AS text, count(*) AS n FROM ${duckdb.identifier(table)} WHERE ${duckdb.identifier(column)} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT ${shown}`,
} as const;

const placed = (table: string, map: IndustryMap): string =>
  printQuery([companyStage(table, [INDUSTRY_CODE], map)], duckdb);
