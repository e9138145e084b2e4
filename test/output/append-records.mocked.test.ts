import type * as Fs from 'node:fs';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { appendToLog } from '../../src/output/decision-log.js';
import { LOG_START, type LogPosition, readLog } from '../../src/output/read-log.js';
import { body } from '../fixtures/decision-body.js';

interface Disk {
  /** So many bytes are taken at a time. */
  most: number;
  /** So many times it was written to. */
  pieces: number;
  /** What happens before, and after, something is written. */
  before: (pieces: number) => void;
  after: () => void;
}

const UNHURT = vi.hoisted(
  (): Disk => ({ most: Number.POSITIVE_INFINITY, pieces: 0, before: () => {}, after: () => {} }),
);
const disk = vi.hoisted(() => ({ ...UNHURT }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const writeSync = (fd: number, bytes: Uint8Array, from: number, length: number) => {
    disk.before(disk.pieces++);
    const written = fs.writeSync(fd, bytes, from, Math.min(length, disk.most));
    disk.after();
    return written;
  };
  return { ...fs, writeSync };
});

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(disk, UNHURT);
});

const PIECE = 1024;
const THEIRS = 'written by others\n';
const newLog = () => join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
const bodies = (count: number) => Array.from({ length: count }, (_, i) => body(String(i)));

/** A log of one record. */
async function begun() {
  const path = newLog();
  const { at } = await appendToLog(path, async () => ({ at: LOG_START, bodies: [body('first')] }));
  disk.pieces = 0;
  return { path, at, before: readFileSync(path, 'utf8') };
}

/** Adds three pieces; tells what was thrown, and what was heard of records that stay. */
async function addTo(path: string, at: LogPosition) {
  const stay: unknown[] = [];
  const adding = appendToLog(
    path,
    async () => ({ at, bodies: bodies(3 * PIECE) }),
    (records, { seq }) => stay.push([records, seq]),
  );
  const thrown = await adding.then(
    () => undefined,
    (error) => error,
  );
  return { thrown, stay };
}

it('is whole also where the machine writes a part at a time', async () => {
  const path = newLog();
  disk.most = 100;
  let at = LOG_START;
  for (const ids of [['a', 'b'], ['c']])
    ({ at } = await appendToLog(path, async () => ({ at, bodies: ids.map(body) })));
  const found: string[] = [];
  expect(await readLog(path, LOG_START, ({ id }) => found.push(id))).toEqual(at);
  expect(found).toEqual(['a', 'b', 'c']);
  expect(disk.pieces).toBeGreaterThan(3);
});

it('tells what stands as soon as it does', async () => {
  const { path, at } = await begun();
  expect(await addTo(path, at)).toEqual({ thrown: undefined, stay: [[3 * PIECE, 3 * PIECE + 1]] });
});

it('a process that was stopped so long that others took its lock writes no more, and leaves them their lock', async () => {
  const { path, at, before } = await begun();
  disk.after = () => {
    const later = Date.now() + 31_000;
    utimesSync(`${path}.lock`, later / 1000, later / 1000);
    appendFileSync(path, THEIRS);
    vi.spyOn(Date, 'now').mockReturnValue(later);
  };
  const { thrown, stay } = await addTo(path, at);
  expect(thrown).toMatchObject({
    code: 'LOG_CHANGED',
    message: 'decisions.jsonl was written by somebody else meanwhile; 1024 records were added before',
    problems: [{ found: 'a lock that somebody else has' }],
  });
  expect(stay).toEqual([[PIECE, PIECE + 1]]);
  const lines = readFileSync(path, 'utf8').slice(before.length).split('\n');
  expect(lines.slice(PIECE)).toEqual([THEIRS.trim(), '']);
  expect(existsSync(`${path}.lock`)).toBe(true);
});

it('one that was stopped before it wrote adds nothing', async () => {
  const { path, at, before } = await begun();
  const slept = async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000);
    return { at, bodies: [body('a')] };
  };
  await expect(appendToLog(path, slept)).rejects.toMatchObject({
    code: 'LOG_CHANGED',
    message: 'decisions.jsonl was written by somebody else meanwhile; nothing was added',
  });
  expect(readFileSync(path, 'utf8')).toBe(before);
  // Nobody took the lock: it is given back.
  expect(existsSync(`${path}.lock`)).toBe(false);
});

it('writes nothing after what others wrote between two pieces', async () => {
  const { path, at } = await begun();
  disk.after = () => appendFileSync(path, THEIRS);
  const { thrown, stay } = await addTo(path, at);
  expect(thrown).toMatchObject({
    code: 'LOG_CHANGED',
    message: expect.stringContaining('1024 records were added'),
  });
  expect(stay).toEqual([[PIECE, PIECE + 1]]);
  expect(
    readFileSync(path, 'utf8')
      .split('\n')
      .slice(PIECE + 1),
  ).toEqual([THEIRS.trim(), '']);
});

const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

it('a disk that fills up half-way leaves the log as it was', async () => {
  const { path, at, before } = await begun();
  disk.before = (pieces) => {
    if (pieces === 2) throw full();
  };
  const { thrown, stay } = await addTo(path, at);
  expect([thrown.code, stay, readFileSync(path, 'utf8')]).toEqual(['ENOSPC', [], before]);
});

it('a disk that fills up takes nothing from what others wrote', async () => {
  const { path, at } = await begun();
  disk.before = (pieces) => {
    if (pieces === 0) return;
    appendFileSync(path, THEIRS);
    throw full();
  };
  const { thrown, stay } = await addTo(path, at);
  expect([thrown.code, stay]).toEqual(['ENOSPC', [[PIECE, PIECE + 1]]]);
  expect(
    readFileSync(path, 'utf8')
      .split('\n')
      .slice(PIECE + 1),
  ).toEqual([THEIRS.trim(), '']);
});

it('a process that ends half-way takes back what it wrote', async () => {
  const { path, at, before } = await begun();
  const listeners = process.listenerCount('exit');
  let left = '';
  disk.before = (pieces) => {
    if (pieces === 0) return;
    process.listeners('exit').at(-1)!(130);
    left = readFileSync(path, 'utf8');
    throw full();
  };
  const { stay } = await addTo(path, at);
  expect([left === before, stay]).toEqual([true, []]);
  expect(process.listenerCount('exit')).toBe(listeners);
});
