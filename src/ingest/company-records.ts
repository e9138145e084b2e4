import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Mapping } from '../document/mapping.js';
import type { PlainValue } from '../document/read-condition.js';
import { decodedText } from './decoded-text.js';
import { delimiterOf } from './delimiter.js';
import { cleanName, type MatchedHeader, matchHeader } from './header.js';
import { unpackedStream } from './packed.js';
import { type CellContract, cellsReader } from './record-cells.js';
import { fileProblem, swallowingQuote } from './table-file.js';

/** What company records are read by. */
export interface RecordOptions extends Omit<CellContract, 'columns' | 'changes'> {
  /** The contract, in any order. */
  readonly columns: readonly Column[];
  /** Where headers belong that are not the contract's. */
  readonly mapping?: Mapping | undefined;
}

/** One record: its values by column, or what is wrong with it. */
export interface CompanyRecord {
  /** Physical line it starts on. */
  readonly line: number;
  readonly company: Readonly<Record<string, PlainValue>>;
  readonly problems: readonly Problem[];
}

/**
 * Reads a company table record by record, without any database.
 * @param bytes the file or stream: UTF-8, UTF-16 or GB18030; comma, semicolon or tab; packed with gzip or not
 * @param options contract
 * @throws InputError FILE_PROBLEM for a header that does not fit, a quote that swallows records, or text in no known encoding
 */
export async function* companyRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: RecordOptions,
): AsyncGenerator<CompanyRecord> {
  const texts = decodedText(unpackedStream(bytes), options.file);
  const head = await headOf(texts);
  const delimiter = delimiterOf(head);
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
    delimiter,
    ...(head.includes('\n') && { newline: '\n' }),
  });
  const text = Readable.from(inPieces(head, texts));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  const { file } = options;
  let read: ReturnType<typeof cellsReader> | undefined;
  let [line, width] = [1, 0];
  try {
    for await (const found of parser as AsyncIterable<string[]>) {
      const cells = withoutReturn(found);
      const own = line;
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (isBlank(cells, read === undefined)) continue;
      if (read === undefined) {
        const { matched: columns, changes } = header(cells, options);
        read = cellsReader({ ...options, columns, changes });
        width = columns.length;
        continue;
      }
      const { values: company, problems } = read(cells, own);
      const lost = cells.length === width ? 0 : swallowed(cells, delimiter, width);
      if (lost > 0) throw fileProblem(file, swallowingQuote(file, own, lost));
      yield { line: own, company, problems };
    }
  } finally {
    text.destroy();
  }
  if (read === undefined)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
}

/** Lines may end with LF here and CRLF there: the return is no part of the last cell. */
function withoutReturn(cells: string[]): string[] {
  const last = cells.length - 1;
  if (cells[last]?.endsWith('\r')) cells[last] = cells[last].slice(0, -1);
  return cells;
}

/** A line with nothing in it; before the header, or with nothing but blanks. Blanks among the rows are a record with too few cells. */
function isBlank(cells: readonly string[], isAhead: boolean): boolean {
  const [text] = cells;
  return cells.length === 1 && (isAhead ? text!.trim() === '' : text === '');
}

/** How many lines inside the cells of a record have as many cells as a record. */
function swallowed(cells: readonly string[], delimiter: string, width: number): number {
  const inside = cells.flatMap((cell) => cell.split(/\r?\n/).slice(1));
  return inside.filter((text) => text.split(delimiter).length === width).length;
}

function header(cells: readonly string[], { file, columns, mapping }: RecordOptions): MatchedHeader {
  const match = matchHeader({ file, names: cells.map(cleanName), mapping }, columns);
  const { problems } = match;
  if (problems.length === 0) return match;
  throw new InputError('FILE_PROBLEM', `${file} does not have the columns it should`, problems);
}

/** The parser looks for quotes to the end of what it was given, for every row: small pieces keep that short. */
const PIECE = 1 << 14;

async function* inPieces(head: string, texts: AsyncIterable<string>): AsyncGenerator<string> {
  yield* piecesOf(head);
  for await (const text of texts) yield* piecesOf(text);
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}

/** The text to the end of its first line that is not blank, at least. */
async function headOf(texts: AsyncGenerator<string>): Promise<string> {
  let head = '';
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    head += next.value;
    if (/[\r\n]/.test(head.trimStart())) break;
  }
  return head;
}
