import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { dropWorkFolder, openWorkFolder } from '../../src/output/work-folder.js';

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>();
  const rm: typeof fs.rm = async (path, options) => {
    if (String(path).endsWith('-of-others')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    return fs.rm(path, options);
  };
  return { ...fs, rm };
});

it('leaves what it may not remove, and works all the same', async () => {
  const out = mkdtempSync(join(tmpdir(), 'dipper-'));
  const own = await openWorkFolder(out);
  const mark = basename(own.path).split('-').slice(0, 2).join('-');
  const left = join(out, `${mark}-${spawnSync(process.execPath, ['-e', '']).pid}-x-of-others`);
  mkdirSync(left);
  await dropWorkFolder(await openWorkFolder(out));
  expect(existsSync(left)).toBe(true);
  await dropWorkFolder(own);
});
