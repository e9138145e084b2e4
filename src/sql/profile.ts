import { duckdb } from './duckdb.js';

/** What texts are held against. */
export interface ProfileOptions {
  /** Words that may stand for a missing value. */
  readonly words: readonly string[];
  /** Words that stand before sums. */
  readonly totals: readonly string[];
  /** Units behind amounts. */
  readonly units: readonly string[];
  /** Patterns of days, whole texts. */
  readonly days: readonly string[];
  /** What an id of a firm looks like, whole. */
  readonly id: string;
}

/** What joins words; no cell has it. */
export const WORD_END = '\u001f';
/** The column that counts days of a format, and the one with a text that is none. */
export const dayColumn = (format: number): string => `days_${format}`;
export const noDayColumn = (format: number): string => `no_day_${format}`;

const NUMBER = "'[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?'";
const INTEGER = "'[+-]?[0-9]+'";
const CODE = "'0[0-9]+'";
const NUMBERS_OF_DAY = "regexp_extract_all(cell, '[0-9]+')";
/** A day by its digits: the year first, or last behind day and month in the order that the calendar has. */
const dayBy = (...places: number[]) =>
  `TRY_CAST(concat_ws('-', ${places.map((place) => `${NUMBERS_OF_DAY}[${place}]`).join(', ')}) AS DATE)`;
const DAY_TEXT = `CASE WHEN regexp_full_match(cell, '[0-9]{8}') THEN TRY_CAST(concat_ws('-', substr(cell, 1, 4), substr(cell, 5, 2), substr(cell, 7, 2)) AS DATE) WHEN regexp_full_match(cell, '[0-9]{1,2}[^0-9][0-9]{1,2}[^0-9][0-9]{4}') THEN coalesce(${dayBy(3, 2, 1)}, ${dayBy(3, 1, 2)}) ELSE ${dayBy(1, 2, 3)} END`;
/** Whether the calendar has it, between the years that a contract allows. */
const IS_DAY = `${DAY_TEXT} BETWEEN DATE '1900-01-01' AND DATE '2099-12-31'`;
/** A percent sign at the end, and the blanks before it. */
const PERCENT = "' *[%％]$'";
const GROUPED = "'[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\\.[0-9]+)?'";
const SIGN = '([¥￥]|(?i:rmb|cny)|人民币)';
const DIGITS = '[+-]?[0-9０-９.,．，]*[0-9０-９][0-9０-９.,．，]*';

/** An amount with a sign of currency before it, or a unit behind. */
function priced(units: readonly string[]): string {
  const unit = `(?i:${units.join('|')})`;
  return duckdb.text(`[+-]?${SIGN} *${DIGITS} *${unit}?|${DIGITS} *${unit}`);
}

/** Full-width digits and signs, and the usual ones. */
const WIDE = ["'０１２３４５６７８９．，＋－'", "'0123456789.,+-'"];

/**
 * One row about a column of texts: rows that have a text (`present`), different ones (`differing`), the words that occur joined by
 * `WORD_END`, rows that have anything else (`stated`); of those numbers, those among them with thousands separators or full-width
 * digits (`regrouped`), those with a percent sign (`percents`), whole ones, digits after a zero (`coded`), different numbers below zero (`negatives`), the least and the greatest
 * number; texts that are ids (`identified`); a word for a sum (`total`); amounts with a sign or a unit (`priced`) and a text that is no number (`no_number`); and
 * of each format days, and a text that is no day of it. Different texts are looked at once.
 */
export function profileQuery(
  table: string,
  name: string,
  { words, totals, units, days, id }: ProfileOptions,
): string {
  const isOneOf = (texts: readonly string[]) => `list_contains([${texts.map(duckdb.text).join(', ')}], cell)`;
  const isWord = isOneOf(words);
  const count = (condition: string) => `coalesce(sum(n) FILTER (${condition}), 0)`;
  const matching = (pattern: string) => count(`regexp_full_match(cell, ${pattern})`);
  const isNumber = `regexp_full_match(plain, ${NUMBER}) AND isfinite(number)`;
  const half = `translate(regexp_replace(cell, ${PERCENT}, ''), ${WIDE.join(', ')})`;
  const plain = `CASE WHEN regexp_full_match(${half}, ${GROUPED}) THEN replace(${half}, ',', '') ELSE ${half} END`;
  return `SELECT coalesce(sum(n), 0) AS present, count(*) AS differing,
  string_agg(cell, chr(31)) FILTER (${isWord}) AS words, coalesce(sum(n) FILTER (NOT ${isWord}), 0) AS stated,
  ${count(isNumber)} AS numbers, ${count(`${isNumber} AND plain <> regexp_replace(cell, ${PERCENT}, '')`)} AS regrouped, ${count(`${isNumber} AND regexp_matches(cell, ${PERCENT})`)} AS percents,
  ${count(`regexp_full_match(plain, ${INTEGER})`)} AS integers, ${matching(CODE)} AS coded,
  ${matching(duckdb.text(id))} AS identified, min(cell) FILTER (${isOneOf(totals)}) AS total,
  count(DISTINCT number) FILTER (number < 0) AS negatives,
  min(number) FILTER (isfinite(number)) AS least, max(number) FILTER (isfinite(number)) AS most,
  ${matching(priced(units))} AS priced, min(cell) FILTER (NOT ${isWord} AND (${isNumber}) IS NOT TRUE) AS no_number,
  ${days.map((pattern, format) => dayCounts(`regexp_full_match(cell, ${duckdb.text(pattern)}) AND is_day`, format, isWord)).join(', ')}
FROM (SELECT *, TRY_CAST(plain AS DOUBLE) AS number, ${IS_DAY} AS is_day FROM (SELECT cell, n, ${plain} AS plain FROM (${cellCounts(table, name)})))`;
}

/** Days of a format, and the first text that is neither one nor a word for nothing. */
function dayCounts(isDay: string, format: number, isWord: string): string {
  return `coalesce(sum(n) FILTER (${isDay}), 0) AS ${dayColumn(format)}, min(cell) FILTER (NOT ${isWord} AND (${isDay}) IS NOT TRUE) AS ${noDayColumn(format)}`;
}

/** The texts of a column and how many rows have each, the most frequent first. */
export const textsQuery = (table: string, name: string): string =>
  `SELECT cell AS value, n FROM (${cellCounts(table, name)}) ORDER BY n DESC, cell`;

function cellCounts(table: string, name: string): string {
  const cell = duckdb.call('trim_blank', [duckdb.identifier(name)]);
  return `SELECT ${cell} AS cell, count(*) AS n FROM ${duckdb.identifier(table)} WHERE ${cell} <> '' GROUP BY cell`;
}
