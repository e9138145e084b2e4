import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Papa from 'papaparse';
import { InputError } from '../core/errors.js';
import type { TextRecord } from './read-records.js';
import type { RowPlaces } from './row-places.js';
import { MOST_WORKBOOK, readSheet } from './sheet.js';
import { wholeRecords } from './whole-sheet.js';

/**
 * Writes the first sheet of a workbook as CSV, blank rows as blank lines.
 * @param path an XLSX file
 * @param to the CSV
 * @throws InputError FILE_PROBLEM when it cannot be read, or is larger than 50 MB
 */
export async function unpackWorkbook(path: string, to: string): Promise<RowPlaces> {
  const file = basename(path);
  const { size } = await stat(path);
  if (size > MOST_WORKBOOK)
    throw problem(
      file,
      `a workbook of ${Math.round(size / 1e6)} MB`,
      'at most 50 MB, or the sheet saved as CSV',
    );
  const sheet = await readSheet(await readFile(path));
  if (sheet === undefined) throw problem(file, 'a damaged workbook, or another zip archive', 'XLSX or CSV');
  const records = wholeRecords(sheet, file);
  await pipeline(Readable.from(linesOf(records)), createWriteStream(to));
  const breaks = records
    .map(({ line, cells }) => ({ row: line, breaks: lineBreaks(cells) }))
    .filter((each) => each.breaks > 0);
  return { above: 0, breaks };
}

function* linesOf(records: readonly TextRecord[]): Generator<string> {
  let next = 1;
  for (const { line, cells } of records) {
    yield '\n'.repeat(line - next);
    yield `${Papa.unparse([cells], { newline: '\n' })}\n`;
    next = line + 1;
  }
}

const lineBreaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

const problem = (file: string, found: string, expected: string): InputError =>
  new InputError('FILE_PROBLEM', `${file} cannot be read`, [{ code: 'UNREADABLE', file, found, expected }]);
