import { stat } from 'node:fs/promises';
import { InputError, type Problem } from '../core/errors.js';

/** By what it shows that a file is still the one that was looked at. */
export interface FileState {
  readonly path: string;
  readonly bytes: number;
  /** Of its last change, in milliseconds. */
  readonly changed: number;
  /** Its number in the file system: another file under the same name has another. */
  readonly inode: number;
}

/** How a file stands; undefined where it is gone. */
export async function stateOf(path: string): Promise<FileState | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found && { path, bytes: found.size, changed: found.mtimeMs, inode: found.ino };
}

/**
 * Makes sure that what was loaded is what was looked at: fingerprint and counts are of the file as it stood before.
 * @param files as they stood when they were looked at, by their names for problems
 * @throws InputError CHANGED_WHILE_READ with every file that was written or replaced since
 */
export async function assertUnchanged(
  files: readonly { readonly file: string; readonly state: FileState }[],
): Promise<void> {
  const problems: Problem[] = [];
  for (const { file, state } of files) {
    const now = await stateOf(state.path);
    const isSame = now?.bytes === state.bytes && now.changed === state.changed && now.inode === state.inode;
    if (!isSame)
      problems.push({
        code: 'CHANGED_WHILE_READ',
        file,
        found: now === undefined ? 'no file any more' : 'a file that was written or replaced meanwhile',
        expected: 'the file as it stood when it was first looked at',
      });
  }
  if (problems.length === 0) return;
  const names = problems.map(({ file }) => file).join(', ');
  throw new InputError('CHANGED_WHILE_READ', `${names} changed while it was read`, problems);
}
