import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { kindOf, type Mapping, mappingMark, mappingOf, type Source } from '../document/mapping.js';
import { isLeftOut, type MatchedHeader, matchHeader } from './header.js';
import { joinTables, type PartStart } from './join-tables.js';
import { openParts, type Part } from './open-parts.js';
import { adviceOf, type ReadBy } from './problem-advice.js';
import { rowAt } from './row-places.js';
import type { TableFile, TableFileOptions } from './table-file.js';

/** How a table is loaded: what the engine needs to know of its file or files. */
export interface LoadPlan {
  /** Name for problems: that of the first file. */
  readonly file: string;
  /** The text to load, in UTF-8. */
  readonly path: string;
  /** Of the first file, as it was given. */
  readonly sha256: string;
  /** Every file, as it was given, and where its lines stand in the text. */
  readonly files: readonly (PartStart & Pick<TableFile, 'sha256' | 'state' | 'rows'>)[];
  readonly bytes: number;
  /** About how long a record is, judged by the beginning of the text. */
  readonly recordBytes: number;
  /** Bytes of the longest line, where one is longer than a mebibyte; otherwise 0. */
  readonly longestLine: number;
  /** Lines of the text with anything in them, the header among them: no fewer than one more than its records. */
  readonly lines: number;
  readonly delimiter: string;
  /** The text's columns in order, those that are left out included. */
  readonly columns: readonly Column[];
  /** Contract columns that the text does not have. */
  readonly absent: readonly Column[];
  readonly missingTexts: readonly string[];
  /** The text is a copy with changed cells: a line in which nothing stood is blank in it, and what is empty now held something. */
  readonly isCopy?: true;
  /** The text is a copy in which no number has blanks around it. */
  readonly isTrimmed?: true;
  /** Where the text's headers belong; undefined where all have the contract's names. */
  readonly mapping: Mapping | undefined;
  /** Folder for copies. */
  readonly workFolder: string;
  /** What a manifest says of the mapping that dipper.json has. */
  readonly mark: { readonly mapping?: string };
  /** What people can change of how it is read. */
  readonly readBy: ReadBy;
}

/** What a plan is made from. */
export interface PlanOptions extends TableFileOptions {
  readonly columns: readonly Column[];
  readonly missingTexts: readonly string[];
  /** The document that names them; undefined where none does. */
  readonly missingTextsIn?: string;
}

/**
 * Looks at each file of a table once: fingerprint, encoding, header against contract. Cells that a mapping changes, several files,
 * and a file that begins with blank lines are written into one text; a file that is right as it is stays where it is.
 * @param source the file or files, and where their headers belong
 * @throws InputError FILE_PROBLEM with every problem of the files as a whole
 */
export async function planLoad(source: Source, options: PlanOptions): Promise<LoadPlan> {
  const mapping = mappingOf(source);
  const parts = await openParts(source, options);
  const kind = kindOf(source);
  const matches = parts.map((part) =>
    matchHeader({ ...part, names: part.header, mapping, kind }, options.columns),
  );
  const problems = [...matches.flatMap((match) => match.problems), ...otherHeaders(parts, matches)];
  const [first] = parts as [Part];
  if (problems.length > 0) {
    const wrong = [...new Set(problems.map(({ file }) => file))].join(', ');
    throw new InputError('FILE_PROBLEM', `${wrong} does not have the columns it should`, problems);
  }
  const { matched, changes } = matches[0]!;
  const isRewritten = parts.length > 1 || !first.isFirst || changes.some((change) => change !== undefined);
  const text = isRewritten ? await joinParts(parts, matches, options) : first;
  const starts = 'starts' in text ? text.starts : [{ file: first.file, after: 0 }];
  return {
    file: first.file,
    path: text.path,
    sha256: first.sha256,
    files: starts.map((start, i) => {
      const { sha256, state, rows } = parts[i]!;
      return { ...start, sha256, state, rows };
    }),
    bytes: text.bytes,
    recordBytes: first.recordBytes,
    longestLine: text.longestLine,
    lines: text.lines,
    delimiter: first.delimiter,
    columns: matched,
    absent: options.columns.filter((column) => !matched.includes(column)),
    missingTexts: options.missingTexts,
    mapping: isRewritten ? leftOutOf(matched) : mapping,
    ...(isRewritten && { isCopy: true }),
    workFolder: options.workFolder,
    mark: mappingMark(source),
    readBy: { mapping, missingTextsIn: options.missingTextsIn },
  };
}

/**
 * The file and line of a line of the text; of a Parquet file or a sheet, which have no lines, the row.
 * @param line 1-based
 */
export function placeOf({ files }: LoadPlan, line: number): { readonly file: string; readonly line: number } {
  const { file, after, rows } = files.findLast((start) => start.after < line) ?? files[0]!;
  return { file, line: rows === undefined ? line - after : rowAt(line - after, rows) };
}

/** A problem of the text as one of the file that it came from, with what can be done about it. */
export function placed(problem: Problem, plan: LoadPlan): Problem {
  const told = { ...problem, ...adviceOf(problem, plan.readBy, plan.columns) };
  return told.line === undefined ? told : { ...told, ...placeOf(plan, told.line) };
}

/** The mapping of a text that has the contract's names: it leaves out what was left out before. */
export function leftOutOf(matched: readonly Column[]): Mapping | undefined {
  const out = matched.filter(isLeftOut).map(({ name }) => [name, null] as const);
  return out.length === 0 ? undefined : Object.fromEntries(out);
}

const namesOf = ({ matched }: MatchedHeader): string[] => matched.map(({ name }) => name);

/** Files that lack columns of the first, or have others; in any order. */
function otherHeaders(parts: readonly Part[], matches: readonly MatchedHeader[]): Problem[] {
  const [first, ...others] = matches.map(namesOf);
  return others.flatMap((names, i) => {
    const { file } = parts[i + 1]!;
    const expected = `the columns of ${parts[0]!.file}, in any order`;
    const lost = first!.filter((name) => !names.includes(name)).map((name) => `without ${name}`);
    const more = names.filter((name) => !first!.includes(name)).map((name) => `also ${name}`);
    return [...lost, ...more].map((found) => ({ code: 'OTHER_COLUMNS', file, line: 1, found, expected }));
  });
}

function joinParts(
  parts: readonly Part[],
  matches: readonly MatchedHeader[],
  { workFolder, missingTexts }: Pick<PlanOptions, 'workFolder' | 'missingTexts'>,
) {
  const header = namesOf(matches[0]!);
  const tables = parts.map(({ file, path, delimiter }, i) => {
    const names = namesOf(matches[i]!);
    const order = header.map((name) => names.indexOf(name));
    const isSame = order.every((place, at) => place === at);
    return {
      file,
      path,
      delimiter,
      changes: matches[i]!.changes,
      order: isSame ? undefined : order,
      missingTexts,
    };
  });
  return joinTables(tables, header, workFolder);
}
