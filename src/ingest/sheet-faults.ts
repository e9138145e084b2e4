import type { Buffer } from 'node:buffer';
/** A cell of a sheet that shows no value of its own. */
export interface SheetFault {
  /** Counted from 1. */
  readonly row: number;
  /** Its letters, e.g. `E`. */
  readonly column: string;
  /** The error that it shows, e.g. `#DIV/0!`; undefined for a formula that nobody has calculated. */
  readonly error: string | undefined;
}

const CELL = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;
const PLACE = /\br\s*=\s*["']([A-Z]+)(\d+)["']/;
const IS_ERROR = /\bt\s*=\s*["']e["']/;
const IS_TEXT = /\bt\s*=\s*["']str["']/;
/** A text, an error, yes or no. */
const IS_OTHER = /\bt\s*=\s*["'](?!n["'])/;
const STYLE = /\bs\s*=\s*["'](\d+)["']/;
const VALUE = /<(?:\w+:)?v\b[^>]*>([^<]+)</;
/** Rows are looked at in pieces of about this size: no sheet has to be one text. */
const PIECE = 1 << 24;

/**
 * Cells of a sheet that readers take for empty ones and that are not: errors, and formulas without a result, as programs write them
 * that do not calculate. A formula whose result is an empty text is empty.
 * @param sheet the sheet's text
 */
export function sheetFaults(sheet: Buffer): SheetFault[] {
  const faults: SheetFault[] = [];
  if (mayHaveFaults(sheet))
    for (const [attributes, inside] of cellsOf(sheet)) faults.push(...faultOf(attributes, inside));
  return faults;
}

/** Where a sheet shows a number in one of these styles. */
export function styledPlaces(
  sheet: Buffer,
  styles: ReadonlySet<string>,
): Pick<SheetFault, 'row' | 'column'>[] {
  const places = [];
  for (const [attributes, inside] of cellsOf(sheet)) {
    if (!styles.has(STYLE.exec(attributes)?.[1] ?? '') || IS_OTHER.test(attributes) || !VALUE.test(inside))
      continue;
    const [, column, row] = PLACE.exec(attributes) ?? [];
    if (column !== undefined) places.push({ row: Number(row), column });
  }
  return places;
}

function* cellsOf(sheet: Buffer): Generator<readonly [attributes: string, inside: string]> {
  for (let from = 0; from < sheet.length; ) {
    const end = sheet.indexOf('row>', from + PIECE);
    const to = end < 0 ? sheet.length : end + 'row>'.length;
    for (const [, attributes, inside = ''] of sheet.toString('utf8', from, to).matchAll(CELL))
      yield [attributes!, inside];
    from = to;
  }
}

/** What every formula and every error has in it. Other things may have it too: then a sheet is looked through for nothing. */
const MARKS = ['<f', ':f', '"e"', "'e'"];
const mayHaveFaults = (sheet: Buffer): boolean => MARKS.some((mark) => sheet.includes(mark));

function faultOf(attributes: string, inside: string): SheetFault[] {
  const isError = IS_ERROR.test(attributes);
  const isFormula = /<(?:\w+:)?f\b/.test(inside);
  if (!isError && !isFormula) return [];
  const value = VALUE.exec(inside)?.[1];
  if (!isError && (value !== undefined || IS_TEXT.test(attributes))) return [];
  const [, column, row] = PLACE.exec(attributes) ?? [];
  if (column === undefined) return [];
  return [{ row: Number(row), column, error: isError ? (value ?? '#N/A') : undefined }];
}

/** How many bytes a workbook unpacks to, by what it says of itself. */
export async function unpackedBytes(bytes: Uint8Array): Promise<number> {
  const { unzipSync } = await import('fflate');
  let sum = 0;
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      sum += originalSize;
      return false;
    },
  });
  return sum;
}
