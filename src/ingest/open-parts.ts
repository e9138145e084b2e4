import { Buffer } from 'node:buffer';
import { pathsOf, type Source } from '../document/mapping.js';
import { delimiterOf } from './delimiter.js';
import { fileProblem, openQuote } from './file-problems.js';
import { headText } from './head-text.js';
import { cleanName, ROWS_OF_A_HEAD } from './header.js';
import { cellsOf, isBlankRecord } from './raw-fields.js';
import type { TextRecord } from './read-records.js';
import { rowAt } from './row-places.js';
import { openTableFile, type TableFile, type TableFileOptions } from './table-file.js';
import { recordsIn } from './text-records.js';

/** A file of a table: its text in UTF-8, and its header. */
export interface Part extends TableFile, Header {}

/** Opens the files of a table one after another and reads their headers. */
export async function openParts(source: Source, options: TableFileOptions): Promise<Part[]> {
  const parts: Part[] = [];
  for (const path of pathsOf(source)) {
    const table = await openTableFile(path, options);
    parts.push({ ...table, ...(await readHeader(table)) });
  }
  return parts;
}

interface Header {
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly recordBytes: number;
  /** Whether nothing stands before the header. */
  readonly isFirst: boolean;
  /** Its line, or its row in a sheet. */
  readonly line: number;
  /** The records below it. */
  readonly below: readonly TextRecord[];
}

/** A CSV that was made of rows has commas, whatever its cells hold. */
async function readHeader({ path, file, rows }: TableFile): Promise<Header> {
  const text = await headText(path);
  const delimiter = rows === undefined ? delimiterOf(text) : ',';
  const { records } = recordsIn(text, delimiter);
  const ahead = records.findIndex((record) => !isBlankRecord(record.text, delimiter));
  const [first, ...below] = records
    .slice(ahead)
    .filter((record) => !isBlankRecord(record.text, delimiter))
    .slice(0, 1 + ROWS_OF_A_HEAD);
  const names = first && cellsOf(first.text, delimiter);
  if (first && names === undefined) throw fileProblem(file, openQuote(file, first.line));
  if (names === undefined || below.length === 0)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'a header only', expected: wholeTable(rows) });
  const rowOf = (line: number) => (rows === undefined ? line : rowAt(line, rows));
  return {
    header: names.map(cleanName),
    line: rowOf(first!.line),
    delimiter,
    recordBytes: Buffer.byteLength(text) / Math.max(1, text.split('\n').length - 1 - ahead),
    isFirst: ahead === 0,
    below: below.map(({ line, text: record }) => ({
      line: rowOf(line),
      cells: cellsOf(record, delimiter) ?? record.split(delimiter),
    })),
  };
}

/** A workbook may begin with a sheet of explanations. */
const wholeTable = (rows: TableFile['rows']): string =>
  rows === undefined
    ? 'a header and rows'
    : 'a header and rows; of a workbook, in the first sheet that is not hidden';
