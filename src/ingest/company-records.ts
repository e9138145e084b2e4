import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Mapping } from '../document/mapping.js';
import type { PlainValue } from '../document/read-condition.js';
import { decodedText } from './decoded-text.js';
import { fileProblem, openQuote, swallowingQuote } from './file-problems.js';
import { cleanName, type MatchedHeader, matchHeader } from './header.js';
import { unpackedStream } from './packed.js';
import { cellsOf } from './raw-fields.js';
import { type CellContract, cellsReader } from './record-cells.js';
import { openRecords } from './stream-records.js';

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
  const { file } = options;
  const { delimiter, batches } = await openRecords(decodedText(unpackedStream(bytes), file));
  let read: ReturnType<typeof cellsReader> | undefined;
  let width = 0;
  for await (const batch of batches)
    for (const { line, text } of batch) {
      if (isBlank(text, read === undefined)) continue;
      const cells = cellsOf(text, delimiter);
      if (read === undefined) {
        if (cells === undefined) throw fileProblem(file, openQuote(file, line));
        const { matched: columns, changes } = header(cells, options);
        read = cellsReader({ ...options, columns, changes });
        width = columns.length;
        continue;
      }
      const lost = cells?.length === width ? 0 : swallowed(cells ?? [text], delimiter, width);
      if (lost > 0) throw fileProblem(file, swallowingQuote(file, line, lost));
      const { values: company, problems } = cells === undefined ? unpaired(file, line) : read(cells, line);
      yield { line, company, problems };
    }
  if (read === undefined)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
}

/** A line with nothing in it; before the header, or with nothing but blanks. Blanks among the rows are a record with too few cells. */
const isBlank = (text: string, isAhead: boolean): boolean => (isAhead ? text.trim() : text) === '';

const unpaired = (file: string, line: number) => ({
  values: {},
  problems: [{ code: 'BAD_QUOTE', file, line, expected: 'quotes in pairs' }],
});

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
