import { decodedText } from './decoded-text.js';

/** The lines of a table in which a text occurs. */
export interface FoundRecords {
  /** Header and records as they stand in the file, each with its end of line. */
  readonly text: string;
  /** Physical line that each record starts on, in order. */
  readonly lines: readonly number[];
}

/**
 * The header of a delimited table and the records in which a text occurs, without parsing the others. Records are kept whole:
 * a line with an odd number of quotes goes on in the next one.
 * @param bytes the file
 * @param wanted the text, e.g. a company id
 * @param file name for problems
 */
export async function findRecords(
  bytes: AsyncIterable<Uint8Array>,
  wanted: string,
  file: string,
): Promise<FoundRecords> {
  const kept: string[] = [];
  const lines: number[] = [];
  let [rest, record, start, line] = ['', '', 1, 0];
  const take = (physical: string) => {
    line++;
    if (record === '') start = line;
    record += `${physical}\n`;
    if (isOpen(record)) return;
    if (start === 1) kept.push(record);
    else if (record.includes(wanted)) {
      kept.push(record);
      lines.push(start);
    }
    record = '';
  };
  for await (const text of decodedText(bytes, file)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    for (const part of parts) take(part);
  }
  if (rest !== '') take(rest);
  if (record !== '' && record.includes(wanted)) {
    kept.push(record);
    lines.push(start);
  }
  return { text: kept.join(''), lines };
}

/** Whether a quote has not closed yet. */
function isOpen(record: string): boolean {
  if (!record.includes('"')) return false;
  let quotes = 0;
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}
