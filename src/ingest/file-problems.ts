import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { isExhausted } from '../core/machine-error.js';
import { isOldWorkbook } from './sheet.js';

/** What is thrown for a file that cannot be read. */
export function fileProblem(file: string, ...problems: readonly Problem[]): InputError {
  return new InputError('FILE_PROBLEM', `${file} cannot be read`, problems);
}

/** @throws InputError FILE_PROBLEM for a workbook of Excel up to 2003 */
export function assertReadable(head: Uint8Array, file: string): void {
  if (!isOldWorkbook(head)) return;
  const found = 'a workbook of Excel 97 to 2003 (.xls)';
  throw fileProblem(file, {
    code: 'UNREADABLE',
    file,
    found,
    expected: 'XLSX or CSV: open it and save it as one',
  });
}

/** What is said of text in no known encoding, or in more than one: where the other one begins. */
export function undecodable(file: string, line: number | undefined): Problem {
  const at = { code: 'UNDECODABLE', file };
  return line === undefined
    ? { ...at, expected: 'text in UTF-8, UTF-16 (with its mark) or GB18030' }
    : {
        ...at,
        line,
        found: 'bytes that are no UTF-8',
        expected: 'one encoding throughout: most lines are UTF-8',
      };
}

/** What is said of a quote that opens on a line and does not close. */
export function openQuote(file: string, line: number): Problem {
  const found = 'a quote that never closes';
  return { code: 'UNTERMINATED_QUOTE', file, line, found, expected: 'quotes in pairs' };
}

/** What is said of a record with lines in it that look like records: a quote opens in it and does not close where it should. */
export function swallowingQuote(file: string, line: number, lost: number): Problem {
  const found = `a quote that swallows ${lost} more ${lost === 1 ? 'line' : 'lines'}`;
  return { code: 'UNTERMINATED_QUOTE', file, line, found, expected: 'quotes in pairs' };
}

/** What is said of a record whose quotes do not pair. */
export const unpairedQuotes = (file: string, line: number): Problem => ({
  code: 'BAD_QUOTE',
  file,
  line,
  expected: 'quotes in pairs',
});

/** What is said of a record with more or fewer cells than the table has columns. */
export function wrongWidth(
  at: { readonly file: string; readonly line: number },
  cells: number,
  columns: number,
): Problem {
  const code = cells > columns ? 'TOO_MANY_CELLS' : 'TOO_FEW_CELLS';
  return { code, ...at, found: `${cells} cells`, expected: `${columns} cells` };
}

/** What is thrown for a gzip file that is cut off or changed. */
export const damagedGzip = (file: string): InputError =>
  fileProblem(file, { code: 'UNREADABLE', file, found: 'a damaged gz file', expected: 'a whole gz file' });

/**
 * Makes sure that a path, where there is anything, is no pipe or device: those give what they hold once, and tables are read more often.
 * @throws InputError FILE_PROBLEM
 */
export async function assertRereadable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isFile() || found.isDirectory()) return;
  const file = basename(path);
  throw fileProblem(file, {
    code: 'UNREADABLE',
    file,
    found: 'a pipe or a device',
    expected: 'a file: it is read more than once',
  });
}

/**
 * What reading a file gives.
 * @throws InputError FILE_PROBLEM when the file is not there, may not be read or is none
 */
export async function readable<T>(path: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (error) {
    throw isUnreadable(error) ? unreadable(error, basename(path), path) : error;
  }
}

/** Whether an error of the system lies in a file: not there, no right to read it, a folder, too large to be read whole. */
export const isUnreadable = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  ('syscall' in error || error.code === 'ERR_FS_FILE_TOO_LARGE') &&
  !isExhausted(error);

/** What is thrown for it. */
export function unreadable(
  { code, path }: NodeJS.ErrnoException,
  file: string,
  at = path ?? file,
): InputError {
  return fileProblem(file, {
    code: 'UNREADABLE',
    file,
    found: `${code} at ${at}`,
    expected: 'a readable file',
  });
}
