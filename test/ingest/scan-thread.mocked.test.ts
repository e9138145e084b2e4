import { mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { scanAhead } from '../../src/ingest/scan-ahead.js';

vi.mock('node:worker_threads', () => ({
  Worker: class {
    constructor() {
      throw new Error('no thread can be started');
    }
  },
}));

it('comes to nothing where no thread can be started', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'large.csv');
  writeFileSync(path, '');
  truncateSync(path, 32 << 20);
  expect(await scanAhead([path]).get(path)!()).toBeUndefined();
});
