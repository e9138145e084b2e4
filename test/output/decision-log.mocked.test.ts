import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { appendToLog } from '../../src/output/decision-log.js';
import { documentKeeper } from '../../src/output/kept-documents.js';
import { LOG_START, readLog } from '../../src/output/read-log.js';
import { body } from '../fixtures/decision-body.js';

const busy = vi.hoisted(() => ({ is: false }));
const compromised = vi.hoisted((): { now?: ((error: Error) => void) | undefined } => ({}));

vi.mock('proper-lockfile', async (original) => {
  const { lock } = await original<typeof import('proper-lockfile')>();
  const held = Object.assign(new Error('Lock file is already being held'), { code: 'ELOCKED' });
  return {
    lock: (...[path, options]: Parameters<typeof lock>) => {
      compromised.now = options?.onCompromised;
      return busy.is ? Promise.reject(held) : lock(path, options);
    },
  };
});

afterEach(() => {
  busy.is = false;
  vi.restoreAllMocks();
});

it('is one log by each of its names: one lock, and one folder of documents', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const [path, link] = [join(folder, 'real/decisions.jsonl'), join(folder, 'links/today.jsonl')];
  for (const each of [path, link]) mkdirSync(dirname(each));
  // The log begins through a link that leads nowhere yet.
  symlinkSync('../real/decisions.jsonl', link);
  await documentKeeper(link, [{ text: '{}', fingerprint: 'f' }])();
  let at = LOG_START;
  for (const name of [link, path])
    ({ at } = await appendToLog(name, async () => {
      expect(readdirSync(dirname(path))).toContain('decisions.jsonl.lock');
      return { at, bodies: [body(name)] };
    }));
  const found: string[] = [];
  expect(await readLog(link, LOG_START, ({ id }) => found.push(id))).toEqual(at);
  expect(found).toEqual([link, path]);
  expect(readdirSync(dirname(path)).sort()).toEqual(['decision-documents', 'decisions.jsonl']);
  expect(readdirSync(dirname(link))).toEqual(['today.jsonl']);
});

it.each(['/dev/null', tmpdir()])('is no device and no folder: %s', async (path) => {
  const refused = { name: 'InputError', code: 'BAD_PATH', problems: [{ file: basename(path) }] };
  const decide = async () => ({ at: LOG_START, bodies: [body('a')] });
  await expect(appendToLog(path, decide)).rejects.toMatchObject(refused);
  await expect(readLog(path, LOG_START, () => {})).rejects.toMatchObject(refused);
});

it('is busy where others write all the time, and stays as it is', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  busy.is = true;
  const decide = async () => ({ at: LOG_START, bodies: [body('a')] });
  await expect(appendToLog(path, decide)).rejects.toMatchObject({
    code: 'LOG_BUSY',
    problems: [{ file: 'decisions.jsonl' }],
  });
  expect(await readLog(path, LOG_START, () => {})).toEqual(LOG_START);
});

it('adds nothing where others wrote after it was read, and keeps what they wrote', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  const theirs = async () => {
    appendFileSync(path, 'written by others\n');
    return { at: LOG_START, bodies: [body('a')] };
  };
  await expect(appendToLog(path, theirs)).rejects.toMatchObject({ code: 'LOG_CHANGED' });
  expect(readFileSync(path, 'utf8')).toBe('written by others\n');
});

it('adds nothing when others took its lock', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  const slept = async () => {
    compromised.now!(new Error('unable to update lock within the stale threshold'));
    return { at: LOG_START, bodies: [body('a')] };
  };
  await expect(appendToLog(path, slept)).rejects.toMatchObject({
    code: 'LOG_CHANGED',
    problems: [{ found: 'a lock that somebody else has' }],
  });
  expect(existsSync(path)).toBe(false);
});

it('lets timers through while it seals, so that its lock stays renewed', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const bodies = Array.from({ length: 3000 }, (_, i) => body(String(i)));
  const { records } = await appendToLog(path, async () => ({ at: LOG_START, bodies }));
  clearInterval(timer);
  expect(records).toHaveLength(3000);
  expect(ticks).toBeGreaterThan(3);
});
