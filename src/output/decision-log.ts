import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mapWithPauses } from '../core/map-with-pauses.js';
import { canonicalJson } from '../document/canonical.js';
import { type DecisionBody, type DecisionRecord, sealRecord } from '../document/decision-record.js';
import { lockLog, logChanged } from './lock-log.js';
import { placeOfLog } from './log-place.js';
import type { LogPosition } from './read-log.js';

/**
 * Appends records under an exclusive lock, one sync for all of them: all are there afterwards, or none.
 * @param path decisions.jsonl
 * @param decide is called under the lock: reads what others wrote, and gives the bodies to append
 * @returns the sealed records
 * @throws InputError LOG_BUSY when others write for about ten minutes, LOG_CHANGED when others wrote after it was read
 */
export async function appendToLog(
  path: string,
  decide: () => Promise<{ readonly at: LogPosition; readonly bodies: readonly DecisionBody[] }>,
): Promise<{ readonly records: readonly DecisionRecord[]; readonly at: LogPosition }> {
  await mkdir(dirname(path), { recursive: true });
  const place = await placeOfLog(path);
  const lock = await lockLog(place);
  try {
    const { at, bodies } = await decide();
    let { last } = at;
    const records = await mapWithPauses(bodies, (body) => {
      const record = sealRecord(body, last);
      last = { seq: record.seq, hash: record.hash };
      return record;
    });
    lock.assertHeld();
    const bytes = records.length === 0 ? 0 : await write(place, records, at.bytes);
    return { records, at: { bytes: at.bytes + bytes, last } };
  } finally {
    await lock.release();
  }
}

/** So many records are written at a time. */
const PIECE = 1024;

/** Writes records at the end of a log that ends where it did when it was read; returns their bytes. */
async function write(path: string, records: readonly DecisionRecord[], at: number): Promise<number> {
  const isNew = !existsSync(path);
  const file = await openEnd(path, at);
  let written = 0;
  try {
    for (let start = 0; start < records.length; start += PIECE) {
      const lines = records.slice(start, start + PIECE).map((record) => `${canonicalJson(record)}\n`);
      written += await append(file, Buffer.from(lines.join('')));
    }
    await file.sync();
  } catch (error) {
    await file.truncate(at);
    throw error;
  } finally {
    await file.close();
  }
  if (isNew) await syncFolder(dirname(path));
  return written;
}

/** @throws InputError LOG_CHANGED when the log does not end where it did */
async function openEnd(path: string, at: number): Promise<FileHandle> {
  const file = await open(path, 'a');
  const { size } = await file.stat();
  if (size === at) return file;
  await file.close();
  throw logChanged(path, `${size} bytes where ${at} were read`);
}

/** A disk that is nearly full takes a part and says so: what is left is written again until all is there, or an error comes. */
async function append(file: FileHandle, bytes: Buffer): Promise<number> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    done += bytesWritten;
  }
  return bytes.length;
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
