import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256 } from '../core/hash.js';
import { parseJson } from '../core/parse-json.js';
import { writeWhole } from '../core/write-whole.js';
import { writeDocument } from '../document/write-document.js';

/**
 * Writes a fitted document, which is a draft, in the place of the one before; one that was approved is kept beside the runs.
 * @param out the folder of runs
 * @param path where the document belongs
 * @returns where the approved one lies; undefined where there was none
 */
export async function replaceDocument(
  out: string,
  path: string,
  document: object,
): Promise<string | undefined> {
  const kept = await keepApproved(out, path);
  await writeDocument(path, document);
  return kept;
}

async function keepApproved(out: string, path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined || !isApproved(bytes.toString('utf8'))) return undefined;
  await mkdir(out, { recursive: true });
  const kept = join(out, `${basename(path, '.json')}-approved-${sha256(bytes).slice(0, 12)}.json`);
  await writeWhole(kept, (file) => file.writeFile(bytes));
  return kept;
}

function isApproved(text: string): boolean {
  try {
    return parseJson(text).status === 'approved';
  } catch {
    return false;
  }
}
