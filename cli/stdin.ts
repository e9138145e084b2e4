import { fstatSync } from 'node:fs';

/**
 * The bytes of stdin.
 * @throws InputError BAD_PATH for a folder, which reads as if it were empty
 */
export function openStdin({ InputError }: typeof import('../src/index.js')): NodeJS.ReadStream {
  if (!fstatSync(0).isDirectory()) return process.stdin;
  throw new InputError('BAD_PATH', 'stdin cannot be read', [
    {
      code: 'BAD_PATH',
      file: 'stdin',
      found: 'a folder',
      expected: 'a file, or what another command writes',
    },
  ]);
}
