import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hashFile } from '../core/hash-file.js';
import { parseJson } from '../core/parse-json.js';
import { fingerprint } from '../document/canonical.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { pathOf } from '../document/mapping.js';
import { modelPath, type Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';

/** What firms are counted in changes every day. */
const OF_FIRMS = /^(companies|companyProducts|invoices)/;

/**
 * What says something else now than when industry.json was fitted on it. What is not there any more says nothing, and files of
 * firms are not looked at.
 * @param study the study
 * @param document its industry.json
 * @returns `spec`, and names of inputs, in the document's order
 */
export async function changedInputs(
  study: Study,
  { builtOn }: Pick<IndustryDocument, 'builtOn'>,
): Promise<string[]> {
  const changed: string[] = [];
  for (const [name, before] of Object.entries(builtOn)) {
    const now = OF_FIRMS.test(name) ? before : await printOf(study, name);
    if (now !== undefined && now !== before) changed.push(name);
  }
  return changed;
}

async function printOf(study: Study, name: string): Promise<string | undefined> {
  const source = study.inputs[name as InputRole];
  const path = name === 'spec' ? modelPath(study, 'industry.spec') : source && pathOf(source);
  if (path === undefined || !existsSync(path)) return undefined;
  return name === 'spec' ? await specPrint(path) : await hashFile(path);
}

/** One that cannot be read is another than the one that was fitted. */
const specPrint = (path: string): Promise<string> =>
  readFile(path, 'utf8')
    .then((text) => fingerprint(parseJson(text)))
    .catch(() => '');
