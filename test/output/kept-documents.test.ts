import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { documentKeeper, documentOfLog } from '../../src/output/kept-documents.js';

const documents = [
  { text: '{"a":1}', fingerprint: 'f' },
  { text: '{"b":2}', fingerprint: 'g' },
];

async function kept() {
  const log = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  await documentKeeper(log, documents)();
  return { log, copy: await documentOfLog(log, 'f') };
}

it('keeps each document under its fingerprint', async () => {
  const { copy } = await kept();
  const said = readdirSync(dirname(copy)).map((name) => [
    name,
    readFileSync(join(dirname(copy), name), 'utf8'),
  ]);
  expect(said.sort()).toEqual([
    ['f.json', '{"a":1}'],
    ['g.json', '{"b":2}'],
  ]);
});

it('writes a copy again that says something else, before the first batch of a session', async () => {
  const { log, copy } = await kept();
  writeFileSync(copy, '{}\n');
  await documentKeeper(log, documents)();
  expect(readFileSync(copy, 'utf8')).toBe('{"a":1}');
});

it('makes a copy again that is gone, before any batch', async () => {
  const { log, copy } = await kept();
  const keep = documentKeeper(log, documents);
  await keep();
  rmSync(copy);
  await keep();
  expect(readFileSync(copy, 'utf8')).toBe('{"a":1}');
});
