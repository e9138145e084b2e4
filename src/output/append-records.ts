import { Buffer } from 'node:buffer';
import { existsSync, fstatSync, fsyncSync, ftruncateSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionRecord } from '../document/decision-record.js';
import { type LockedLog, logChanged } from './lock-log.js';

/** So many records are written at a time. */
const PIECE = 1024;

const LOST = 'a lock that somebody else has';

/** Where records are added, and who hears of it. */
export interface Appending {
  readonly lock: Pick<LockedLog, 'isHeld'>;
  /** Bytes of the log as it was read. */
  readonly at: number;
  /** Takes what stands in the log from now on, whatever becomes of the command. */
  readonly onLogged?: OnLogged | undefined;
}

/** Takes how many records were added to a log, and the last of them. */
export type OnLogged = (records: number, last: Pick<DecisionRecord, 'seq' | 'hash'>) => void;

/**
 * Writes records at the end of a log that ends where it did when it was read. When they cannot all be written, or the process ends
 * meanwhile in whatever way it hears of, those that were are taken back; only where others may have read them they stay.
 * @param path decisions.jsonl, whose lock is held
 * @returns their bytes
 * @throws InputError LOG_CHANGED when others wrote or took the lock; what the machine says of a disk that is full
 */
export async function appendRecords(
  path: string,
  records: readonly DecisionRecord[],
  { lock, at, onLogged }: Appending,
): Promise<number> {
  if (!lock.isHeld()) throw logChanged(path, LOST, 0);
  const isNew = !existsSync(path);
  const file = await open(path, 'a');
  const end = openEnd(path, { file, lock, at });
  const giveUp = () => {
    const stay = end.takeBack() ? 0 : end.records();
    if (stay > 0) onLogged?.(stay, records[stay - 1]!);
  };
  process.once('exit', giveUp);
  try {
    for (let start = 0; start < records.length; start += PIECE) {
      end.append(records.slice(start, start + PIECE));
      // Signals and the lock's timer are let through.
      await setImmediate();
    }
    await file.sync();
    if (isNew) await syncFolder(dirname(path));
    onLogged?.(records.length, records.at(-1)!);
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    process.off('exit', giveUp);
    await file.close();
  }
  return end.bytes();
}

/** The end of a log, written at once and not in another thread: nothing comes after what was taken back. */
function openEnd(
  path: string,
  { file: { fd }, lock, at }: Omit<Appending, 'onLogged'> & { readonly file: FileHandle },
) {
  let [bytes, whole] = [0, 0];
  const found = () => {
    if (!lock.isHeld()) return LOST;
    const { size } = fstatSync(fd);
    return size === at + bytes ? undefined : `${size} bytes where ${at + bytes} were read or written`;
  };
  return {
    bytes: () => bytes,
    /** Records of the pieces that were written. */
    records: () => whole,
    append: (records: readonly DecisionRecord[]): void => {
      const changed = found();
      if (changed !== undefined) throw logChanged(path, changed, whole);
      const piece = Buffer.from(records.map((record) => `${canonicalJson(record)}\n`).join(''));
      for (const taken of writing(fd, piece)) bytes += taken;
      whole += records.length;
    },
    /** Whether the log is again as it was read; not where others may have read, or written, what follows. */
    takeBack: (): boolean => {
      if (bytes === 0) return true;
      try {
        if (found() !== undefined) return false;
        ftruncateSync(fd, at);
        fsyncSync(fd);
      } catch {
        return false;
      }
      [bytes, whole] = [0, 0];
      return true;
    },
  };
}

/** A disk that is nearly full takes a part and says so: what is left is written again until all is there, or an error comes. */
function* writing(fd: number, piece: Buffer): Generator<number> {
  for (let done = 0; done < piece.length; ) {
    const taken = writeSync(fd, piece, done, piece.length - done);
    done += taken;
    yield taken;
  }
}

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder);
    await handle.sync();
  } catch {
    // Some systems cannot sync a folder; the file itself is synced.
  } finally {
    await handle?.close();
  }
}
