import { Buffer } from 'node:buffer';
import { delimiterOf } from './delimiter.js';
import { MOST_HEADER } from './head-text.js';
import { lineEndOf, withLineFeeds } from './line-end.js';
import type { FoundRecord } from './scan-records.js';
import { recordCutter } from './text-records.js';

/** A record of a stream. */
export interface StreamRecord extends FoundRecord {
  /** Line on which a quote opens in it that never closes. */
  readonly openQuote?: number;
}

/** The records of a stream. */
export interface RecordStream {
  readonly delimiter: string;
  /** As many at a time as each piece of the stream ends. */
  readonly batches: AsyncGenerator<readonly StreamRecord[]>;
}

/** Cuts a stream of text into records, by the delimiter and the line end of its header. */
export async function openRecords(texts: AsyncGenerator<string>): Promise<RecordStream> {
  const head = await headOf(texts);
  const delimiter = delimiterOf(head);
  return { delimiter, batches: batchesOf({ head, texts, delimiter }) };
}

interface Opened {
  readonly head: string;
  readonly texts: AsyncGenerator<string>;
  readonly delimiter: string;
}

async function* batchesOf({ head, texts, delimiter }: Opened): AsyncGenerator<readonly StreamRecord[]> {
  const { records, walker } = recordCutter(delimiter);
  const end = lineEndOf(head) ?? '\n';
  const push = (text: string) => walker.push(Buffer.from(withLineFeeds(text, end)));
  push(head);
  yield records.splice(0);
  for await (const text of texts) {
    push(text);
    yield records.splice(0);
  }
  const openQuote = walker.end();
  yield openQuote === undefined ? records : records.map((record) => ({ ...record, openQuote }));
}

/** The text to the end of its first line that is not blank, at least; of a line that is too long for a header, its beginning. */
async function headOf(texts: AsyncGenerator<string>): Promise<string> {
  let head = '';
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    head += next.value;
    if (head.length >= MOST_HEADER || lineEndOf(head) !== undefined) break;
  }
  return head;
}
