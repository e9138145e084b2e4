import { rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { hashFile } from '../core/hash-file.js';
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

/** How names of temporary folders begin: only the machine that made one knows whether its process is still there. */
const MARK = `.tmp-${sha256(hostname()).slice(0, 6)}-`;

/** Work folders opened by this process. */
let opened = 0;

/**
 * Makes a temporary folder beside the runs. It is removed when the process ends early, unless it is killed outright.
 * @param out the folder of runs
 * @throws InputError UNWRITABLE when it cannot be made
 */
export async function openWorkFolder(out: string): Promise<WorkFolder> {
  const path = join(out, `${MARK}${process.pid}-${Date.now().toString(36)}-${opened++}`);
  const scratch = `${path}-scratch`;
  try {
    await mkdir(path, { recursive: true });
    await sweep(out);
    await mkdir(scratch);
  } catch (error) {
    const found = (error as Error).message;
    throw new InputError('UNWRITABLE', `Nothing can be written to ${out}`, [
      { code: 'UNWRITABLE', path: 'out', found, expected: 'a folder that may be written' },
    ]);
  }
  const remove = () => {
    for (const folder of [path, scratch]) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  return { path, scratch, sealed: new Map(), forget: () => process.off('exit', remove) };
}

/** Removes what processes of this machine left behind that were killed outright. */
async function sweep(out: string): Promise<void> {
  for (const name of await readdir(out)) {
    const pid = name.startsWith(MARK) ? Number.parseInt(name.slice(MARK.length), 10) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(out, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
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
  await Promise.all(names.filter((name) => !work.sealed.has(name)).map((name) => sealFile(work, name)));
  for (const name of names) {
    const sha256 = work.sealed.get(name);
    outputs[name] = sha256 === undefined ? { rows: parquetRows[name]! } : { sha256 };
  }
  const manifestPath = join(work.path, 'manifest.json');
  const file = await open(manifestPath, 'w');
  const whole: Manifest = { ...manifest, outputs };
  await file.writeFile(documentText(whole));
  await file.sync();
  await file.close();
  const final = join(out, manifest.run);
  await rename(work.path, final).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await dropWorkFolder(work);
  return { folder: final, manifest: whole };
}

/**
 * Whether a run with this id is there and whole.
 * @param out the folder of runs
 * @param run the run's id
 * @returns its manifest, or undefined when there is none
 * @throws InputError RUN_DAMAGED when a file of it is missing or changed
 */
export async function findRun(out: string, run: string): Promise<Manifest | undefined> {
  const folder = join(out, run);
  let manifest: Manifest;
  try {
    manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
  const problems: Problem[] = [];
  for (const [name, expected] of Object.entries(manifest.outputs)) {
    const found = await hashFile(join(folder, name)).catch(() => undefined);
    if (found === undefined)
      problems.push({
        code: 'MISSING_OUTPUT',
        file: name,
        found: 'no file',
        expected: 'the file of the manifest',
      });
    else if ('sha256' in expected && expected.sha256 !== found) {
      problems.push({ code: 'CHANGED_OUTPUT', file: name, found, expected: expected.sha256 });
    }
  }
  if (problems.length === 0) return manifest;
  throw new InputError(
    'RUN_DAMAGED',
    `${folder} is not what its manifest says; move it away and run again`,
    problems,
  );
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
