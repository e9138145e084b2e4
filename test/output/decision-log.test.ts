import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { DecisionBody } from '../../src/document/decision-record.js';
import { appendToLog, LOG_START, readLog } from '../../src/output/decision-log.js';
import { writeShortly } from '../fixtures/short-writes.js';

afterEach(() => {
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
