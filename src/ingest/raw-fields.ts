import { trimBlanks } from './cell.js';

/** Whether a line has nothing in it. */
export const isEmptyLine = (line: string): boolean => line === '' || line === '\r';

/**
 * Whether nothing stands in a record: an empty line, or cells without anything but blanks, as spreadsheets write below and beside
 * what they hold.
 * @param line without its line end; half of one may be left
 */
export function isBlankRecord(line: string, delimiter: string): boolean {
  if (isEmptyLine(line)) return true;
  const [first] = line;
  if (first !== delimiter && first !== '"' && trimBlanks(first!) !== '') return false;
  return cellsOf(line, delimiter)?.every((cell) => trimBlanks(cell) === '') ?? false;
}

/**
 * The fields of one record as they stand, quotes and all, without what the engine reads over: a space before a quoted field, and spaces
 * behind it.
 * @param line without its line end; half of one may be left, as in lines that end with CR, CR, LF
 * @returns undefined when its quotes do not pair
 */
export function rawFields(line: string, delimiter: string): string[] | undefined {
  const record = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (record.startsWith(' "', at)) at++;
    const end = record[at] === '"' ? afterQuote(record, at + 1) : record.indexOf(delimiter, at);
    const next = end !== undefined && record[at] === '"' ? afterSpaces(record, end) : end;
    if (next === undefined || (next >= 0 && next < record.length && record[next] !== delimiter))
      return undefined;
    if (next < 0 || next === record.length) return [...fields, record.slice(at, next < 0 ? undefined : end)];
    fields.push(record.slice(at, end));
    at = next + 1;
  }
}

/** Where a quoted field ends, just after the quote that closes it: one that has another behind it, or behind spaces, does not. */
function afterQuote(record: string, from: number): number | undefined {
  for (let at = from; ; at++) {
    at = record.indexOf('"', at);
    if (at < 0) return undefined;
    const next = afterSpaces(record, at + 1);
    if (record[next] !== '"') return at + 1;
    at = next;
  }
}

function afterSpaces(record: string, from: number): number {
  let at = from;
  while (record[at] === ' ') at++;
  return at;
}

/** The text that a raw field stands for: two quotes are one, and quotes that are opened again behind spaces are none. */
export const unquoted = (field: string): string =>
  field.startsWith('"') ? field.slice(1, -1).replace(/"("?)/g, '$1') : field;

/** The cells of a record without its line end, or undefined when its quotes do not pair. */
export const cellsOf = (record: string, delimiter: string): string[] | undefined =>
  rawFields(record, delimiter)?.map(unquoted);

/** A text as a field, in quotes where it needs them. */
export function quoted(text: string, delimiter: string): string {
  const isPlain = !text.includes(delimiter) && !/["\r\n]/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
