import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { DecisionBody } from '../../src/document/decision-record.js';
import { appendToLog, LOG_START, readLog } from '../../src/output/decision-log.js';
import { writeShortly } from '../fixtures/short-writes.js';

const busy = vi.hoisted(() => ({ is: false }));

vi.mock('proper-lockfile', async (original) => {
  const { lock } = await original<typeof import('proper-lockfile')>();
  const held = Object.assign(new Error('Lock file is already being held'), { code: 'ELOCKED' });
  return { lock: (...args: Parameters<typeof lock>) => (busy.is ? Promise.reject(held) : lock(...args)) };
});

afterEach(() => {
  busy.is = false;
  vi.restoreAllMocks();
});

const body = (id: string): DecisionBody => ({
  kind: 'decision',
  id,
  companyId: 'c',
  decidedOn: '2024-07-01',
  study: 'tiny',
  asOf: '2024-06-30',
  synthetic: true,
  draft: false,
  codeVersion: '0',
  documents: {},
  inputs: {},
  inputsSha256: '0'.repeat(64),
  result: {},
});

it('is whole also where the machine writes a part at a time', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  await writeShortly(100);
  let at = LOG_START;
  for (const ids of [['a', 'b'], ['c']])
    ({ at } = await appendToLog(path, async () => ({ at, bodies: ids.map(body) })));
  const found: string[] = [];
  expect(await readLog(path, LOG_START, ({ id }) => found.push(id))).toEqual(at);
  expect(found).toEqual(['a', 'b', 'c']);
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
