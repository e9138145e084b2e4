import { InputError, type Problem } from './errors.js';

/** What a machine says when it cannot go on, by system error codes and by the words of the engine. */
const REFUSALS: readonly (readonly [
  code: string,
  found: RegExp,
  problem: Pick<Problem, 'expected' | 'hint'>,
])[] = [
  [
    'NO_SPACE',
    /\b(ENOSPC|EDQUOT|EFBIG)\b|No space left|File too large|quota exceeded/i,
    {
      expected: 'room on the disk',
      hint: 'no file of the study is half-written; free some space, then run again',
    },
  ],
  [
    'UNWRITABLE',
    /\b(EACCES|EPERM|EROFS)\b|Permission denied|Read-only file system/i,
    { expected: 'files and folders that may be read and written' },
  ],
  [
    'TOO_MANY_FILES',
    /\b(EMFILE|ENFILE)\b|Too many open files/i,
    { expected: 'a higher limit on open files', hint: 'raise it with: ulimit -n 4096' },
  ],
  [
    'BAD_PATH',
    /\b(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP)\b/,
    { expected: 'the path of a file, in a folder that is there' },
  ],
  [
    'OUT_OF_MEMORY',
    /\bENOMEM\b|Out of Memory Error/i,
    { expected: 'more memory', hint: 'raise --memory, or give --spill a folder on a disk with room' },
  ],
];

/**
 * An error of the machine (disk full, no permission, no such folder, no memory, too many open files) as one that the user can mend;
 * every other error as it is.
 * @param error what was thrown
 */
export function machineError(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const { code: named = '', path: file } = error as NodeJS.ErrnoException;
  const text = `${named} ${error.message}`;
  const [code, , problem] = REFUSALS.find(([, found]) => found.test(text)) ?? [];
  if (code === undefined) return error;
  const found = error.message.split('\n')[0]!.split(': ').at(-1)!;
  return new InputError(code, 'The machine cannot go on', [
    { code, ...(file === undefined ? {} : { file }), found, ...problem },
  ]);
}

const EXHAUSTED = new Set(['NO_SPACE', 'TOO_MANY_FILES', 'OUT_OF_MEMORY']);

/** Whether the machine lacks room, memory or handles: then it is not the file that is wrong. */
export function isExhausted(error: unknown): boolean {
  const told = machineError(error);
  return told !== error && EXHAUSTED.has((told as InputError).code);
}
