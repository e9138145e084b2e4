import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A record of a CSV file, found again by its place. */
export interface FoundRecord {
  /** Physical line it starts on, 1-based. */
  readonly line: number;
  readonly text: string;
}

/** Which records to find. */
export interface Wanted {
  /** All records the reader refused, ascending, counted from 1 with the header and blank lines. */
  readonly refused: Float64Array;
  /** Rows of the loaded table, ascending, counted from 0: data records neither blank nor refused. */
  readonly rows: Float64Array;
  /** How many of the refused records are kept: the first. */
  readonly most: number;
}

/** Wants nothing but the counts. */
export const NOTHING: Wanted = { refused: new Float64Array(), rows: new Float64Array(), most: 0 };

/** What a scan found. */
export interface ScanResult {
  readonly refused: ReadonlyMap<number, FoundRecord>;
  readonly rows: ReadonlyMap<number, FoundRecord>;
  /** Data records in the file, blank lines left out. */
  readonly records: number;
  /** Line on which a quote opens that never closes. */
  readonly unterminated?: number;
}

const NO_BYTES: Buffer = Buffer.alloc(0);
const LF = 10;
const CR = 13;
const QUOTE = 34;
const SPACE = 32;
/** The byte order mark of UTF-8. */
const MARK = [0xef, 0xbb, 0xbf];

/**
 * Walks a UTF-8 CSV file record by record, minding quoted line breaks, to find given records with their physical lines.
 * Used only when something is wrong: the engine's own line numbers count records, not lines.
 * @param path the file
 * @param delimiter its delimiter, one ASCII character
 * @param wanted which records
 */
export async function scanRecords(path: string, delimiter: string, wanted: Wanted): Promise<ScanResult> {
  const refused = new Map<number, FoundRecord>();
  const rows = new Map<number, FoundRecord>();
  const separator = delimiter.charCodeAt(0);
  let ordinal = 0;
  let records = 0;
  let row = 0;
  let refusedSeen = 0;
  const finish = (record: Buffer, line: number) => {
    ordinal++;
    if (ordinal === 1 || record.length === 0) return;
    records++;
    const found = () => ({ line, text: record.toString('utf8') });
    if (wanted.refused[refusedSeen] === ordinal) {
      if (refusedSeen++ < wanted.most) refused.set(ordinal, found());
      return;
    }
    if (wanted.rows[rows.size] === row) rows.set(row, found());
    row++;
  };
  const walker = walkRecords(separator, finish);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) walker.push(chunk as Buffer);
  const unterminated = walker.end();
  return { refused, rows, records, ...(unterminated === undefined ? {} : { unterminated }) };
}

/** Where in a record a byte stands: at the beginning of a field, behind the one space there that the engine reads over, in a field
 * without quotes, inside quotes, behind a quote inside quotes, which closes them or is the first of two, or behind spaces after quotes
 * that closed, which a further quote opens again. */
const [START, SPACED, PLAIN, QUOTED, CLOSED, BEHIND] = [0, 1, 2, 3, 4, 5];

/**
 * The state machine: cuts a stream of bytes into records, blank lines included, each without its line end. What a quote is, it knows
 * as the engine does, and as `rawFields` does: also behind a byte order mark, which stays where it is.
 * @param separator code of the delimiter
 * @param finish takes each record and the physical line it starts on
 */
export function walkRecords(separator: number, finish: (record: Buffer, line: number) => void) {
  const parts = recordParts();
  let before = LF;
  let state = START;
  let quoteLine = 1;
  let line = 1;
  let recordLine = 1;
  let marked = 0;
  const push = (chunk: Buffer) => {
    let start = 0;
    let first = 0;
    while (first < chunk.length && chunk[first] === MARK[marked]) [first, marked] = [first + 1, marked + 1];
    if (first < chunk.length) marked = MARK.length;
    for (let i = first; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === LF) line++;
      if (state === QUOTED) {
        if (byte === QUOTE) state = CLOSED;
      } else if (byte === QUOTE && state !== PLAIN) {
        if (state !== CLOSED) quoteLine = line;
        state = QUOTED;
      } else if (byte === LF) {
        const record = parts.whole(chunk.subarray(start, i));
        finish(before === CR ? record.subarray(0, -1) : record, recordLine);
        start = i + 1;
        recordLine = line;
        state = START;
      } else if (byte === separator) state = START;
      else if (byte !== SPACE) state = PLAIN;
      else if (state !== PLAIN) state = state === START ? SPACED : state >= CLOSED ? BEHIND : PLAIN;
      before = byte;
    }
    if (start < chunk.length) parts.add(chunk.subarray(start));
  };
  const end = (): number | undefined => {
    if (!parts.isEmpty()) finish(parts.whole(NO_BYTES), recordLine);
    return state === QUOTED ? quoteLine : undefined;
  };
  return { push, end };
}

/** What earlier chunks hold of a record, put together once it is whole. */
function recordParts() {
  let parts: Buffer[] = [];
  return {
    isEmpty: () => parts.length === 0,
    add: (part: Buffer) => {
      parts.push(part);
    },
    whole: (last: Buffer): Buffer => {
      const record = parts.length === 0 ? last : Buffer.concat([...parts, last]);
      parts = [];
      return record;
    },
  };
}
