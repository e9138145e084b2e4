import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import type { Mapping } from '../document/mapping.js';
import type { PlainValue } from '../document/read-condition.js';
import { decodedText } from './decoded-text.js';
import { fileProblem, openQuote, swallowingQuote, unpairedQuotes } from './file-problems.js';
import { cleanName, type MatchedHeader, matchHeader } from './header.js';
import { unpackedStream } from './packed.js';
import { adviceOf } from './problem-advice.js';
import { cellsOf, isBlankRecord } from './raw-fields.js';
import { type CellContract, cellsReader } from './record-cells.js';
import { openRecords, type StreamRecord } from './stream-records.js';
import { swallowedLines } from './swallowed-lines.js';

/** What company records are read by. */
export interface RecordOptions extends Omit<CellContract, 'columns' | 'changes'> {
  /** The contract, in any order. */
  readonly columns: readonly Column[];
  /** Where headers belong that are not the contract's. */
  readonly mapping?: Mapping | undefined;
  /** A text that a record must have somewhere, e.g. an id; the others are passed over. Default: every record is read. */
  readonly naming?: string | undefined;
  /** Whether a firm is asked for, by its id; the others are passed over, their cells unread. Default: every firm. */
  readonly isAsked?: ((id: string) => boolean) | undefined;
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
 * @throws InputError FILE_PROBLEM for a header that does not fit, a quote that swallows records or never closes, or text in no known
 * encoding
 */
export async function* companyRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: RecordOptions,
): AsyncGenerator<CompanyRecord> {
  const { file } = options;
  const { delimiter, batches } = await openRecords(decodedText(unpackedStream(bytes), file));
  const isNamed = nameFinder(options.naming);
  let read: ReturnType<typeof recordReader> | undefined;
  for await (const batch of batches)
    for (const record of batch) {
      if (read !== undefined) {
        const made =
          isBlankRecord(record.text, delimiter) || !isNamed(record.text) ? undefined : read(record);
        if (made !== undefined) yield made;
      } else if (!isBlankRecord(record.text, delimiter)) {
        const cells = cellsOf(record.text, delimiter);
        if (cells === undefined) throw fileProblem(file, openQuote(file, record.line));
        read = recordReader(delimiter, header(cells, options), options);
      }
    }
  if (read === undefined)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
}

/** Whether a text stands in a record, as it is or with its quotes doubled. */
function nameFinder(naming: string | undefined): (text: string) => boolean {
  if (naming === undefined) return () => true;
  const inQuotes = naming.replaceAll('"', '""');
  return (text) => text.includes(naming) || text.includes(inQuotes);
}

/** What reads a record; undefined for one of a firm that is not asked for. */
function recordReader(
  delimiter: string,
  { matched: columns, changes }: MatchedHeader,
  options: RecordOptions,
): (record: StreamRecord) => CompanyRecord | undefined {
  const { file, isAsked } = options;
  const idOf = isAsked === undefined ? undefined : idReader({ ...options, columns, changes });
  const read = cellsReader({ ...options, columns, changes });
  return ({ line, text, openQuote: open }) => {
    const cells = cellsOf(text, delimiter);
    const lost = swallowedLines(text, delimiter, columns.length);
    if (lost > 0) throw fileProblem(file, swallowingQuote(file, line, lost));
    if (open !== undefined) throw fileProblem(file, openQuote(file, open));
    const id = cells && idOf?.(cells, line).values[COMPANY_ID];
    if (typeof id === 'string' && !isAsked!(id)) return undefined;
    if (cells === undefined) return { line, company: {}, problems: [unpairedQuotes(file, line)] };
    const { values: company, problems } = read(cells, line);
    return { line, company, problems: problems.map((problem) => advised(problem, options)) };
  };
}

/** A problem with what can be done about it, as runs and training tell it. */
const advised = (problem: Problem, { mapping, columns }: RecordOptions): Problem => ({
  ...problem,
  ...adviceOf(problem, { mapping, missingTextsIn: 'enterprise.spec.json' }, columns),
});

/** What reads the id in a record, and nothing else. */
const idReader = (contract: CellContract) => cellsReader({ ...contract, wanted: new Set([COMPANY_ID]) });

function header(cells: readonly string[], { file, columns, mapping }: RecordOptions): MatchedHeader {
  const match = matchHeader({ file, names: cells.map(cleanName), mapping }, columns);
  const { problems } = match;
  if (problems.length === 0) return match;
  throw new InputError('FILE_PROBLEM', `${file} does not have the columns it should`, problems);
}
