import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isParquetFile, readFileHead } from '../../src/ingest/file-head.js';

it('is not there where a file cannot be read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  for (const path of [folder, join(folder, 'no-such-file')]) {
    expect(await isParquetFile(path)).toBe(false);
    expect(await readFileHead(path)).toBeUndefined();
  }
});
