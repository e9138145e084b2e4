import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { replaceDocument } from '../../src/pipeline/replace-document.js';

it.each([
  ['as Dipper writes it', ''],
  ['with a mark before it', '\ufeff'],
])('keeps a document that was approved, %s', async (_how, mark) => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const [out, path] = [join(folder, 'out'), join(folder, 'enterprise.json')];
  const approved = `${mark}{ "status": "approved" }\n`;
  writeFileSync(path, approved);
  const kept = await replaceDocument(out, path, { status: 'draft' });
  expect(readdirSync(out)).toEqual([basename(kept!)]);
  expect(readFileSync(kept!, 'utf8')).toBe(approved);
  expect(readFileSync(path, 'utf8')).toBe('{ "status": "draft" }\n');
  expect(await replaceDocument(out, path, { status: 'draft' })).toBeUndefined();
});
