import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { cleanName, matchHeader } from './header.js';

/** How a file is loaded: what the engine needs to know of one file. */
export interface LoadPlan {
  /** Name for problems. */
  readonly file: string;
  /** The file to load, in UTF-8. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** About how long a record is, judged by the beginning of the file. */
  readonly recordBytes: number;
  readonly delimiter: string;
  /** The file's columns in file order. */
  readonly columns: readonly Column[];
  /** Contract columns that the file does not have. */
  readonly absent: readonly Column[];
  readonly missingTexts: readonly string[];
}

/** What a plan is made from. */
export interface PlanOptions {
  readonly columns: readonly Column[];
  readonly missingTexts: readonly string[];
  /** Folder for a UTF-8 copy when the file is in another encoding. */
  readonly workFolder: string;
}

const HEADER_BYTES = 1 << 20;

/**
 * Looks at a file once: fingerprint, encoding, header against contract.
 * @param path the CSV file
 * @throws InputError FILE_PROBLEM with every problem of the file as a whole
 */
export async function planLoad(path: string, options: PlanOptions): Promise<LoadPlan> {
  const file = basename(path);
  const scan = await scanBytes(path, file);
  if (scan.bytes === 0)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
  const utf8Path = scan.utf8 ? path : await decodeToUtf8(path, file, options.workFolder);
  const { header, delimiter, recordBytes } = await readHeader(utf8Path, file);
  if (recordBytes === 0)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'a header only', expected: 'a header and rows' });
  const { matched, problems } = matchHeader(file, header, options.columns);
  if (problems.length > 0) {
    throw new InputError('FILE_PROBLEM', `${file} does not have the columns it should`, problems);
  }
  return {
    file,
    path: utf8Path,
    sha256: scan.sha256,
    bytes: scan.bytes,
    recordBytes,
    delimiter,
    columns: matched,
    absent: options.columns.filter((column) => !matched.includes(column)),
    missingTexts: options.missingTexts,
  };
}

function fileProblem(file: string, problem: Problem): InputError {
  return new InputError('FILE_PROBLEM', `${file} cannot be read`, [problem]);
}

interface ByteScan {
  readonly sha256: string;
  readonly bytes: number;
  readonly utf8: boolean;
}

/** One pass over the bytes: length, SHA-256, and whether all of it is UTF-8. */
async function scanBytes(path: string, file: string): Promise<ByteScan> {
  const hash = createHash('sha256');
  let bytes = 0;
  let utf8 = true;
  let rest: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) {
      const data = chunk as Buffer;
      hash.update(data);
      bytes += data.length;
      if (!utf8) continue;
      const whole = rest.length === 0 ? data : Buffer.concat([rest, data]);
      const end = completeCharacters(whole);
      utf8 = isUtf8(whole.subarray(0, end));
      rest = whole.subarray(end);
    }
  } catch (error) {
    const found = `${(error as NodeJS.ErrnoException).code} at ${path}`;
    throw fileProblem(file, { code: 'UNREADABLE', file, found, expected: 'a readable file' });
  }
  return { sha256: hash.digest('hex'), bytes, utf8: utf8 && rest.length === 0 };
}

/** Where the last complete UTF-8 character of a chunk ends. */
function completeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Streams a file in UTF-16 or GB18030 (with GBK and GB2312) into a UTF-8 copy. */
async function decodeToUtf8(path: string, file: string, workFolder: string): Promise<string> {
  const copy = join(workFolder, `${file}.utf8`);
  const output = await open(copy, 'w');
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 4 << 20 })) {
      const bytes = chunk as Buffer;
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'gb18030', {
        fatal: true,
      });
      await output.write(decoder.decode(bytes, { stream: true }));
    }
    await output.write(decoder?.decode() ?? '');
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw fileProblem(file, { code: 'UNDECODABLE', file, expected: 'UTF-8, UTF-16 or GB18030 text' });
  } finally {
    await output.close();
  }
  return copy;
}

interface Header {
  readonly header: string[];
  readonly delimiter: string;
  /** 0 when there is no record. */
  readonly recordBytes: number;
}

async function readHeader(path: string, file: string): Promise<Header> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const text = new TextDecoder().decode(buffer.subarray(0, bytesRead));
    const { data, errors, meta } = Papa.parse<string[]>(text, {
      preview: 2,
      delimitersToGuess: [',', ';', '\t'],
      skipEmptyLines: true,
    });
    if (errors.some((error) => error.type === 'Quotes' && error.row === 0)) {
      throw fileProblem(file, { code: 'UNTERMINATED_QUOTE', file, line: 1, expected: 'quotes in pairs' });
    }
    const header = (data[0] ?? []).map(cleanName);
    const recordBytes = data.length > 1 ? bytesRead / Math.max(1, text.split('\n').length - 1) : 0;
    return { header, delimiter: meta.delimiter, recordBytes };
  } finally {
    await handle.close();
  }
}
