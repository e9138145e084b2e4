import * as fs from 'node:fs';

/** A sign is written with whole seconds on some disks, and the first one a second ahead. */
const ROUNDED = 2_000;

/** What a lock does with its folder, so that a process knows whether the lock can still be its own. */
export interface LockLease {
  /** To be handed to proper-lockfile. */
  readonly fs: typeof fs;
  /** Whether the last sign is so young that nobody may have taken the lock for a dead one's. */
  readonly isFresh: () => boolean;
}

/**
 * Watches the signs that a lock gives: the times of its folder. A process that was stopped for long, and goes on, gives no sign any more
 * and removes no lock, for both would be another's.
 * @param stale a lock that gave no sign for so long is a dead one's, milliseconds
 */
export function lockLease(stale: number): LockLease {
  let sign: number | undefined;
  const isFresh = () => sign !== undefined && Date.now() - sign < stale - ROUNDED;
  /** Whether the folder has no later sign than ours; another's is later by what a lock lives. */
  const isOurs = (folder: fs.PathLike) => {
    const found = fs.statSync(folder, { throwIfNoEntry: false });
    return sign === undefined || (found !== undefined && found.mtimeMs <= sign + ROUNDED);
  };
  return {
    isFresh,
    fs: {
      ...fs,
      utimes: (folder, _read, written, done) => {
        if (sign !== undefined && !isFresh())
          return done(Object.assign(new Error('too late'), { code: 'ENOENT' }));
        sign = Date.now();
        fs.utimes(folder, written, written, done);
      },
      rmdir: (folder: fs.PathLike, done: fs.NoParamCallback) =>
        isOurs(folder) ? fs.rmdir(folder, done) : done(null),
      rmdirSync: (folder) => {
        if (isOurs(folder)) fs.rmdirSync(folder);
      },
    } as typeof fs,
  };
}
