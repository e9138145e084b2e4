import { delimiterOf } from './delimiter.js';
import type { FoundRecord } from './scan-records.js';
import { recordCutter } from './text-records.js';

/** The records of a stream. */
export interface RecordStream {
  readonly delimiter: string;
  /** As many at a time as each piece of the stream ends. */
  readonly batches: AsyncGenerator<readonly FoundRecord[]>;
}

/** Cuts a stream of text into records, by the delimiter of its header. */
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

async function* batchesOf({ head, texts, delimiter }: Opened): AsyncGenerator<readonly FoundRecord[]> {
  const { records, walker } = recordCutter(delimiter);
  const bytes = head.includes('\n')
    ? (text: string) => Buffer.from(text)
    : (text: string) => Buffer.from(text.replaceAll('\r', '\n'));
  walker.push(bytes(head));
  yield records.splice(0);
  for await (const text of texts) {
    walker.push(bytes(text));
    yield records.splice(0);
  }
  walker.end();
  // The file may end between the two bytes of a line end.
  yield records.map(({ line, text }) => ({ line, text: text.replace(/\r$/, '') }));
}

/** The text to the end of its first line that is not blank, at least. */
async function headOf(texts: AsyncGenerator<string>): Promise<string> {
  let head = '';
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    head += next.value;
    if (/\n|\r./s.test(head.trimStart())) break;
  }
  return head;
}
