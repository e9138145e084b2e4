import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import type { Classification } from '../document/industry-spec.js';
import type { Mapping } from '../document/mapping.js';
import type { PlainValue } from '../document/read-condition.js';
import { readCell } from './cell.js';
import { decodedText } from './decoded-text.js';
import { cleanName, type MatchedHeader, matchHeader } from './header.js';
import { unpackedStream } from './packed.js';
import { fileProblem } from './table-file.js';

/** What company records are read by. */
export interface RecordOptions {
  /** Name for problems. */
  readonly file: string;
  readonly columns: readonly Column[];
  /** Columns to read; the others are read over. */
  readonly wanted: ReadonlySet<string>;
  readonly missingTexts: readonly string[];
  /** What industry codes are checked against; null checks none. */
  readonly classification: Classification | null;
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
 * @throws InputError FILE_PROBLEM for a header that does not fit, or text in no known encoding
 */
export async function* companyRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: RecordOptions,
): AsyncGenerator<CompanyRecord> {
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimitersToGuess: [',', ';', '\t'] });
  const text = Readable.from(inPieces(decodedText(unpackedStream(bytes), options.file)));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  const divisions =
    options.classification === null ? undefined : new Set(divisionsOf(options.classification));
  const absent = Object.fromEntries([...options.wanted].map((name) => [name, null]));
  const { file } = options;
  let columns: MatchedHeader | undefined;
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const own = line;
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (cells.length === 1 && cells[0]!.trim() === '') continue;
      if (columns === undefined) columns = header(cells, options);
      else yield readRecord(cells, columns, { line: own, options, divisions, absent });
    }
  } finally {
    text.destroy();
  }
  if (columns === undefined)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
}

function header(cells: readonly string[], { file, columns, mapping }: RecordOptions): MatchedHeader {
  const match = matchHeader({ file, names: cells.map(cleanName), mapping }, columns);
  const { problems } = match;
  if (problems.length === 0) return match;
  throw new InputError('FILE_PROBLEM', `${file} does not have the columns it should`, problems);
}

interface RecordContext {
  readonly line: number;
  readonly options: RecordOptions;
  /** Divisions of the classification. */
  readonly divisions: ReadonlySet<string> | undefined;
  /** Every wanted column, missing. */
  readonly absent: Readonly<Record<string, null>>;
}

function readRecord(
  cells: readonly string[],
  { matched: columns, changes }: MatchedHeader,
  { line, options, divisions, absent }: RecordContext,
): CompanyRecord {
  const { file, wanted, missingTexts, classification } = options;
  if (cells.length !== columns.length) {
    const code = cells.length > columns.length ? 'TOO_MANY_CELLS' : 'TOO_FEW_CELLS';
    const problem = { code, file, line, found: `${cells.length} cells`, expected: `${columns.length} cells` };
    return { line, company: {}, problems: [problem] };
  }
  const company: Record<string, PlainValue> = { ...absent };
  const problems: Problem[] = [];
  columns.forEach((column, i) => {
    if (!wanted.has(column.name)) return;
    const found = changes[i]?.(cells[i]!) ?? cells[i]!;
    const reading = readCell(found, column, missingTexts);
    const at = { file, line, column: column.name, found };
    if ('problem' in reading) problems.push({ ...reading.problem, ...at });
    else if (isUnknownCode(column, reading.value, divisions))
      problems.push({ code: 'UNKNOWN_INDUSTRY_CODE', ...at, expected: `a code of ${classification!.name}` });
    else company[column.name] = reading.value;
  });
  return { line, company, problems };
}

function isUnknownCode(
  column: Column,
  value: PlainValue,
  divisions: ReadonlySet<string> | undefined,
): boolean {
  if (column.type !== 'code' || value === null || divisions === undefined) return false;
  return !divisions.has(String(value).slice(0, 2));
}

/** The parser looks for quotes to the end of what it was given, for every row: small pieces keep that short. */
const PIECE = 1 << 14;

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts)
    for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}
