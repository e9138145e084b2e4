import { access, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { hashFile } from '../core/hash-file.js';
import { documentText } from '../document/write-document.js';
import { MANIFEST, type Manifest, manifestIn, markOf } from './manifest.js';
import { dropWorkFolder, sealFile, type WorkFolder } from './work-folder.js';

/** A list in parts may have more of them than files can be open. */
const SEALED_AT_ONCE = 16;

/**
 * Writes the manifest last, seals every file that is not yet sealed and moves the folder to its final name.
 * @param work the temporary folder with every output in it
 * @param manifest the manifest without `outputs`
 * @param parquetRows row counts of the Parquet outputs by file name
 * @returns the final folder and the whole manifest
 * @throws InputError RUN_DAMAGED when something else stands in the place of the run
 */
export async function publishRun(
  work: WorkFolder,
  out: string,
  {
    manifest,
    parquetRows,
  }: { readonly manifest: Omit<Manifest, 'outputs'>; readonly parquetRows: Readonly<Record<string, number>> },
): Promise<{ readonly folder: string; readonly manifest: Manifest }> {
  const outputs: Record<string, { sha256: string } | { rows: number }> = {};
  const names = (await readdir(work.path)).sort();
  const unsealed = names.filter((name) => !work.sealed.has(name));
  for (let at = 0; at < unsealed.length; at += SEALED_AT_ONCE)
    await Promise.all(unsealed.slice(at, at + SEALED_AT_ONCE).map((name) => sealFile(work, name)));
  for (const name of names) {
    const sha256 = work.sealed.get(name);
    outputs[name] = sha256 === undefined ? { rows: parquetRows[name]! } : { sha256 };
  }
  const whole: Manifest = { ...manifest, outputs };
  await writeFile(join(work.path, MANIFEST), documentText(whole), { flush: true });
  const final = join(out, manifest.run);
  await rename(work.path, final).catch((error) => assertMadeMeanwhile(error, out, manifest.run));
  await dropWorkFolder(work);
  return { folder: final, manifest: whole };
}

/** A folder that stands where a run is to be is the same run, made by another process meanwhile; anything else is in the way. */
async function assertMadeMeanwhile(error: NodeJS.ErrnoException, out: string, run: string): Promise<void> {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  if ((await findRun(out, run)) !== undefined) return;
  throw damagedRun(join(out, run), [missingOutput(MANIFEST)]);
}

/**
 * Whether a run with this id is there and whole.
 * @param out the folder of runs
 * @param run the run's id
 * @returns its manifest, or undefined when there is none
 * @throws InputError RUN_DAMAGED when a file of it is missing or changed, or its manifest is none
 */
export async function findRun(out: string, run: string): Promise<Manifest | undefined> {
  const folder = join(out, run);
  const text = await unlessAbsent(readFile(join(folder, MANIFEST), 'utf8'));
  if (text === undefined) return undefined;
  const manifest = manifestIn(text);
  if (manifest === undefined)
    throw damagedRun(folder, [
      { code: 'NOT_JSON', file: MANIFEST, found: text.slice(0, 60), expected: 'the manifest of a run' },
    ]);
  const { run: named, counts: _counts, outputs: _outputs, ...facts } = manifest;
  const problems: Problem[] = [];
  if (!named.endsWith(`-${markOf(facts)}`))
    problems.push({
      code: 'CHANGED_OUTPUT',
      file: MANIFEST,
      found: `facts of …-${markOf(facts)}`,
      expected: `those of ${named}`,
    });
  for (const [name, expected] of Object.entries(manifest.outputs)) {
    const file = join(folder, name);
    const isCompared = 'sha256' in expected;
    const found = await unlessAbsent(isCompared ? hashFile(file) : access(file).then(() => ''));
    if (found === undefined) problems.push(missingOutput(name));
    else if (isCompared && expected.sha256 !== found) {
      problems.push({ code: 'CHANGED_OUTPUT', file: name, found, expected: expected.sha256 });
    }
  }
  if (problems.length === 0) return manifest;
  throw damagedRun(folder, problems);
}

/** The manifest of the run that a file belongs to; undefined for a file that lies elsewhere. */
export async function manifestBeside(file: string): Promise<Manifest | undefined> {
  const text = await readFile(join(dirname(file), MANIFEST), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : manifestIn(text);
}

const missingOutput = (file: string): Problem => ({
  code: 'MISSING_OUTPUT',
  file,
  found: 'no file',
  expected: 'the file of the manifest',
});

/** What is thrown for a run that is not what it was when it was published. */
export function damagedRun(folder: string, problems: readonly Problem[]): InputError {
  const message = `${folder} is not what its manifest says; bring it back from a copy, or move it away and run again`;
  return new InputError('RUN_DAMAGED', message, problems);
}

/** What is read of a file; undefined where there is no such file. */
async function unlessAbsent<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code!)) return undefined;
    throw error;
  }
}
