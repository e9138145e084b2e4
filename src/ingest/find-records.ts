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
 * a line with an odd number of quotes goes on in the next one. The header is the first line that is not blank.
 * @param bytes the file
 * @param wanted the text, e.g. a company id
 * @param file name for problems
 */
export async function findRecords(
  bytes: AsyncIterable<Uint8Array>,
  wanted: string,
  file: string,
): Promise<FoundRecords> {
  const finder = recordFinder(wanted);
  let rest = '';
  for await (const text of decodedText(bytes, file)) {
    const parts = text.split('\n');
    parts[0] = rest + parts[0];
    rest = parts.pop()!;
    for (const part of parts) finder.take(part);
  }
  if (rest !== '') finder.take(rest);
  return finder.end();
}

/** Puts lines together to records and keeps those that are wanted. */
function recordFinder(wanted: string) {
  const kept: string[] = [];
  const lines: number[] = [];
  let [record, start, line] = ['', 1, 0];
  let isOpen = false;
  const finish = () => {
    const isHeader = kept.length === 0;
    if (isHeader ? record.trim() !== '' : record.includes(wanted)) {
      kept.push(record);
      if (!isHeader) lines.push(start);
    }
    record = '';
  };
  const take = (physical: string) => {
    line++;
    if (record === '') start = line;
    record += `${physical}\n`;
    if (hasOddQuotes(physical)) isOpen = !isOpen;
    if (!isOpen) finish();
  };
  const end = (): FoundRecords => {
    if (record !== '') finish();
    return { text: kept.join(''), lines };
  };
  return { take, end };
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}
