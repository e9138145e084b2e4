import type { FileHandle } from 'node:fs/promises';
import { fileProblem, openQuote } from './file-problems.js';
import { lineMeter } from './line-meter.js';
import type { CellChange } from './map-cell.js';
import { quoted, rawFields, unquoted } from './raw-fields.js';
import { withoutEmptyEnd } from './record-cells.js';
import { chunksOf } from './scan-bytes.js';
import { walkRecords } from './scan-records.js';
import { newCopy } from './table-file.js';

/** One file of a table, ready to be written into the whole. */
export interface TablePart {
  /** Name for problems. */
  readonly file: string;
  /** The text, in UTF-8. */
  readonly path: string;
  readonly delimiter: string;
  /** What becomes of the cells at each place of the file. */
  readonly changes: readonly (CellChange | undefined)[];
  /** Place in the file for each place in the whole; undefined where they are the same. */
  readonly order: readonly number[] | undefined;
  /** Texts that mean missing beside the empty one. */
  readonly missingTexts: readonly string[];
}

/** Where a file's lines stand in a text that several files were written into. */
export interface PartStart {
  readonly file: string;
  /** Lines before its first. */
  readonly after: number;
}

/** Several files in one text, or one with changed cells. */
export interface JoinedTables {
  readonly path: string;
  readonly bytes: number;
  readonly longestLine: number;
  readonly lines: number;
  readonly starts: readonly PartStart[];
}

const WRITE_AT = 1 << 20;

/**
 * Writes files into one CSV with changed cells, record for record: what is not changed stays as it stands, blank lines and line breaks
 * in cells stay, a further header becomes blank lines, and blank lines before the header follow it. So each line has the place it had in its file, after the lines of the files before.
 * Records whose quotes do not pair, or that have other than the header's number of cells, stay as they are: readers say what is wrong.
 * @param parts the files, in order
 * @param header names of the columns
 * @param workFolder folder of the text
 * @throws InputError FILE_PROBLEM for a quote that never closes
 */
export async function joinTables(
  parts: readonly TablePart[],
  header: readonly string[],
  workFolder: string,
): Promise<JoinedTables> {
  const { file, delimiter } = parts[0]!;
  const { path, output } = await newCopy(file, 'joined', workFolder);
  const writer = lineWriter(output);
  const starts: PartStart[] = [];
  try {
    for (const part of parts) {
      starts.push({ file: part.file, after: writer.lines() });
      const first = starts.length === 1 ? header.map((name) => quoted(name, delimiter)).join(delimiter) : '';
      await writePart(part, { first, delimiter, writer });
    }
    await writer.flush();
  } finally {
    await output.close();
  }
  return { path, starts, ...writer.measured() };
}

interface Target {
  /** What stands in the place of the file's header. */
  readonly first: string;
  readonly delimiter: string;
  readonly writer: ReturnType<typeof lineWriter>;
}

async function writePart(part: TablePart, { first, delimiter, writer }: Target): Promise<void> {
  let isHead = true;
  let header = first;
  const change = recordChange(part, delimiter);
  const walker = walkRecords(part.delimiter.charCodeAt(0), (record) => {
    const text = record.toString('utf8');
    if (isHead) {
      writer.write(header + text.replace(/[^\n]/g, ''));
      header = '';
      isHead = text.trim() === '';
    } else writer.write(text === '' ? text : change(text));
  });
  for await (const chunk of chunksOf(part.path)) {
    walker.push(chunk);
    await writer.flushWhenFull();
  }
  const line = walker.end();
  if (line === undefined) return;
  throw fileProblem(part.file, openQuote(part.file, line));
}

/** What becomes of a record. */
function recordChange(
  { delimiter, changes, order, missingTexts }: TablePart,
  to: string,
): (record: string) => string {
  const changed = changes.flatMap((change, place) => (change === undefined ? [] : [{ change, place }]));
  if (changed.length === 0 && order === undefined && delimiter === to) return (record) => record;
  return (record) => {
    const fields = rawFields(record, delimiter);
    if (fields === undefined) return record;
    const { length: width } = changes;
    if (fields.length > width)
      fields.length = withoutEmptyEnd(fields.map(unquoted), { width, missingTexts }).length;
    if (fields.length !== width) return record;
    for (const { change, place } of changed) {
      const cell = unquoted(fields[place]!);
      const text = change(cell);
      if (text !== cell) fields[place] = quoted(text, to);
    }
    const ordered = order === undefined ? fields : order.map((place) => fields[place]!);
    if (delimiter === to) return ordered.join(to);
    return ordered.map((field) => (field.startsWith('"') ? field : quoted(field, to))).join(to);
  };
}

/** Gathers lines and writes them in large pieces. */
function lineWriter(output: FileHandle) {
  const meter = lineMeter();
  let [lines, bytes, size] = [0, 0, 0];
  let waiting: string[] = [];
  const flush = async () => {
    const piece = Buffer.from(waiting.join(''));
    [waiting, size] = [[], 0];
    meter.push(piece);
    bytes += piece.length;
    await output.writeFile(piece);
  };
  return {
    write: (record: string) => {
      waiting.push(record, '\n');
      size += record.length;
      lines++;
      for (let at = record.indexOf('\n'); at >= 0; at = record.indexOf('\n', at + 1)) lines++;
    },
    lines: () => lines,
    flush,
    flushWhenFull: async () => {
      if (size >= WRITE_AT) await flush();
    },
    measured: () => ({ bytes, longestLine: meter.longest(), lines: meter.lines() }),
  };
}
