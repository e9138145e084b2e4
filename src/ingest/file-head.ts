import { Buffer } from 'node:buffer';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';
import { decode, wideEncoding } from './decode.js';
import { assertRereadable } from './file-problems.js';
import { cleanName } from './header.js';
import { isGzip, isParquet } from './packed.js';
import { parseRecords, type TextRecord } from './read-records.js';
import { isWorkbook, MOST_WORKBOOK, readSheet } from './sheet.js';

/** The first lines of a table, as they stand. */
export interface FileHead {
  readonly header: readonly string[];
  /** Cells of the first records. */
  readonly records: readonly (readonly string[])[];
}

/** The first lines of a file. */
export interface PlacedHead extends FileHead {
  /** Lines, or rows of a sheet, of the header and of the records. */
  readonly lines: readonly [number, ...number[]];
}

const HEAD_BYTES = 1 << 18;
const LF = 10;

/**
 * The header and first records of a table, whatever is wrong further down.
 * @param path CSV, packed with gzip or not, or an XLSX workbook
 * @returns undefined when there is no header to be read
 * @throws InputError FILE_PROBLEM for a pipe or a device
 */
export async function readFileHead(path: string): Promise<PlacedHead | undefined> {
  const bytes = await firstBytes(path);
  if (bytes === undefined) return undefined;
  const records = isWorkbook(bytes) ? await workbookRecords(path) : textRecords(bytes, path);
  const [first, ...below] = records ?? [];
  if (first === undefined) return undefined;
  return {
    header: first.cells.map(cleanName),
    records: below.map(({ cells }) => cells),
    lines: [first.line, ...below.map(({ line }) => line)],
  };
}

async function workbookRecords(path: string): Promise<readonly TextRecord[] | undefined> {
  const { size } = await stat(path);
  return size > MOST_WORKBOOK ? undefined : (await readSheet(await readFile(path)))?.records;
}

async function firstBytes(path: string): Promise<Buffer | undefined> {
  await assertRereadable(path);
  const file = await open(path).catch(() => undefined);
  // A folder can be opened, and not read.
  const read = await file?.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0).catch(() => undefined);
  await file?.close();
  if (read === undefined) return undefined;
  const bytes = read.buffer.subarray(0, read.bytesRead);
  return isGzip(bytes) ? unpackedHead(bytes) : bytes;
}

/** What the first bytes of a gzip file unpack to, as far as they go; undefined when they are damaged. */
function unpackedHead(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, HEAD_BYTES);
  } catch {
    return undefined;
  }
}

/** What a file without lines is; undefined for texts, and for what cannot be read. */
export async function kindWithoutLines(path: string): Promise<'parquet' | 'workbook' | undefined> {
  const bytes = await firstBytes(path);
  if (bytes === undefined) return undefined;
  return isParquet(bytes) ? 'parquet' : isWorkbook(bytes) ? 'workbook' : undefined;
}

/** Whole lines only: no character is cut. In UTF-16 a line feed has two bytes, of which it is the first or the second. */
function textRecords(bytes: Buffer, path: string): readonly TextRecord[] | undefined {
  const rest = wideEncoding(bytes) === 'utf-16le' ? 1 : 0;
  const end = bytes.length < HEAD_BYTES ? bytes.length : bytes.lastIndexOf(LF) + 1 + rest;
  const text = decode(bytes.subarray(0, end));
  return text === undefined ? undefined : parseRecords(text, basename(path)).records;
}
