import { bareText, WRITINGS } from '../core/bare-text.js';
import { suggest } from '../core/suggest.js';
import { type Column, isQuantity } from '../document/column.js';
import { type MappedColumn, type Mapping, mappedAs, SERIAL } from '../document/mapping.js';
import { aliasIndex, aliasKey } from './aliases.js';
import { readCell } from './cell.js';
import { DAY_FORMATS, fittingFormat } from './day-formats.js';
import type { FileHead } from './file-head.js';
import { cellChange, dayOfSerial, isReadGrouped, isReadPercent, isReadPriced } from './map-cell.js';
import { factorOf } from './units.js';

/** Header → column, as a person may take it over into dipper.json. */
export type Proposal = Readonly<Record<string, MappedColumn>>;

/** Words for 1 and 0. */
const FLAGS = [
  ['是', '否'],
  ['有', '无'],
  ['yes', 'no'],
  ['y', 'n'],
  ['true', 'false'],
] as const;

/**
 * Proposes where the headers of a file belong: by their aliases and meanings, then by a slip of the pen; with the factor that a unit in
 * brackets stands for, the way days are written, and the words that stand for 1 and 0. Each column is proposed once.
 * @param head the file's first lines
 * @param columns the contract
 * @param missingTexts texts that mean missing beside the empty one
 * @returns headers that are not as the contract has them; empty when all are
 */
export function proposeMapping(
  { header, records }: FileHead,
  columns: readonly Column[],
  missingTexts: readonly string[] = [],
): Proposal {
  const known = new Map(columns.map((column) => [column.name, column]));
  const free = new Map([...known].filter(([name]) => !header.includes(name)));
  const cellsOf = (place: number) => records.map((cells) => cells[place] ?? '').filter(isSaid(missingTexts));
  const proposed: [string, MappedColumn][] = [];
  for (const find of [byAlias, bySlip])
    header.forEach((name, place) => {
      if (known.has(name) || proposed.some(([other]) => other === name)) return;
      const column = find(name, free);
      if (column === undefined) return;
      free.delete(column);
      proposed.push([name, { column, ...reading(known.get(column)!, name, cellsOf(place)) }]);
    });
  header.forEach((name, place) => {
    const column = known.get(name);
    const needed = column === undefined ? {} : reading(column, name, cellsOf(place));
    if (Object.keys(needed).length > 0) proposed.push([name, { column: name, ...needed }]);
  });
  return inOrderOf(header, proposed);
}

/** Whether a cell says something. */
const isSaid =
  (missingTexts: readonly string[]) =>
  (cell: string): boolean =>
    cell !== '' && !missingTexts.includes(cell.trim());

/** What becomes of headers, in the order of the file. */
function inOrderOf<T>(
  header: readonly string[],
  mapped: readonly (readonly [name: string, T])[],
): Record<string, T> {
  const order = new Map(header.map((name, place) => [name, place]));
  return Object.fromEntries([...mapped].sort(([a], [b]) => order.get(a)! - order.get(b)!));
}

/** What is known of a file whose headers are looked at. */
export interface UnmappedOptions {
  readonly missingTexts: readonly string[];
  /** What dipper.json says of its headers. */
  readonly mapping: Mapping | undefined;
  /** Whether it may have columns beside the contract's, which then stay. */
  readonly hasOthers: boolean;
}

/**
 * Proposes what becomes of the headers of a file that its mapping does not speak of: the column where they belong, or null for those
 * that belong nowhere; and what its mapping lacks where the cells of a mapped header cannot be read.
 * @param head the file's first lines
 * @param columns the contract
 */
export function proposeUnmapped(
  { header, records }: FileHead,
  columns: readonly Column[],
  { missingTexts, mapping = {}, hasOthers }: UnmappedOptions,
): Mapping {
  const places = header.flatMap((name, place) => (Object.hasOwn(mapping, name) ? [] : [place]));
  const taken = new Set(Object.values(mapping).map((mapped) => mapped?.column));
  const open = columns.filter(({ name }) => !taken.has(name));
  const only = (cells: readonly string[]) => places.map((place) => cells[place] ?? '');
  const names = only(header);
  const proposed = proposeMapping({ header: names, records: records.map(only) }, open, missingTexts);
  const isKnown = (name: string) =>
    (hasOthers && name !== '') || columns.some((column) => column.name === name);
  const homeless = names.filter((name) => !Object.hasOwn(proposed, name) && !isKnown(name));
  const lacking = lackingIn({ header, records }, columns, { missingTexts, mapping });
  const leftOut = homeless.map((name) => [name, null] as const);
  return inOrderOf<MappedColumn | null>(header, [...Object.entries(proposed), ...lacking, ...leftOut]);
}

/** Mapped headers whose cells need a reading that the mapping does not have. */
function lackingIn(
  { header, records }: FileHead,
  columns: readonly Column[],
  { missingTexts, mapping }: { readonly missingTexts: readonly string[]; readonly mapping: Mapping },
): (readonly [header: string, mapped: MappedColumn])[] {
  return header.flatMap((name, place) => {
    const mapped = mappedAs(mapping, name);
    const column = columns.find((each) => each.name === mapped?.column);
    if (mapped == null || column === undefined || mapped.dateFormat !== undefined) return [];
    const change = cellChange(mapped, column.type) ?? ((cell: string) => cell);
    const cells = records.map((row) => change(row[place] ?? ''));
    const { times, ...needed } = reading(column, name, cells.filter(isSaid(missingTexts)));
    const isShare = needed.percent && times !== undefined && mapped.times === undefined;
    const isTwice = needed.priced && mapped.times !== undefined;
    if (Object.keys(needed).length === 0 || isTwice) return [];
    // Words that the mapping has already keep what they stand for.
    const values = needed.values && { values: { ...needed.values, ...mapped.values } };
    return [[name, { ...mapped, ...needed, ...values, ...(isShare && { times }) }] as const];
  });
}

type Free = ReadonlyMap<string, Column>;
const byAlias = (name: string, free: Free) => aliasIndex([...free.values()]).get(aliasKey(name));
const bySlip = (name: string, free: Free) => suggest(name, free.keys());

/** What a column needs beside its name: nothing when its cells can be read as they are. */
function reading(column: Column, header: string, cells: readonly string[]): Omit<MappedColumn, 'column'> {
  const times = factorOf(header);
  const strange = cells.filter((cell) => !('value' in readCell(cell, column)));
  if (isQuantity(column)) {
    const scaled = times === 1 || column.type === 'integer' ? {} : { times };
    const read = strangeReading(strange, column);
    // A unit in the header and one in the cell would count twice, or the one for cells that have the other.
    return read.priced && scaled.times !== undefined ? scaled : { ...scaled, ...read };
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
  return isMost((cell) => isReadPriced(cell, column)) ? { priced: true } : {};
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
