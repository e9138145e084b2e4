import { Readable } from 'node:stream';
import { InputError, type Problem } from '../core/errors.js';
import { trimBlanks } from './cell.js';
import { decode } from './decode.js';
import { delimiterOf } from './delimiter.js';
import { assertReadable, damagedGzip, fileProblem, undecodable } from './file-problems.js';
import { unpacked } from './packed.js';
import { cellsOf } from './raw-fields.js';
import { isWorkbook, readSheet } from './sheet.js';
import { strayLine } from './stray-line.js';
import { recordsIn } from './text-records.js';
import { wholeRecords } from './whole-sheet.js';

/** The records of a CSV text or of a workbook's first sheet. */
export async function recordsOf(packed: Uint8Array, file: string): Promise<readonly TextRecord[]> {
  const bytes = await unpacked(packed);
  if (bytes === undefined) throw damagedGzip(file);
  assertReadable(bytes, file);
  if (isWorkbook(bytes)) {
    const sheet = await readSheet(bytes);
    if (sheet !== undefined) return wholeRecords(sheet, file);
    throw fileProblem(file, {
      code: 'UNREADABLE',
      file,
      found: 'a damaged workbook',
      expected: 'CSV or XLSX',
    });
  }
  const text = decode(bytes);
  if (text === undefined) throw fileProblem(file, undecodable(file, await strayLine(Readable.from([bytes]))));
  const { records, problems } = parseRecords(text, file);
  if (problems.length > 0) throw new InputError('FILE_PROBLEM', `${file} cannot be read`, problems);
  return records;
}

/** A record of a delimited text: its cells and the physical line it starts on, 1-based. */
export interface TextRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Splits a delimited text into records; lines in which nothing stands are left out but counted.
 * @param raw the whole text; line ends may be mixed
 * @param file name for problems
 */
export function parseRecords(
  raw: string,
  file: string,
): { readonly records: readonly TextRecord[]; readonly problems: readonly Problem[] } {
  const text = raw.replaceAll('\r\n', '\n');
  const delimiter = delimiterOf(text);
  const { records: found, isOpen } = recordsIn(text, delimiter);
  const records: TextRecord[] = [];
  const problems: Problem[] = [];
  found.forEach(({ line, text: record }, i) => {
    const cells = cellsOf(record, delimiter);
    if (cells === undefined) {
      const code = isOpen && i === found.length - 1 ? 'UNTERMINATED_QUOTE' : 'BAD_QUOTE';
      problems.push({ code, file, line, expected: 'quotes in pairs' });
    }
    const known = cells ?? record.split(delimiter);
    if (known.some((cell) => trimBlanks(cell) !== '')) records.push({ line, cells: known });
  });
  return { records, problems };
}
