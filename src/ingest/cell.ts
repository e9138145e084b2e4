import { mask } from '../core/mask.js';
import { isIsoDate, roundHalfAwayFromZero } from '../core/numbers.js';
import { AS_OF, type Column, dayRangeOf, rangeOf, TIME_OF_DAY } from '../document/column.js';
import { isMatched } from '../document/pattern.js';
import { toldPatterns } from './told-patterns.js';

/** A value as read: numbers for numeric types, text otherwise (dates as `YYYY-MM-DD`), null when missing. */
export type Value = number | string | null;

/** What is wrong with a cell. */
export interface CellProblem {
  readonly code: 'TYPE' | 'NOT_FINITE' | 'RANGE' | 'MISSING' | 'PATTERN' | 'VALUE';
  readonly expected: string;
}

/** The reading of one cell. */
export type CellReading = { readonly value: Value } | { readonly problem: CellProblem };

const BLANKS = ' \t\u00a0\u3000\ufeff';
/** Numbers as the engine reads them: a sign (or + before -), and single underscores between digits anywhere. */
const NUMBER = /^\+?-?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)([eE][+-]?\d+(_\d+)*)?$/;
const NOT_FINITE = /^\+?-?(nan|inf|infinity)$/i;
/** What the engine reads over around a number. */
const SPACES = ' \t\n\v\f\r';
const DATE = new RegExp(`^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})${TIME_OF_DAY}$`);

/**
 * Reads one cell by its column's contract: the one-record twin of the load SQL.
 * @param text the cell as it stands in the file
 * @param column its contract
 * @param missingTexts texts that mean missing beside the empty one
 */
export function readCell(text: string, column: Column, missingTexts: readonly string[] = []): CellReading {
  const trimmed = trimBlanks(text);
  if (trimmed === '' || missingTexts.includes(trimmed)) {
    return column.missing === 'rejected'
      ? { problem: { code: 'MISSING', expected: expectedOf(column) } }
      : { value: null };
  }
  switch (column.type) {
    case 'text':
    case 'category':
      return readText(trimmed, column);
    case 'code':
      return readText(trimmed.replace(/^[A-Za-z](?=\d)/, ''), column);
    case 'date':
      return readDate(trimmed, column);
    default:
      return readNumber(trimmed, column);
  }
}

/** A cell as problems show it: what names somebody is masked. */
export const shownCell = (text: string, { personal }: Column): string =>
  personal === undefined ? text : mask(trimBlanks(text), personal);

/** A text without the blanks around it: space, tab, no-break space, the full-width one and byte order marks; line ends stay. */
export const trimBlanks = (text: string): string => trimmedOf(text, BLANKS);

/** A text without some characters around it; a pattern would look at a run of them inside from each of its places. */
function trimmedOf(text: string, around: string): string {
  let [start, end] = [0, text.length];
  while (start < end && around.includes(text[start]!)) start++;
  while (end > start && around.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function readText(text: string, column: Column): CellReading {
  if (column.values !== undefined && !column.values.includes(text)) return wrong('VALUE', column);
  if (column.pattern !== undefined && !isMatched(column.pattern, text)) return wrong('PATTERN', column);
  return { value: text };
}

function readDate(text: string, column: Column): CellReading {
  const parts = DATE.exec(text);
  if (parts === null) return wrong('TYPE', column);
  const date = `${parts[1]}-${parts[3]!.padStart(2, '0')}-${parts[4]!.padStart(2, '0')}`;
  if (!isIsoDate(date)) return wrong('TYPE', column);
  const { earliest, latest } = dayRangeOf(column);
  return date < earliest || date > latest ? wrong('RANGE', column) : { value: date };
}

function readNumber(text: string, column: Column): CellReading {
  if (!NUMBER.test(text)) {
    const cell = trimmedOf(text, SPACES);
    if (cell !== text) return readNumber(cell, column);
    return wrong(NOT_FINITE.test(text) ? 'NOT_FINITE' : 'TYPE', column);
  }
  const number = Number(text.replaceAll('_', '').replace('+-', '-'));
  if (!Number.isFinite(number)) return wrong('NOT_FINITE', column);
  if (column.type !== 'number' && column.type !== 'amount' && !Number.isInteger(number)) {
    return wrong('TYPE', column);
  }
  const value = column.type === 'amount' ? roundHalfAwayFromZero(number) : number === 0 ? 0 : number;
  const { min, max } = rangeOf(column);
  return value < min || value > max ? wrong('RANGE', column) : { value };
}

function wrong(code: CellProblem['code'], column: Column): CellReading {
  return { problem: { code, expected: expectedOf(column) } };
}

/** What a column expects, in words, e.g. `amount in CNY, 0 to 1000000000000`. */
export function expectedOf(column: Column): string {
  if (column.values !== undefined) return `one of ${column.values.join(', ')}`;
  if (column.pattern !== undefined)
    return toldPatterns.get(column.pattern) ?? `${column.type} matching ${column.pattern}`;
  if (column.type === 'date') {
    const { earliest, latest } = dayRangeOf(column);
    return `date YYYY-MM-DD, ${earliest} to ${column.latest === AS_OF ? AS_OF : latest}`;
  }
  if (column.type === 'text' || column.type === 'category' || column.type === 'code') return column.type;
  const { min, max } = rangeOf(column);
  const unit = column.unit === undefined ? '' : ` in ${column.unit}`;
  const low = min <= -Number.MAX_SAFE_INTEGER ? undefined : min;
  const high = max >= Number.MAX_SAFE_INTEGER ? undefined : max;
  if (low === undefined && high === undefined) return `${column.type}${unit}`;
  if (high === undefined) return `${column.type}${unit}, at least ${low}`;
  if (low === undefined) return `${column.type}${unit}, at most ${high}`;
  return `${column.type}${unit}, ${low} to ${high}`;
}
