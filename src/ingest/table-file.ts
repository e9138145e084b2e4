import { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { wideEncoding } from './decode.js';
import {
  assertReadable,
  assertRereadable,
  damagedGzip,
  fileProblem,
  readable,
  undecodable,
} from './file-problems.js';
import type { FileState } from './file-state.js';
import { endsWithCr, lineFeeds } from './line-end.js';
import { isDamaged, isGzip, isParquet, unpackedStream } from './packed.js';
import type { RowPlaces } from './row-places.js';
import type { Scans } from './scan-ahead.js';
import { type ByteScan, chunksOf, scanBytes, scanFile } from './scan-bytes.js';
import { isWorkbook } from './sheet.js';
import { strayLine } from './stray-line.js';
import { unpackWorkbook } from './unpack-workbook.js';

/** One file of a table, as a CSV in UTF-8. */
export interface TableFile {
  /** Name for problems. */
  readonly file: string;
  /** Of the file as it was given. */
  readonly sha256: string;
  /** How that file stood before it was looked at. */
  readonly state: FileState;
  /** The text: the file itself, or a copy. */
  readonly path: string;
  readonly bytes: number;
  /** Bytes of the longest line, where one is longer than a mebibyte; otherwise 0. */
  readonly longestLine: number;
  /** Lines of the text with anything in them, the header among them. */
  readonly lines: number;
  /** Where the rows of a Parquet file or a sheet stand in the text; undefined for a file that has lines itself. */
  readonly rows: RowPlaces | undefined;
}

/** How a file becomes a CSV in UTF-8. */
export interface TableFileOptions {
  /** Folder for copies. */
  readonly workFolder: string;
  /** Scans of the files that are under way. */
  readonly scans?: Scans | undefined;
  /** Writes a Parquet file as CSV; without it such a file is a problem. */
  readonly unpackParquet?: ((path: string, to: string) => Promise<RowPlaces>) | undefined;
}

/** No line of a table is longer: the engine would have to hold it, twice in each thread. */
const MOST_LINE = 256 * 1024 * 1024;

/**
 * Looks at a file once, and makes a UTF-8 copy where it is something else: packed with gzip, in UTF-16 or GB18030, Parquet, the first sheet of
 * a workbook, with lines that end with CR alone.
 * @param path the file
 * @throws InputError FILE_PROBLEM when it cannot be read, unpacked or decoded, is empty, or has a line of more than 256 MB
 */
export async function openTableFile(path: string, options: TableFileOptions): Promise<TableFile> {
  const file = basename(path);
  await assertRereadable(path);
  const given = await readable(path, async () => (await options.scans?.get(path)?.()) ?? scanFile(path));
  const { head, sha256, state } = given;
  assertReadable(head, file);
  const text: Copy = isGzip(head)
    ? await unpackGzip(path, file, options)
    : isParquet(head)
      ? await unpackParquet(path, file, options)
      : isWorkbook(head)
        ? await unpackRows(file, options, (to) => unpackWorkbook(path, to))
        : { path, scan: given };
  const { scan } = text;
  if (scan.bytes === 0)
    throw fileProblem(file, { code: 'EMPTY', file, found: 'no line', expected: 'a header and rows' });
  const decoded = scan.utf8 ? text : await decodeToUtf8(text.path, file, options);
  const isOld = await endsWithCr(decoded.path);
  const copy = isOld ? await copyWithLineFeeds(decoded, file, options) : decoded;
  const { bytes, longestLine, lines } = copy.scan;
  if (longestLine > MOST_LINE) {
    const found = `a line of ${Math.round(longestLine / 1e6)} MB`;
    throw fileProblem(file, { code: 'LONG_LINE', file, found, expected: 'lines of at most 256 MB' });
  }
  return { file, sha256, state, path: copy.path, bytes, longestLine, lines, rows: text.rows };
}

interface Copy {
  readonly path: string;
  readonly scan: ByteScan;
  readonly rows?: RowPlaces;
}

/** A new file for the text of another one: two files of one name are two copies. */
export async function newCopy(file: string, ending: string, workFolder: string) {
  for (let n = 1; ; n++) {
    const path = join(workFolder, `${n === 1 ? '' : `${n}-`}${file}.${ending}`);
    try {
      return { path, output: await open(path, 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function copyTo(
  { path, output }: { readonly path: string; readonly output: FileHandle },
  chunks: AsyncIterable<Buffer>,
): Promise<Copy> {
  try {
    return { path, scan: await scanBytes(chunks, (chunk) => output.writeFile(chunk)) };
  } finally {
    await output.close();
  }
}

async function unpackGzip(path: string, file: string, { workFolder }: TableFileOptions): Promise<Copy> {
  try {
    return await copyTo(await newCopy(file, 'unpacked', workFolder), unpackedStream(chunksOf(path)));
  } catch (error) {
    if (!isDamaged(error)) throw error;
    throw damagedGzip(file);
  }
}

function unpackParquet(path: string, file: string, options: TableFileOptions): Promise<Copy> {
  const unpack = options.unpackParquet;
  if (unpack === undefined)
    throw fileProblem(file, { code: 'UNREADABLE', file, found: 'a Parquet file', expected: 'CSV or XLSX' });
  return unpackRows(file, options, (to) => unpack(path, to));
}

/** A CSV of a file that has rows and no lines. */
async function unpackRows(
  file: string,
  { workFolder }: TableFileOptions,
  unpack: (to: string) => Promise<RowPlaces>,
): Promise<Copy> {
  const copy = await newCopy(file, 'csv', workFolder);
  await copy.output.close();
  const rows = await unpack(copy.path);
  return { path: copy.path, scan: await scanFile(copy.path), rows };
}

/** Streams a text in UTF-16 or GB18030 (with GBK and GB2312) into a UTF-8 copy. */
async function decodeToUtf8(path: string, file: string, { workFolder }: TableFileOptions): Promise<Copy> {
  try {
    return await copyTo(await newCopy(file, 'utf8', workFolder), decoded(chunksOf(path)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw fileProblem(file, undecodable(file, await strayLine(chunksOf(path))));
  }
}

/** A copy of a text whose lines end with CR alone, with LF. */
async function copyWithLineFeeds(
  { path, rows }: Copy,
  file: string,
  { workFolder }: TableFileOptions,
): Promise<Copy> {
  const copy = await copyTo(await newCopy(file, 'lines', workFolder), lineFeeds(chunksOf(path)));
  return { ...copy, ...(rows && { rows }) };
}

async function* decoded(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const bytes of chunks) {
    decoder ??= new TextDecoder(wideEncoding(bytes) ?? 'gb18030', { fatal: true });
    yield Buffer.from(decoder.decode(bytes, { stream: true }));
  }
  yield Buffer.from(decoder?.decode() ?? '');
}
