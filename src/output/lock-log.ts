import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { lockLease } from './lock-lease.js';

/** How long a writer waits for others: about ten minutes. */
const RETRIES = { retries: 6000, factor: 1, minTimeout: 20, maxTimeout: 100, randomize: true };
/** A writer that gave no sign for so long is dead, milliseconds. */
const STALE = 30_000;

/** A log that nobody else writes. */
export interface LockedLog {
  /** False when this process gave no sign for so long that others take it for dead, or have done so. */
  readonly isHeld: () => boolean;
  readonly release: () => Promise<void>;
}

/**
 * Takes the exclusive lock of a log.
 * @throws InputError LOG_BUSY when others write for about ten minutes
 */
export async function lockLog(path: string): Promise<LockedLog> {
  const { lock } = await import('proper-lockfile');
  let isHeld = true;
  const onCompromised = () => {
    isHeld = false;
  };
  try {
    const lease = lockLease(STALE);
    const options = { realpath: false, stale: STALE, retries: RETRIES, fs: lease.fs, onCompromised };
    const release = await lock(path, options);
    return {
      isHeld: () => isHeld && lease.isFresh(),
      release: async () => {
        if (isHeld) await release();
      },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    const file = basename(path);
    throw new InputError('LOG_BUSY', `${file} is being written by somebody else; nothing was added to it`, [
      { code: 'LOG_BUSY', file, found: `${file}.lock`, expected: 'one writer at a time' },
    ]);
  }
}

/**
 * What is thrown when a log is no longer what was read under the lock.
 * @param added records that were added before, and stay
 */
export function logChanged(path: string, found: string, added: number): InputError {
  const file = basename(path);
  const what =
    added === 0
      ? 'nothing was added'
      : `${added} ${added === 1 ? 'record was' : 'records were'} added before`;
  return new InputError('LOG_CHANGED', `${file} was written by somebody else meanwhile; ${what}`, [
    { code: 'LOG_CHANGED', file, found, expected: 'the log as it was read', hint: 'run the command again' },
  ]);
}
