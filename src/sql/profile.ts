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
const WIDE = ["'０１２３４５６７８９．，＋－（）'", "'0123456789.,+-()'"];
/** What is less than zero in brackets, as accounts write it. */
const BRACKETED = ["'\\( *([0-9.][0-9.,]*) *\\)'", "'-\\1'"];

/** How many rows have a text for which a condition holds. */
const count = (condition: string): string => `coalesce(sum(n) FILTER (${condition}), 0)`;

/**
 * One row for each column that is not empty, by its place among the names (`place`). Different texts are looked at once. It counts rows,
 * except where it says otherwise:
 * - `present`: with a text; `differing`: different texts; `words`: the words for nothing that occur, joined by `WORD_END`;
 * - `stated`: with anything else. The others are of these;
 * - `numbers`: numbers; `integers`: whole ones; `coded`: digits after a zero; `percents`: numbers with a percent sign; `regrouped`: numbers
 *   with thousands separators, full-width digits or brackets for less than zero; `priced`: amounts with a sign of currency or a unit;
 * - `negatives`: different numbers below zero; `least`, `most`: the least and the greatest number; `no_number`: a text that is none;
 * - `identified`: ids; `repeated`: a text that several rows have; `total`: a word for a sum;
 * - for each format the days in it (`dayColumn`), and a text that is no day in it (`noDayColumn`).
 */
export function profileQuery(
  table: string,
  names: readonly string[],
  { words, totals, units, days, id }: ProfileOptions,
): string {
  const isOneOf = (texts: readonly string[]) => `list_contains([${texts.map(duckdb.text).join(', ')}], cell)`;
  const matching = (pattern: string) => count(`regexp_full_match(cell, ${pattern})`);
  const cells = names.map((name, place) => `SELECT ${place} AS place, * FROM (${cellCounts(table, name)})`);
  const known = [
    `regexp_replace(cell, ${PERCENT}, '') AS bare, ${isOneOf(words)} AS is_word, ${IS_DAY} AS is_day`,
    `translate(bare, ${WIDE.join(', ')}) AS usual`,
    `CASE WHEN regexp_full_match(usual, ${BRACKETED[0]}) THEN regexp_replace(usual, ${BRACKETED.join(', ')}) ELSE usual END AS narrow`,
    `CASE WHEN regexp_full_match(narrow, ${GROUPED}) THEN replace(narrow, ',', '') ELSE narrow END AS plain`,
    `TRY_CAST(plain AS DOUBLE) AS number`,
    `regexp_full_match(plain, ${NUMBER}) AND isfinite(number) AS is_number`,
    days
      .map(
        (day, format) => `regexp_full_match(cell, ${duckdb.text(day)}) AND is_day AS ${matchColumn(format)}`,
      )
      .join(', '),
  ].reduce((from, columns) => `SELECT *, ${columns} FROM (${from})`, 'SELECT * FROM cells');
  // Not once for each column: making ready what texts are held against takes longer than a few hundred texts.
  const not = names.length > 1 ? '' : 'NOT ';
  return `WITH cells AS ${not}MATERIALIZED (${cells.join(' UNION ALL ')})
SELECT place, coalesce(sum(n), 0) AS present, count(*) AS differing,
  string_agg(cell, chr(31)) FILTER (is_word) AS words, ${count('NOT is_word')} AS stated,
  ${count('is_number')} AS numbers, ${count('is_number AND plain <> bare')} AS regrouped, ${count(`is_number AND regexp_matches(cell, ${PERCENT})`)} AS percents,
  ${count(`regexp_full_match(plain, ${INTEGER})`)} AS integers, ${matching(CODE)} AS coded,
  ${matching(duckdb.text(id))} AS identified, min(cell) FILTER (n > 1) AS repeated, min(cell) FILTER (${isOneOf(totals)}) AS total,
  count(DISTINCT number) FILTER (number < 0) AS negatives,
  min(number) FILTER (isfinite(number)) AS least, max(number) FILTER (isfinite(number)) AS most,
  ${matching(priced(units))} AS priced, min(cell) FILTER (NOT is_word AND is_number IS NOT TRUE) AS no_number,
  ${days.map((_day, format) => dayCounts(format)).join(', ')}
FROM (${known})
GROUP BY place`;
}

const matchColumn = (format: number): string => `is_day_${format}`;

/** Days of a format, and the first text that is neither one nor a word for nothing. */
function dayCounts(format: number): string {
  const day = matchColumn(format);
  return `${count(day)} AS ${dayColumn(format)}, min(cell) FILTER (NOT is_word AND ${day} IS NOT TRUE) AS ${noDayColumn(format)}`;
}

/**
 * Statements around the reading of a table with very many columns: planned as usual, it takes the square of their number, as the engine
 * looks for parts that expressions share (1.5.5).
 */
export const wideTable = {
  begin: "SET disabled_optimizers = 'common_subexpressions'",
  end: 'RESET disabled_optimizers',
} as const;

/** How many rows have nothing in any column: what spreadsheets write below what they hold. */
export function blankRows(table: string, names: readonly string[]): string {
  const isBlank = (name: string) => {
    const cell = duckdb.identifier(name);
    return `(${cell} IS NULL OR ${duckdb.call('trim_blank', [cell])} = '')`;
  };
  return `SELECT count(*) AS n FROM ${duckdb.identifier(table)} WHERE ${names.map(isBlank).join(' AND ')}`;
}

/** The texts of a column and how many rows have each, the most frequent first. */
export const textsQuery = (table: string, name: string): string =>
  `SELECT cell AS value, n FROM (${cellCounts(table, name)}) ORDER BY n DESC, cell`;

function cellCounts(table: string, name: string): string {
  const cell = duckdb.call('trim_blank', [duckdb.identifier(name)]);
  return `SELECT ${cell} AS cell, count(*) AS n FROM ${duckdb.identifier(table)} WHERE ${cell} <> '' GROUP BY cell`;
}
