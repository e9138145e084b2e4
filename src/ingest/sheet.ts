import { Buffer } from 'node:buffer';
import { type AlikeSheet, alikeSheets } from './alike-sheets.js';
import { cellChange } from './map-cell.js';
import type { TextRecord } from './read-records.js';
import { type SheetFault, sheetFaults, styledPlaces, unpackedBytes } from './sheet-faults.js';
import { openParts } from './workbook-parts.js';

/** Whether bytes are a workbook: a zip archive. */
export const isWorkbook = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** Whether bytes are a workbook as Excel wrote them up to 2003 (.xls). */
export const isOldWorkbook = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);

/** Bytes of a company table: a workbook takes some thirty-five times its size while it is read. */
export const MOST_WORKBOOK = 50_000_000;
/** A small archive can hold a very large file: it must not fill the memory. */
const MOST_UNPACKED = 2e9;

/** The first sheet of a workbook that is not hidden. */
export interface Sheet {
  readonly records: readonly TextRecord[];
  /** Cells with a formula that nobody has calculated: they are no empty cells. */
  readonly uncalculated: readonly SheetFault[];
  /** Further sheets that are not hidden and have the same header: the table goes on there. */
  readonly alike: readonly AlikeSheet[];
}

/**
 * The records of the first sheet of a workbook that is not hidden, as a CSV would have them: days as `YYYY-MM-DD`, yes and no as 1
 * and 0, percentages as they show (27.4%) with all digits, errors too (`#DIV/0!`), numbers of sixteen digits or more as 9.144E+17; blank rows left out but counted.
 * @param bytes an XLSX file
 * @returns undefined when it cannot be read, or unpacks to more than 2 GB
 */
export async function readSheet(bytes: Uint8Array): Promise<Sheet | undefined> {
  const size = await unpackedBytes(bytes).catch(() => undefined);
  if (size === undefined || size > MOST_UNPACKED) return undefined;
  const { default: readSheets } = await import('read-excel-file/node');
  const sheets = await readSheets(Buffer.from(bytes)).catch(() => undefined);
  if (sheets === undefined) return undefined;
  const { place, later, sheet, percentStyles, dayStyles, is1904 } = await openParts(bytes);
  const rows = sheets[place]?.data;
  if (rows === undefined) return undefined;
  const faults = sheet === undefined ? [] : sheetFaults(sheet);
  const texts: string[][] = rows.map((row) => row.map(cellText));
  for (const { row, column, error } of faults)
    if (error !== undefined) {
      // Rows at the end without any value are not among those that were read.
      while (texts.length < row) texts.push([]);
      texts[row - 1]![placeOf(column)] = error;
    }
  const reshow = (styles: ReadonlySet<string>, shown: (number: string) => string) => {
    if (sheet === undefined || styles.size === 0) return;
    for (const { row, column } of styledPlaces(sheet, styles)) {
      const cells = texts[row - 1]!;
      cells[placeOf(column)] = shown(cells[placeOf(column)]!);
    }
  };
  reshow(percentStyles, (number) => `${toPercent(number)}%`);
  reshow(dayStyles, (number) => dayAt(number, is1904));
  const width = texts.reduce((most, cells) => Math.max(most, cells.findLastIndex(isFilled) + 1), 0);
  const records = texts
    .map((cells, i) => ({ line: i + 1, cells: Array.from({ length: width }, (_, j) => cells[j] ?? '') }))
    .filter(({ cells }) => cells.some(isFilled));
  return {
    records,
    uncalculated: faults.filter(({ error }) => error === undefined),
    alike: alikeSheets(
      rows,
      later.flatMap((at) => sheets[at] ?? []),
    ),
  };
}

const isFilled = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== '';

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number' && Math.abs(value) >= BEYOND_DIGITS)
    return value.toExponential().toUpperCase();
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** A sheet keeps fifteen digits of a number: a code of more, stored as one, has lost its last, and must not pass for a code. */
const BEYOND_DIGITS = 1e15;

/** A share as a percentage, in exact decimal. */
const toPercent = cellChange({ column: 'percent', times: 100 })!;

const MS_A_DAY = 86_400_000;

/** The day that a number of days stands for; a day that is known for one stays. */
function dayAt(text: string, is1904: boolean): string {
  const days = Math.floor(Number(text));
  if (!(days >= 1 && days < 100_000)) return text;
  return new Date(Date.UTC(is1904 ? 1904 : 1899, is1904 ? 0 : 11, is1904 ? 1 : 30) + days * MS_A_DAY)
    .toISOString()
    .slice(0, 10);
}

/** A is 0, B is 1, AA is 26. */
const placeOf = (letters: string): number =>
  [...letters].reduce((place, letter) => place * 26 + letter.charCodeAt(0) - 64, 0) - 1;
