import { Buffer, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileState, stateOf } from './file-state.js';
import { lineMeter } from './line-meter.js';

/** What one pass over a file's bytes tells. */
export interface ByteScan {
  readonly sha256: string;
  readonly bytes: number;
  /** Whether all of it is UTF-8. */
  readonly utf8: boolean;
  /** Bytes of the longest line, where one is so long that readers must be told; otherwise 0. */
  readonly longestLine: number;
  /** Lines with anything in them, the header among them; a record with line breaks in its cells has several. */
  readonly lines: number;
  /** The first bytes, which tell the kind of the file. */
  readonly head: Buffer;
}

/**
 * One pass over bytes: length, SHA-256, whether all of it is UTF-8, how many lines, and the longest.
 * @param chunks the bytes
 * @param pass takes each chunk on, when the bytes are wanted too
 */
export async function scanBytes(
  chunks: AsyncIterable<Buffer>,
  pass: (chunk: Buffer) => Promise<unknown> | undefined = () => undefined,
): Promise<ByteScan> {
  const hash = createHash('sha256');
  const meter = lineMeter();
  let head: Buffer | undefined;
  let bytes = 0;
  let utf8 = true;
  const text = utf8Check();
  for await (const data of chunks) {
    head ??= data.subarray(0, 4);
    hash.update(data);
    meter.push(data);
    bytes += data.length;
    await pass(data);
    utf8 &&= text.push(data);
  }
  return {
    sha256: hash.digest('hex'),
    bytes,
    utf8: utf8 && text.isWhole(),
    longestLine: meter.longest(),
    lines: meter.lines(),
    head: head ?? Buffer.alloc(0),
  };
}

/** The bytes of a file in large pieces. */
export const chunksOf = (path: string): AsyncIterable<Buffer> =>
  createReadStream(path, { highWaterMark: 4 << 20 });

/** What one pass over a file tells, and how the file stood before. */
export interface FileScan extends ByteScan {
  readonly state: FileState;
}

/** One pass over a file. */
export async function scanFile(path: string): Promise<FileScan> {
  const state = await stateOf(path);
  const scan = await scanBytes(chunksOf(path));
  // A file that came only now is another one than that of which nothing was known.
  return { ...scan, state: state ?? { path, bytes: -1, changed: -1, inode: -1 } };
}

/** Whether chunks of bytes are UTF-8; only a character that two of them share is copied. */
function utf8Check() {
  let rest: Uint8Array = new Uint8Array();
  const isGood = (bytes: Uint8Array): boolean => {
    const end = completeCharacters(bytes);
    rest = bytes.subarray(end);
    return isUtf8(bytes.subarray(0, end));
  };
  return {
    push: (chunk: Buffer): boolean => {
      if (rest.length === 0) return isGood(chunk);
      const shared = Math.min(lengthOf(rest[0]!) - rest.length, chunk.length);
      if (!isGood(Buffer.concat([rest, chunk.subarray(0, shared)]))) return false;
      return shared === chunk.length || isGood(chunk.subarray(shared));
    },
    /** Whether no character is left half. */
    isWhole: () => rest.length === 0,
  };
}

/** Where the last complete UTF-8 character of a chunk ends. */
function completeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Bytes of a character that begins with a byte of 0xc0 or more. */
const lengthOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);
