import { Buffer } from 'node:buffer';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { type DecisionRecord, readRecord } from '../document/decision-record.js';
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
