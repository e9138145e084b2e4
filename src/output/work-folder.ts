import { mkdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.js';
import { hashFile } from '../core/hash-file.js';
import { removeNow, sweep, temporaryName } from '../core/leftovers.js';
import { isExhausted } from '../core/machine-error.js';

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

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
