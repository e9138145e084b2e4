import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import type { Column } from '../document/column.js';
import { kindOf, type Mapping, mappingOf, pathOf, type Source } from '../document/mapping.js';
import { readCell, shownCell, type Value } from './cell.js';
import { fileProblem, readable, wrongWidth } from './file-problems.js';
import {
  cleanName,
  isLeftOut,
  type MatchedHeader,
  mappedNames,
  matchHeader,
  ROWS_OF_A_HEAD,
} from './header.js';
import { adviceOf } from './problem-advice.js';
import { recordsOf, type TextRecord } from './read-records.js';

/** One row of a small file: its values by column name, and the physical line it starts on. */
export interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, Value>>;
}

/** A small file, read whole. */
export interface Rows {
  readonly file: string;
  readonly sha256: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

/** How a small file is read. */
export interface ReadRowsOptions {
  /** A contract for columns that are not declared by name, e.g. one per indicator; undefined refuses the column. */
  readonly otherColumn?: (name: string) => Column | undefined;
  /** Whether a header without rows is a table too. Default false. */
  readonly mayBeEmpty?: boolean;
  /** Words that may stand in the header for names of columns. */
  readonly heads?: ReadonlyMap<string, string>;
  /**
   * Takes the problems of rows that cannot be read, for a caller who throws them with its own: the other rows are returned.
   * Default: they are thrown.
   */
  readonly problems?: Problem[];
}

/**
 * Reads a table that people edit into typed rows: CSV (UTF-8, UTF-16 or GB18030; comma, semicolon or tab), or the first sheet of
 * an XLSX workbook; packed with gzip or not.
 * @param source the file, and where its headers belong
 * @param columns its contract
 * @returns every row; there are no half-read files
 * @throws InputError FILE_PROBLEM or, without `problems`, ROW_PROBLEM with every problem found
 */
export async function readRows(
  source: Source,
  columns: readonly Column[],
  options: ReadRowsOptions = {},
): Promise<Rows> {
  const path = pathOf(source);
  const file = basename(path);
  const bytes = await readable(path, () => readFile(path));
  const records = await recordsOf(bytes, file);
  const [first, ...rest] = records;
  if (first === undefined || (rest.length === 0 && !options.mayBeEmpty)) {
    throw fileProblem(file, {
      code: 'EMPTY',
      file,
      found: first === undefined ? 'no line' : 'a header only',
      expected: 'a header and rows',
    });
  }
  const below = rest.slice(0, ROWS_OF_A_HEAD);
  const names = first.cells.map(cleanName).map((name) => options.heads?.get(name) ?? name);
  const found = { file, names, line: first.line, mapping: mappingOf(source), kind: kindOf(source), below };
  const header = mappedNames(found).filter((name) => !isLeftOut({ name }));
  const declared = [...columns, ...otherColumns(header, columns, options)];
  const match = matchHeader(found, declared);
  if (match.problems.length > 0) {
    throw new InputError('FILE_PROBLEM', `${file} does not have the columns it should`, match.problems);
  }
  const read = rest.map((record) => readRecord(record, match, file));
  const rowProblems = advised(read, found.mapping, declared);
  options.problems?.push(...rowProblems);
  if (rowProblems.length > 0 && options.problems === undefined) {
    throw new InputError('ROW_PROBLEM', `${file} has values that cannot be used`, rowProblems);
  }
  return {
    file,
    sha256: sha256(bytes),
    header,
    rows: read.flatMap(({ row, problems }) => (problems.length > 0 ? [] : [row])),
  };
}

/** The problems of rows; where a mapping speaks of the file, with what can be done there. */
function advised(
  rows: readonly { readonly problems: readonly Problem[] }[],
  mapping: Mapping | undefined,
  columns: readonly Column[],
): readonly Problem[] {
  const all = rows.flatMap(({ problems }) => problems);
  if (mapping === undefined) return all;
  const readBy = { mapping, missingTextsIn: undefined };
  return all.map((problem) => ({ ...problem, ...adviceOf(problem, readBy, columns) }));
}

function otherColumns(
  header: readonly string[],
  columns: readonly Column[],
  options: ReadRowsOptions,
): Column[] {
  const names = new Set(columns.map((column) => column.name));
  return [...new Set(header)]
    .filter((name) => !names.has(name))
    .map((name) => options.otherColumn?.(name))
    .filter((column) => column !== undefined);
}

function readRecord(
  record: TextRecord,
  { matched: columns, changes }: MatchedHeader,
  file: string,
): { readonly row: Row; readonly problems: readonly Problem[] } {
  const { line, cells } = record;
  if (cells.length !== columns.length) {
    const problem = wrongWidth({ file, line }, cells.length, columns.length);
    return { row: { line, values: {} }, problems: [problem] };
  }
  const values: Record<string, Value> = Object.create(null);
  const problems: Problem[] = [];
  columns.forEach((column, index) => {
    if (isLeftOut(column)) return;
    const found = changes[index]?.(cells[index]!) ?? cells[index]!;
    const reading = readCell(found, column);
    if ('value' in reading) values[column.name] = reading.value;
    else
      problems.push({ ...reading.problem, file, line, column: column.name, found: shownCell(found, column) });
  });
  return { row: { line, values }, problems };
}
