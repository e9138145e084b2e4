import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecords } from '../ingest/read-records.js';

/** Its name in the folder of a run with lines. */
export const LIST = 'targets.csv';

/** A row of a target list by column, texts as the file has them: those that could start a formula are defused. */
export type ListedRow = Readonly<Record<string, string>>;

/**
 * The target list of a run, out of the file for which its manifest has a checksum; it may be empty.
 * @param folder of an open run
 */
export async function sealedList(folder: string): Promise<ListedRow[]> {
  const text = (await readFile(join(folder, LIST), 'utf8')).replace(/^\ufeff/, '');
  const [head, ...rows] = parseRecords(text, LIST).records.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]!])));
}
