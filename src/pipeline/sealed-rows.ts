import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecords } from '../ingest/read-records.js';

/** The name of the target list in the folder of a run with lines. */
export const LIST = 'targets.csv';

/** A row by column, texts as the file has them: those that could start a formula are defused. */
export type SealedRow = Readonly<Record<string, string>>;

/**
 * The rows of a CSV that a run wrote, for which its manifest has a checksum; there may be none.
 * @param folder of an open run
 * @param file its name there
 */
export async function sealedRows(folder: string, file: string): Promise<SealedRow[]> {
  const text = (await readFile(join(folder, file), 'utf8')).replace(/^\ufeff/, '');
  const [head, ...rows] = parseRecords(text, file).records.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]!])));
}
