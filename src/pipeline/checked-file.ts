import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import { pathOf, type Source } from '../document/mapping.js';
import type { Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';

/** One input of a study, looked at. */
export interface CheckedFile {
  readonly role: InputRole;
  readonly file: string;
  /** Data records; null where the file could not be read to its end. */
  readonly records: number | null;
  /** Whether the jobs that read it can go on: row problems of the company table within the limit leave it usable. */
  readonly usable: boolean;
  /** Why it cannot be used; null where it can. */
  readonly reason: string | null;
  readonly problems: readonly Problem[];
}

/** Reads inputs one by one and keeps what is wrong with each. */
export function keeper({ inputs }: Study) {
  const files: CheckedFile[] = [];
  /** What a reader gives; undefined where the study has no such file, or it has problems. */
  async function read<T extends object>(
    role: InputRole,
    reader: (source: Source) => Promise<T>,
    recordsOf: (found: T) => number,
  ): Promise<T | undefined> {
    const source = inputs[role];
    if (source === undefined) return undefined;
    const file = basename(pathOf(source));
    try {
      const found = await reader(source);
      files.push({ role, file, records: recordsOf(found), usable: true, reason: null, problems: [] });
      return found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      files.push({
        role,
        file,
        records: null,
        usable: false,
        reason: error.message,
        problems: error.problems,
      });
      return undefined;
    }
  }
  return { files, read };
}

/** What reads one input and keeps what is wrong with it. */
export type Read = ReturnType<typeof keeper>['read'];

/** What is said of a file that needs another one which could not be read. */
export function notLookedAt(file: string, expected: string) {
  const reason = `${file} was not looked at`;
  const problems = [{ code: 'NOT_LOOKED_AT', file, found: 'a file that needs another one', expected }];
  return { records: null, usable: false, reason, problems };
}

/** What was read of a large input. */
interface Loaded {
  readonly file: string;
  readonly records: number;
  readonly rejects?: readonly Problem[];
}

/** An input that could be read. */
export const usableFile = (role: InputRole, { file, records, rejects = [] }: Loaded): CheckedFile => ({
  role,
  file,
  records,
  usable: true,
  reason: null,
  problems: rejects,
});

/** What a job gives; an error in the input is kept as that of the file. */
export async function keeping<T>(
  files: CheckedFile[],
  {
    role,
    file,
    names = [file],
  }: { readonly role: InputRole; readonly file: string; readonly names?: readonly string[] },
  job: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, problems } = error;
    const failed = { records: null, usable: false, reason: message, problems };
    const other = problems.find((problem) => !names.includes(problem.file!))?.file;
    if (role === 'companies' && other !== undefined) {
      files.push({ role: 'invoices', file: other, ...failed });
      files.push({ role, file, ...notLookedAt(file, `${other} that can be read`) });
    } else files.push({ role, file, ...failed });
    return undefined;
  }
}
