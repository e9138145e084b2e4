import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { dropWorkFolder, openWorkFolder } from '../../src/output/work-folder.js';

it('sweeps away what killed processes of this machine left, and nothing else', async () => {
  const out = mkdtempSync(join(tmpdir(), 'dipper-'));
  const own = await openWorkFolder(out);
  const mark = basename(own.path).split('-').slice(0, 2).join('-');
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const kept = ['2024-06-30-1a2b3c4d5e6f', `.tmp-ffffff-${dead}-x-0`, `${mark}-${process.ppid}-x-0`];
  for (const name of [...kept, `${mark}-${dead}-x-0`, `${mark}-${dead}-x-0-scratch`])
    mkdirSync(join(out, name));
  const other = await openWorkFolder(out);
  expect(readdirSync(out).sort()).toEqual(
    [...kept, ...[own, other].flatMap(({ path, scratch }) => [basename(path), basename(scratch)])].sort(),
  );
  await dropWorkFolder(own);
  await dropWorkFolder(other);
  expect(readdirSync(out).sort()).toEqual([...kept].sort());
});
