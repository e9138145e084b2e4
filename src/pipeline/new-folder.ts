import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../core/errors.js';
import { removeNow, sweep, temporaryName } from '../core/leftovers.js';

/** The file that makes a folder a study. */
export const STUDY_FILE = 'dipper.json';

/**
 * Makes a folder, there whole or not at all.
 * @param folder a new folder, or an empty one
 * @param fill writes into a folder of another name beside it; told where the folder will be
 * @throws InputError NOT_EMPTY, UNWRITABLE
 */
export async function makeFolder<T>(
  folder: string,
  fill: (draft: string, target: string) => Promise<T>,
): Promise<T> {
  const target = resolve(folder);
  const isThere = await isEmptyFolder(target);
  const home = isThere ? target : dirname(target);
  const draft = join(home, temporaryName());
  let made: string | undefined = draft;
  const remove = () => removeNow(made ?? draft);
  process.once('exit', remove);
  try {
    made = makeDraft(draft, target);
    await sweep(home);
    const filled = await fill(draft, target);
    if (isThere) moveInto(target, draft, await readdir(draft));
    else await rename(draft, target).catch(unlessMade(target));
    made = draft;
    return filled;
  } finally {
    // Also folders on the way to it, where nothing came of it.
    await rm(made ?? draft, { recursive: true, force: true });
    process.off('exit', remove);
  }
}

/** Whether the folder is there already, and empty. */
async function isEmptyFolder(target: string): Promise<boolean> {
  let found: string;
  try {
    await sweep(target);
    const names = await readdir(target);
    if (names.length === 0) return true;
    found = `a folder with ${names.length} ${names.length === 1 ? 'entry' : 'entries'}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code !== 'ENOTDIR' || !existsSync(target)) throw unwritable(target, error as Error);
    found = 'a file';
  }
  throw notEmpty(target, found);
}

/** Another command was quicker. */
const unlessMade = (target: string) => (error: NodeJS.ErrnoException) => {
  const isMade = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
  throw isMade ? notEmpty(target, 'a folder that was made meanwhile') : error;
};

const notEmpty = (target: string, found: string): InputError =>
  new InputError('NOT_EMPTY', `${target} is there already`, [
    { code: 'NOT_EMPTY', path: target, found, expected: 'a new folder, or an empty one' },
  ]);

/** In one go: an interrupt finds the folder there, or not. */
function makeDraft(draft: string, target: string): string | undefined {
  try {
    return mkdirSync(draft, { recursive: true });
  } catch (error) {
    throw unwritable(target, error as Error);
  }
}

/**
 * An empty folder stays the same folder, as somebody may stand in it; dipper.json comes last and makes it a study. In one go: an
 * interrupt finds all of it there, or nothing.
 */
function moveInto(target: string, draft: string, names: readonly string[]): void {
  for (const name of [...names.filter((other) => other !== STUDY_FILE), STUDY_FILE])
    renameSync(join(draft, name), join(target, name));
}

function unwritable(target: string, { message }: Error): InputError {
  return new InputError('UNWRITABLE', `Nothing can be written to ${target}`, [
    { code: 'UNWRITABLE', path: target, found: message, expected: 'a folder that may be written' },
  ]);
}
