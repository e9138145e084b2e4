import { Buffer } from 'node:buffer';
import { withLineFeeds } from './line-end.js';
import { type FoundRecord, walkRecords } from './scan-records.js';

/** The records of a text, blank lines included. */
export interface RecordsOfText {
  readonly records: readonly FoundRecord[];
  /** Whether a quote opens that never closes. */
  readonly isOpen: boolean;
}

/** So many bytes of a text are walked at a time. */
const PIECE = 1 << 14;

/**
 * Cuts a text into records.
 * @param text the whole text; its lines end with LF, CRLF, or all with CR
 * @param most so many records are enough; default all
 */
export function recordsIn(text: string, delimiter: string, most = Number.POSITIVE_INFINITY): RecordsOfText {
  const bytes = Buffer.from(withLineFeeds(text));
  const { records, walker } = recordCutter(delimiter);
  let at = 0;
  for (; at < bytes.length && records.length < most; at += PIECE) walker.push(bytes.subarray(at, at + PIECE));
  const isOpen = at >= bytes.length && walker.end() !== undefined;
  return { records: records.slice(0, most), isOpen };
}

/** Gathers the records of what its walker is given. */
export function recordCutter(delimiter: string) {
  const records: FoundRecord[] = [];
  const walker = walkRecords(delimiter.charCodeAt(0), (record, line) => {
    records.push({ line, text: record.toString('utf8') });
  });
  return { records, walker };
}
