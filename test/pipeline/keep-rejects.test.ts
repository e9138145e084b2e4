import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { keepingRejects } from '../../src/pipeline/keep-rejects.js';

const tooMany = async () => {
  throw new InputError('TOO_MANY_REJECTS', 'too many', [
    { code: 'TYPE', file: 'a.csv', line: 2, found: 'x' },
  ]);
};

it('keeps the list, or nothing at all', async () => {
  const out = mkdtempSync(join(tmpdir(), 'dipper-'));
  await expect(keepingRejects(out, 'r', tooMany)).rejects.toMatchObject({ code: 'TOO_MANY_REJECTS' });
  expect(readFileSync(join(out, 'r-rejects.csv'), 'utf8')).toContain('a.csv,2,,x,TYPE,');
  mkdirSync(join(out, 's-rejects.csv', 'in-the-way'), { recursive: true });
  await expect(keepingRejects(out, 's', tooMany)).rejects.toThrow();
  expect(readdirSync(out).sort()).toEqual(['r-rejects.csv', 's-rejects.csv']);
});
