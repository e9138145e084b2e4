import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../core/write-whole.js';
import { placeOfLog } from './log-place.js';

/** What a document said when it was read, and its fingerprint. */
interface ReadDocument {
  readonly text: string;
  readonly fingerprint: string;
}

/**
 * Keeps copies of a session's documents beside a log, so that its records can be replayed when the documents have changed.
 * @param log decisions.jsonl
 * @param documents by which the session decides
 * @returns to be called before each batch: a copy that is not there is made; one that says something else is made again, which is
 *   looked at before the first batch only
 */
export function documentKeeper(log: string, documents: readonly ReadDocument[]): () => Promise<void> {
  let areSound = false;
  return async () => {
    for (const document of documents) await keepDocument(log, document, areSound);
    areSound = true;
  };
}

/** @param isSound whether a copy that is there was seen to say what the document does */
async function keepDocument(
  log: string,
  { text, fingerprint }: ReadDocument,
  isSound: boolean,
): Promise<void> {
  const path = await documentOfLog(log, fingerprint);
  if (existsSync(path) && (isSound || (await readFile(path, 'utf8')) === text)) return;
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, (file) => file.writeFile(text));
}

/** Where the copy of a document stands. */
export async function documentOfLog(log: string, fingerprint: string): Promise<string> {
  return join(dirname(await placeOfLog(log)), 'decision-documents', `${fingerprint}.json`);
}
