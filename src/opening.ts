import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseJson } from './core/parse-json.js';
import { type Scans, scanAhead } from './ingest/scan-ahead.js';
import type { Study } from './study/open-study.js';

export { MEMORY_SIZE, RANGES } from './core/option-ranges.js';
export { plainText } from './core/plain-text.js';

/**
 * Opens a study for long work. Half a machine would be idle while the library is loaded: large company files are scanned
 * meanwhile, in threads of their own.
 * @param folder the folder that holds dipper.json
 * @returns the study, and the scans for `RunOptions` and `TrainOptions`
 * @throws DocumentError when dipper.json is missing or does not fit its schema
 */
export async function openScanned(folder: string): Promise<{ readonly study: Study; readonly scans: Scans }> {
  const scans = scanAhead(companyPaths(folder));
  const { openStudy } = await import('./study/open-study.js');
  return { study: await openStudy(folder), scans };
}

/** Where the company files lie, before dipper.json is checked: what it has elsewhere is found, and told, by `openStudy`. */
function companyPaths(folder: string): string[] {
  try {
    const { inputs } = parseJson(readFileSync(join(folder, 'dipper.json'), 'utf8'));
    const paths: unknown[] = [inputs.companies].flat();
    return paths.filter((path) => typeof path === 'string').map((path) => resolve(folder, path));
  } catch {
    return [];
  }
}
