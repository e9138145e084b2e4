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
const VALUE = /<(?:\w+:)?v\b[^>]*>([^<]+)</;
/** Rows are looked at in pieces of about this size: no sheet has to be one text. */
const PIECE = 1 << 24;

/**
 * Cells of a workbook's first sheet that readers take for empty ones and that are not: errors, and formulas without a result, as
 * programs write them that do not calculate. A formula whose result is an empty text is empty.
 * @param bytes an XLSX file that can be read
 */
export async function sheetFaults(bytes: Uint8Array): Promise<SheetFault[]> {
  const sheet = await firstSheet(bytes);
  if (sheet === undefined || !mayHaveFaults(sheet)) return [];
  const faults: SheetFault[] = [];
  for (let from = 0; from < sheet.length; ) {
    const end = sheet.indexOf('row>', from + PIECE);
    const to = end < 0 ? sheet.length : end + 'row>'.length;
    for (const [, attributes, inside = ''] of sheet.toString('utf8', from, to).matchAll(CELL))
      faults.push(...faultOf(attributes!, inside));
    from = to;
  }
  return faults;
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

/** The text of the sheet that the workbook names first. */
async function firstSheet(bytes: Uint8Array): Promise<Buffer | undefined> {
  const { unzipSync } = await import('fflate');
  const open = (wanted: (name: string) => boolean) =>
    unzipSync(bytes, { filter: ({ name }) => wanted(name) });
  const book = open((name) => name === 'xl/workbook.xml' || name === 'xl/_rels/workbook.xml.rels');
  const text = (name: string) => Buffer.from(book[name] ?? []).toString('utf8');
  const sheet = /<(?:\w+:)?sheet\b(?:"[^"]*"|'[^']*'|[^>"'])*?\b\w+:id=["']([^"']+)["']/.exec(
    text('xl/workbook.xml'),
  )?.[1];
  const relations = [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)];
  const relation = relations.map(([own]) => own).find((own) => /\bId=["']([^"']+)/.exec(own)?.[1] === sheet);
  const target = /\bTarget=["']([^"']+)["']/.exec(relation ?? '')?.[1] ?? 'worksheets/sheet1.xml';
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  const found = open((name) => name === path)[path];
  return found && Buffer.from(found.buffer, found.byteOffset, found.byteLength);
}
