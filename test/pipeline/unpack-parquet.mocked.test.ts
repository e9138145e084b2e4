import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { loadPrevious } from '../../src/pipeline/settle-tiers.js';
import { unpackParquet } from '../../src/pipeline/unpack-parquet.js';

const failing = vi.hoisted(() => ({ message: '' }));

vi.mock('../../src/engine/engine.js', () => {
  const fail = () => Promise.reject(new Error(failing.message));
  return { openEngine: async () => ({ rows: fail, run: fail, close: () => {} }) };
});

afterEach(() => vi.restoreAllMocks());

const unpack = () => unpackParquet('firms.parquet', join(tmpdir(), 'firms.csv'));
const previous = () =>
  loadPrevious({ run: () => Promise.reject(new Error(failing.message)) } as unknown as Engine, {
    path: 'ratings.csv',
    file: 'ratings.csv',
  });

it.each([unpack, previous])('a damaged file is a problem of the file', async (job) => {
  failing.message = 'Invalid Input Error: No magic bytes found';
  await expect(job()).rejects.toMatchObject({ code: 'FILE_PROBLEM' });
});

it.each([unpack, previous])('a full disk is no problem of the file', async (job) => {
  failing.message = 'IO Error: Could not write file: No space left on device';
  await expect(job()).rejects.toThrow(failing.message);
  await expect(job()).rejects.not.toHaveProperty('problems');
});
