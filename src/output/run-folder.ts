import { mkdirSync } from 'node:fs';
import { access, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { hashFile } from '../core/hash-file.js';
import { removeNow, sweep, temporaryName } from '../core/leftovers.js';
import { isExhausted } from '../core/machine-error.js';
import { canonicalJson } from '../document/canonical.js';
import { documentText } from '../document/write-document.js';

/** What stands in manifest.json: everything that decided, and checksums of everything written; no clock, no host. */
export interface Manifest {
  readonly formatVersion: 1;
  readonly run: string;
  readonly study: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly codeVersion: string;
  readonly seed: number;
  /** `mapping` is the fingerprint of what dipper.json says of a file's headers, where it does. */
  readonly inputs: Readonly<
    Record<string, { readonly file: string; readonly sha256: string; readonly mapping?: string }>
  >;
  readonly documents: Readonly<Record<string, { readonly fingerprint: string; readonly status: string }>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** SHA-256 of each output; Parquet is compared by content and has its row count instead. */
  readonly outputs: Readonly<Record<string, { readonly sha256: string } | { readonly rows: number }>>;
}

/** What decides what a run finds, and gives it its id. */
export type RunFacts = Omit<Manifest, 'run' | 'counts' | 'outputs'>;

/**
 * A run's facts with its id: the day, what it is where it is no run of ratings, and the first digits of the facts' hash.
 * @param kind e.g. lines
 */
export function identified<T extends RunFacts>(facts: T, kind?: string): T & { readonly run: string } {
  return { run: [facts.asOf, ...(kind === undefined ? [] : [kind]), markOf(facts)].join('-'), ...facts };
}

const markOf = (facts: RunFacts): string => sha256(canonicalJson(facts)).slice(0, 12);

/** A folder in which a run is made; it becomes `out/<run-id>` whole or not at all. */
export interface WorkFolder {
  readonly path: string;
  /** Scratch space that never reaches the run. */
  readonly scratch: string;
  /** Checksums of files that are whole and synced; Parquet is compared by content and has none. */
  readonly sealed: Map<string, string | undefined>;
  /** Leaves the folder to whoever has it now. */
  readonly forget: () => void;
}

const MANIFEST = 'manifest.json';
/** A list in parts may have more of them than files can be open. */
const SEALED_AT_ONCE = 16;

/**
 * Makes a temporary folder beside the runs. It is removed when the process ends early, unless it is killed outright.
 * @param out the folder of runs
 * @throws InputError UNWRITABLE when it cannot be made
 */
export async function openWorkFolder(out: string): Promise<WorkFolder> {
  const path = join(out, temporaryName());
  const scratch = `${path}-scratch`;
  const remove = () => removeNow(path, scratch);
  const forget = () => process.off('exit', remove);
  process.once('exit', remove);
  try {
    mkdirSync(path, { recursive: true });
    await sweep(out);
    mkdirSync(scratch);
  } catch (error) {
    remove();
    forget();
    if (isExhausted(error)) throw error;
    const found = (error as Error).message;
    throw new InputError('UNWRITABLE', `Nothing can be written to ${out}`, [
      { code: 'UNWRITABLE', path: 'out', found, expected: 'a folder that may be written' },
    ]);
  }
  return { path, scratch, sealed: new Map(), forget };
}

/** Removes a temporary folder and its scratch space. */
export async function dropWorkFolder({ path, scratch, forget }: WorkFolder): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await rm(scratch, { recursive: true, force: true });
  forget();
}

/** Syncs a file of a work folder that is whole, and takes its checksum. */
export async function sealFile({ path, sealed }: WorkFolder, name: string): Promise<void> {
  const file = join(path, name);
  const isCompared = !name.endsWith('.parquet');
  const [sha256] = await Promise.all([isCompared ? hashFile(file) : undefined, sync(file)]);
  sealed.set(name, sha256);
}

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

/** A manifest, as far as one can tell; undefined for a text that is none. */
function manifestIn(text: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const { run, outputs } = manifest;
    const isOne = typeof run === 'string' && typeof outputs === 'object' && outputs !== null;
    return isOne ? manifest : undefined;
  } catch {
    return undefined;
  }
}

const missingOutput = (file: string): Problem => ({
  code: 'MISSING_OUTPUT',
  file,
  found: 'no file',
  expected: 'the file of the manifest',
});

/** What is thrown for a run that is not what it was when it was published. */
export function damagedRun(folder: string, problems: readonly Problem[]): InputError {
  const message = `${folder} is not what its manifest says; move it away and run again`;
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

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
