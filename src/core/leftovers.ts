import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sha256 } from './hash.js';

/** How names of temporary folders begin: only the machine that made one knows whether its process is still there. */
const MARK = `.tmp-${sha256(hostname()).slice(0, 6)}-`;

/** Names given by this process. */
let given = 0;

/** A name for a temporary folder that `sweep` knows again. */
export const temporaryName = (): string => `${MARK}${process.pid}-${Date.now().toString(36)}-${given++}`;

/**
 * Removes the temporary folders that processes of this machine left behind that were killed outright; what belongs to other users stays.
 * @param folder where they lie
 */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(MARK) ? Number.parseInt(name.slice(MARK.length), 10) : Number.NaN;
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** An exit waits for no thread: what one has just written into a folder is removed by another try. */
const TRIES = 20;

/**
 * Removes folders of a process that ends; what cannot be removed is left to `sweep`.
 * @param folders absent ones are none
 */
export function removeNow(...folders: readonly string[]): void {
  for (const folder of folders)
    for (let tried = 0; tried < TRIES; tried++)
      try {
        rmSync(folder, { recursive: true, force: true });
        break;
      } catch {}
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
