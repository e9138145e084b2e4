import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { mapWithPauses } from '../core/map-with-pauses.js';
import { writeWhole } from '../core/write-whole.js';
import { canonicalJson } from '../document/canonical.js';
import {
  type DecisionBody,
  type DecisionRecord,
  readRecord,
  sealRecord,
} from '../document/decision-record.js';
import { lockLog, logChanged } from './lock-log.js';
import { placeOfLog } from './log-place.js';

const READ_BYTES = 1 << 22;

/** A log as far as it was read. */
export interface LogPosition {
  /** Bytes of whole records. */
  readonly bytes: number;
  readonly last: Pick<DecisionRecord, 'seq' | 'hash'> | undefined;
}

/** Where reading begins. */
export const LOG_START: LogPosition = { bytes: 0, last: undefined };

/**
 * For whoever asks about a log that must be there: a name mistyped is no empty log.
 * @throws InputError NO_LOG
 */
export function assertLog(path: string): void {
  if (existsSync(path)) return;
  throw new InputError('NO_LOG', 'There is no such log', [
    { code: 'NO_LOG', file: basename(path), found: `nothing at ${path}`, expected: 'a decision log' },
  ]);
}

/**
 * Reads the records after a position, each held against the chain.
 * @param path decisions.jsonl; absent is empty
 * @param from where to go on
 * @param onRecord takes each record
 * @returns where the log ends
 * @throws InputError BAD_PATH for what is no file, LOG_DAMAGED naming the first bad record, or bytes after the last line end (a torn line)
 */
export async function readLog(
  path: string,
  from: LogPosition,
  onRecord: (record: DecisionRecord) => void,
): Promise<LogPosition> {
  const place = await placeOfLog(path);
  if (!existsSync(place)) return from;
  const file = await open(place);
  try {
    let { bytes, last } = from;
    let rest = Buffer.alloc(0);
    for (;;) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(READ_BYTES),
        0,
        READ_BYTES,
        bytes + rest.length,
      );
      if (bytesRead === 0) break;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        const read = readRecord(rest.subarray(0, end).toString('utf8'), last);
        if ('fault' in read) throw damaged(path, { ...read.fault, line: (last?.seq ?? 0) + 1 });
        onRecord(read.record);
        last = { seq: read.record.seq, hash: read.record.hash };
        bytes += end + 1;
        rest = rest.subarray(end + 1);
      }
    }
    if (rest.length > 0) throw damaged(path, tornLine(rest, { bytes, last }));
    return { bytes, last };
  } finally {
    await file.close();
  }
}

/** Bytes after the last line feed: a piece of a record, or a whole one whose line feed was lost. */
function tornLine(rest: Buffer, { bytes, last }: LogPosition): Problem {
  const isRecord = 'record' in readRecord(rest.toString('utf8'), last);
  return {
    code: 'TORN_LINE',
    line: (last?.seq ?? 0) + 1,
    found: isRecord
      ? 'a whole record without its line feed'
      : `${rest.length} bytes after the last whole record`,
    expected: 'records that end in a line feed',
    hint: isRecord
      ? 'add a line feed at the end of the file'
      : `nothing was decided by them; keep a copy, then cut the file to ${bytes} bytes`,
  };
}

function damaged(path: string, problem: Problem): InputError {
  const file = basename(path);
  return new InputError('LOG_DAMAGED', `${file} is not what was written; nothing is added to it`, [
    { ...problem, file },
  ]);
}

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

/**
 * Keeps a copy of a document beside the log, under its fingerprint, so that records can be replayed when it has changed.
 * @param log decisions.jsonl
 * @param document the document's file and fingerprint
 */
export async function keepDocument(
  log: string,
  document: { readonly path: string; readonly fingerprint: string },
): Promise<void> {
  const path = await documentOfLog(log, document.fingerprint);
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const bytes = await readFile(document.path);
  await writeWhole(path, (file) => file.writeFile(bytes));
}

/** Where the copy of a document stands. */
export async function documentOfLog(log: string, fingerprint: string): Promise<string> {
  return join(dirname(await placeOfLog(log)), 'decision-documents', `${fingerprint}.json`);
}
