import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kindWithoutLines, readFileHead } from '../../src/ingest/file-head.js';

it('reads whole lines of UTF-16, of either byte order, in a file longer than a head', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `第${i}上`);
  const wide = Buffer.from(`\ufeffid\n${lines.join('\n')}\n`, 'utf16le');
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'a.csv');
  for (const bytes of [wide, Buffer.from(wide).swap16()]) {
    writeFileSync(path, bytes);
    const { header, records } = (await readFileHead(path))!;
    expect(header).toEqual(['id']);
    expect(records.length).toBeGreaterThan(1000);
    expect(records.slice(0, -1).map(([cell]) => cell)).toEqual(lines.slice(0, records.length - 1));
  }
});

it('is not there where a file cannot be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  for (const path of [folder, join(folder, 'no-such-file')]) {
    expect(await kindWithoutLines(path)).toBeUndefined();
    expect(await readFileHead(path)).toBeUndefined();
  }
});
