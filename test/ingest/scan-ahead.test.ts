import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { scanFile } from '../../src/ingest/scan-bytes.js';
import { openTableFile } from '../../src/ingest/table-file.js';

// What is built: a thread is started from a file of its own.
const { scanAhead } = (await import(
  new URL('../../dist/src/ingest/scan-ahead.js', import.meta.url).href
)) as typeof import('../../src/ingest/scan-ahead.js');

const folder = mkdtempSync(join(tmpdir(), 'scan-ahead-'));
const large = join(folder, 'large.csv');
const small = join(folder, 'small.csv');
writeFileSync(large, `name\n${'企业,\n'.repeat(5 << 20)}`);
writeFileSync(small, 'name\n企业\n');
afterAll(() => rmSync(folder, { recursive: true }));

it('scans a large file in a thread as it is scanned here, and leaves a small one or one that is not there', async () => {
  const scans = scanAhead([large, small, join(folder, 'none.csv')]);
  expect([...scans.keys()]).toEqual([large]);
  expect(await scans.get(large)!()).toEqual(await scanFile(large));
});

it('says of a scan that came to nothing what a scan in turn says', async () => {
  const options = { workFolder: folder };
  const failed = new Map([[large, () => Promise.resolve(undefined)]]);
  expect(await openTableFile(large, { ...options, scans: failed })).toEqual(
    await openTableFile(large, options),
  );
});
