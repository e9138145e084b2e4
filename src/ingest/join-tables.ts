import type { Problem } from '../core/errors.js';
import { fileProblem, openQuote, swallowingQuote } from './file-problems.js';
import { lineWriter } from './line-writer.js';
import type { CellChange } from './map-cell.js';
import { isBlankRecord, isEmptyLine, quoted, rawFields, unquoted } from './raw-fields.js';
import { withoutEmptyEnd } from './record-cells.js';
import { chunksOf } from './scan-bytes.js';
import { walkRecords } from './scan-records.js';
import { swallowedLines } from './swallowed-lines.js';
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
  /** The text is such a whole already: a record in which nothing stands now held something. */
  readonly isCopy?: true | undefined;
}

/** Where a file's lines stand in a text that several files were written into. */
export interface PartStart {
  readonly file: string;
  /** Lines before its first. */
  readonly after: number;
  /** Its records; undefined where they were not counted. */
  readonly records?: number;
}

/** Several files in one text, or one with changed cells. */
export interface JoinedTables {
  readonly path: string;
  readonly bytes: number;
  readonly longestLine: number;
  readonly lines: number;
  readonly starts: readonly PartStart[];
}

/**
 * Writes files into one CSV with changed cells, record for record: blank records become blank lines, line breaks in cells stay, a further header becomes
 * blank lines, and blank lines before the header follow it. So each line has the place it had in its file, after the lines of the files
 * before. Cells are quoted in the plain way that any reader knows. A record with too few or too many cells is written with as many; one
 * whose quotes do not pair becomes a record with too few, and blank lines in place of its own: readers refuse both and say why.
 * @param parts the files, in order
 * @param header names of the columns
 * @param workFolder folder of the text
 * @throws InputError FILE_PROBLEM for quotes that swallow records or never close
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
      const after = writer.lines();
      const first = starts.length === 0 ? header.map((name) => quoted(name, delimiter)).join(delimiter) : '';
      const records = await writePart(part, { first, delimiter, writer });
      starts.push({ file: part.file, after, records });
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

/** Writes a file into the whole and counts its records. */
async function writePart(part: TablePart, { first, delimiter, writer }: Target): Promise<number> {
  let header: string | undefined = first;
  let records = 0;
  const { file, changes } = part;
  const problems: Problem[] = [];
  const change = recordChange(part, delimiter);
  const isNothing = part.isCopy ? isEmptyLine : (text: string) => isBlankRecord(text, part.delimiter);
  const walker = walkRecords(part.delimiter.charCodeAt(0), (record, line) => {
    const text = record.toString('utf8');
    if (header !== undefined) {
      writer.write(header + lineFeedsOf(text));
      header = isBlankRecord(text, part.delimiter) ? '' : undefined;
    } else if (isNothing(text)) writer.write('');
    else {
      const lost = swallowedLines(text, part.delimiter, changes.length);
      if (lost > 0) problems.push(swallowingQuote(file, line, lost));
      writer.write(change(text));
      records++;
    }
  });
  for await (const chunk of chunksOf(part.path)) {
    walker.push(chunk);
    await writer.flushWhenFull();
  }
  const open = walker.end();
  if (problems.length === 0 && open !== undefined) problems.push(openQuote(file, open));
  if (problems.length > 0) throw fileProblem(file, ...problems);
  return records;
}

const lineFeedsOf = (text: string): string => text.replace(/[^\n]/g, '');

/** What becomes of a record. */
function recordChange(
  { delimiter, changes, order, missingTexts }: TablePart,
  to: string,
): (record: string) => string {
  const changed = changes.flatMap((change, place) => (change === undefined ? [] : [{ change, place }]));
  const isSame = changed.length === 0 && order === undefined && delimiter === to;
  return (record) => {
    if (isSame && !/["\r]/.test(record)) return record;
    const fields = rawFields(record, delimiter);
    if (fields === undefined) return UNPAIRED + lineFeedsOf(record);
    const { length: width } = changes;
    if (fields.length > width)
      fields.length = withoutEmptyEnd(fields.map(unquoted), { width, missingTexts }).length;
    if (fields.length === width)
      for (const { change, place } of changed) {
        const cell = unquoted(fields[place]!);
        const text = change(cell);
        if (text !== cell) fields[place] = quoted(text, to);
      }
    const isWhole = order !== undefined && fields.length === width;
    const ordered = isWhole ? order.map((place) => fields[place]!) : fields;
    return ordered.map((field) => requoted(field, to)).join(to);
  };
}

/** A record whose quotes do not pair. */
const UNPAIRED = '""x';

/** A raw field, quoted in the plain way: if it was quoted it stays so, otherwise only if it must be. */
const requoted = (field: string, delimiter: string): string =>
  field.startsWith('"') ? `"${unquoted(field).replaceAll('"', '""')}"` : quoted(field, delimiter);
