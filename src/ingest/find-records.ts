import { decodedText } from './decoded-text.js';
import { openRecords } from './stream-records.js';

/** The lines of a table in which a text occurs. */
export interface FoundRecords {
  /** Header and records as they stand in the file, each on a line of its own. */
  readonly text: string;
  /** Physical line that each record starts on, in order. */
  readonly lines: readonly number[];
}

/**
 * The header of a delimited table and the records in which a text occurs, without parsing the others. The header is the first line that is not blank.
 * @param bytes the file
 * @param wanted the text, e.g. a company id
 * @param file name for problems
 */
export async function findRecords(
  bytes: AsyncIterable<Uint8Array>,
  wanted: string,
  file: string,
): Promise<FoundRecords> {
  const { batches } = await openRecords(decodedText(bytes, file));
  const kept: string[] = [];
  const lines: number[] = [];
  for await (const batch of batches)
    for (const { line, text } of batch) {
      const isHeader = kept.length === 0;
      if (isHeader ? text.trim() === '' : !text.includes(wanted)) continue;
      // What a quote that never closes has swallowed ends as the file does.
      kept.push(text.endsWith('\n') ? text : `${text}\n`);
      if (!isHeader) lines.push(line);
    }
  return { text: kept.join(''), lines };
}
