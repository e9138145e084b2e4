import { bareText, WRITINGS } from '../core/bare-text.js';
import { type Column, isQuantity } from '../document/column.js';
import { type MappedColumn, SERIAL } from '../document/mapping.js';
import { readCell } from './cell.js';
import { DAY_FORMATS, fittingFormat } from './day-formats.js';
import { dayOfSerial, isReadGrouped, isReadPercent, isReadPriced } from './map-cell.js';
import { factorOf, isInMany, unitFactor } from './units.js';

/** Words for 1 and 0. */
const FLAGS = [
  ['是', '否'],
  ['有', '无'],
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
] as const;

/** What a column needs beside its name: nothing when its cells can be read as they are. */
export function proposeReading(
  column: Column,
  header: string,
  cells: readonly string[],
): Omit<MappedColumn, 'column'> {
  const times = unitFactor(header, column) ?? (column.type === 'integer' ? 1 : factorOf(header));
  const strange = cells.filter((cell) => !('value' in readCell(cell, column)));
  if (isQuantity(column)) {
    const scaled = times === 1 ? {} : { times };
    return { ...scaled, ...strangeReading(strange, column) };
  }
  if (strange.length === 0) return {};
  if (column.type === 'date') return dateReading(strange);
  if (column.type === 'flag') return flagReading(strange);
  return column.values === undefined ? {} : listedReading(strange, column.values);
}

/** A tenth may be plain mistakes: the rest says how a column is written. */
const MOST = 0.9;

/** Percent signs, thousands separators and full-width digits, signs of currency and units, where that is what keeps most cells from being numbers. */
function strangeReading(strange: readonly string[], column: Column): Omit<MappedColumn, 'column'> {
  const isMost = (isRead: (cell: string) => boolean) => {
    const fitting = strange.filter(isRead).length;
    return fitting > 0 && fitting >= MOST * strange.length;
  };
  if (isMost((cell) => isReadPercent(cell, column))) return { percent: true };
  if (isMost((cell) => isReadPercent(cell, column, 0.01))) return { percent: true, times: 0.01 };
  if (isMost((cell) => isReadGrouped(cell, column))) return { grouped: true };
  return !isInMany(column) && isMost((cell) => isReadPriced(cell, column)) ? { priced: true } : {};
}

function dateReading(cells: readonly string[]): Omit<MappedColumn, 'column'> {
  const counts = Object.values(DAY_FORMATS).map(
    (pattern) => cells.filter((cell) => pattern.test(cell.trim())).length,
  );
  const place = fittingFormat(counts);
  if (place !== undefined && counts[place]! >= MOST * cells.length)
    return { dateFormat: Object.keys(DAY_FORMATS)[place]! };
  const serials = cells.filter((cell) => isRecent(dayOfSerial(cell)));
  return serials.length >= MOST * cells.length ? { dateFormat: SERIAL } : {};
}

/** Other numbers of five digits are days too, but of other times. */
const isRecent = (day: string | undefined): boolean =>
  day !== undefined && day >= '1950-01-01' && day < '2100-01-01';

/** What stands for values of a list but for width, case or the word for grade: the words met, and all values written as they are. */
function listedReading(cells: readonly string[], values: readonly string[]): Omit<MappedColumn, 'column'> {
  const words = new Set(cells.map((cell) => cell.trim()));
  const meant = (text: string) => {
    const found = values.filter((value) => bareText(value) === bareText(text));
    return found.length === 1 && found[0] !== text ? [[text, found[0]!] as const] : [];
  };
  const met = WRITINGS.filter((write) => values.some((value) => words.has(write(value))));
  const read = [...met.flatMap((write) => values.map(write)), ...words].flatMap(meant);
  return read.length === 0 ? {} : { values: Object.fromEntries(read) };
}

/** Both words of a pair, also where the file's first lines hold only one of them: the rare one is the one that matters. */
function flagReading(cells: readonly string[]): Omit<MappedColumn, 'column'> {
  const words = [...new Set(cells.map((cell) => cell.trim()))];
  const known = new Map(words.map((word) => [word, pairOf(word)]));
  const read = cells.filter((cell) => known.get(cell.trim())!.length > 0);
  if (read.length < MOST * cells.length) return {};
  return { values: Object.fromEntries([...known.values()].flat()) };
}

/** What a word and its other stand for, the other written as the word is; nothing for a word that is in no pair. */
function pairOf(word: string): (readonly [word: string, flag: string])[] {
  const lower = word.toLowerCase();
  const pair = FLAGS.find((each) => each.some((known) => known === lower));
  if (pair === undefined) return [];
  const [own, other] = lower === pair[0] ? (['1', '0'] as const) : (['0', '1'] as const);
  const theOther = lower === pair[0] ? pair[1] : pair[0];
  return [
    [word, own],
    [styled(theOther, word), other],
  ];
}

/** A text in capitals, or with a capital, where the pattern is. */
function styled(text: string, pattern: string): string {
  if (pattern === pattern.toLowerCase()) return text;
  return pattern === pattern.toUpperCase() ? text.toUpperCase() : text[0]!.toUpperCase() + text.slice(1);
}
