import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { machineError } from '../../src/core/machine-error.js';

const errno = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('machineError', () => {
  it.each([
    [errno('ENOSPC', 'write failed'), 'NO_SPACE'],
    [new Error('IO Error: Could not write file "x": File too large'), 'NO_SPACE'],
    [new Error('IO Error: Could not write file "x": No space left on device'), 'NO_SPACE'],
    [errno('EROFS', 'mkdir'), 'UNWRITABLE'],
    [new Error('IO Error: Cannot open file "x": Permission denied'), 'UNWRITABLE'],
    [errno('EMFILE', 'EMFILE: too many open files, open'), 'TOO_MANY_FILES'],
    [errno('ENOENT', "ENOENT: no such file or directory, open 'no/x.csv'"), 'BAD_PATH'],
    [errno('EISDIR', 'EISDIR: illegal operation on a directory, read'), 'BAD_PATH'],
    [new Error('Out of Memory Error: failed to allocate data of size 16.0 MiB'), 'OUT_OF_MEMORY'],
  ])('says %s as %s', (error, code) => {
    expect(machineError(error)).toMatchObject({
      code,
      problems: [{ code, found: error.message.split(': ').at(-1) }],
    });
    expect(machineError(error)).toBeInstanceOf(InputError);
  });

  it('names the whole path, however long', () => {
    const path = `/${'long/'.repeat(30)}x.csv`;
    const error = Object.assign(errno('ENOENT', `ENOENT: no such file or directory, open '${path}'`), {
      path,
    });
    expect(machineError(error)).toMatchObject({ problems: [{ code: 'BAD_PATH', file: path }] });
  });

  it('leaves every other error as it is', () => {
    for (const error of [
      new Error('what'),
      new TypeError('ENOSPC is not a function'),
      'ENOSPC',
      new InputError('X', 'EACCES', []),
    ])
      expect(machineError(error)).toBe(error);
  });
});
