import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/core/write-whole.js';

const folder = () => mkdtempSync(join(tmpdir(), 'dipper-'));

it('leaves what stood there where the writing fails, and no draft', async () => {
  const path = join(folder(), 'a.csv');
  writeFileSync(path, 'before');
  const failing = writeWhole(path, async (file) => {
    await file.writeFile('half');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect(readFileSync(path, 'utf8')).toBe('before');
  expect(readdirSync(join(path, '..'))).toEqual(['a.csv']);
});

it('may have a name as long as names can be', async () => {
  const path = join(folder(), 'a'.repeat(255));
  await writeWhole(path, (file) => file.writeFile('all'));
  expect(readFileSync(path, 'utf8')).toBe('all');
});

it('follows a link, and leaves it one', async () => {
  const own = folder();
  const [path, link] = [join(own, 'a.csv'), join(own, 'link.csv')];
  writeFileSync(path, 'before');
  symlinkSync(path, link);
  await writeWhole(link, (file) => file.writeFile('after'));
  expect(readFileSync(path, 'utf8')).toBe('after');
  expect(readdirSync(own).sort()).toEqual(['a.csv', 'link.csv']);
});

it('writes straight into what is no file', async () => {
  await writeWhole('/dev/null', (file) => file.writeFile('gone'));
  expect(readdirSync('/dev').filter((name) => name.startsWith('.dipper-'))).toEqual([]);
});

it('says where it could not write, by the name that was given', async () => {
  const path = join(folder(), 'none/a.csv');
  const error = await writeWhole(path, async () => {}).catch((each) => each);
  expect(error).toMatchObject({ code: 'ENOENT', path });
  expect(error.message).not.toContain('.dipper-');
});
