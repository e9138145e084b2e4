import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../core/parse-json.js';
import { fingerprint } from '../document/canonical.js';
import type { Manifest } from '../output/manifest.js';
import { damagedRun } from '../output/run-folder.js';

/**
 * The documents in a run's folder are those that gave it its id.
 * @throws InputError RUN_DAMAGED with every one that is not
 */
export async function assertDocuments(folder: string, { documents }: Manifest): Promise<void> {
  const read = Object.entries(documents).map(async ([name, { fingerprint: expected }]) => {
    const file = `${name}.json`;
    const found = await readFile(join(folder, file), 'utf8')
      .then((text) => fingerprint(parseJson(text)))
      .catch(() => 'no document');
    return found === expected ? [] : [{ code: 'CHANGED_OUTPUT', file, found, expected }];
  });
  const problems = (await Promise.all(read)).flat();
  if (problems.length > 0) throw damagedRun(folder, problems);
}
