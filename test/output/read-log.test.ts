import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/document/canonical.js';
import { sealRecord } from '../../src/document/decision-record.js';
import { appendToLog } from '../../src/output/decision-log.js';
import { LOG_START, readLog } from '../../src/output/read-log.js';
import { body } from '../fixtures/decision-body.js';

it('tells a record that lost its line feed from a torn one', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  await appendToLog(path, async () => ({ at: LOG_START, bodies: [body('a'), body('b')] }));
  const whole = readFileSync(path, 'utf8');
  const hintOf = async (text: string) => {
    writeFileSync(path, text);
    return readLog(path, LOG_START, () => {}).catch(({ problems }) => problems[0].hint);
  };
  expect(await hintOf(whole.slice(0, -1))).toBe('add a line feed at the end of the file');
  expect(await hintOf(whole.slice(0, -9))).toContain('cut the file to');
});

it.each([
  ['inputs', { inputs: undefined }, { path: 'inputs', found: 'nothing', expected: 'an object' }],
  ['a borrower', { inputs: { application: {} } }, { path: 'inputs.borrower', found: 'nothing' }],
  ['a result', { result: undefined }, { path: 'result', found: 'nothing', expected: 'an object' }],
  ['a known kind', { kind: 'x' }, { path: 'kind', found: '"x"', expected: 'one of decision, watch' }],
  ['a loan', { kind: 'watch' }, { path: 'inputs.loan', found: 'nothing' }],
  ['a day', { decidedOn: 20240701 }, { path: 'decidedOn', found: '20240701', expected: 'a text' }],
])('takes what was sealed without %s for no record', async (_what, change, problem) => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
  const first = sealRecord(body('a'), undefined);
  const changed = { ...body('b'), ...change } as unknown as typeof first;
  const sealed = sealRecord(JSON.parse(JSON.stringify(changed)), first);
  writeFileSync(path, `${canonicalJson(first)}\n${canonicalJson(sealed)}\n`);
  const read: string[] = [];
  await expect(readLog(path, LOG_START, ({ id }) => read.push(id))).rejects.toMatchObject({
    code: 'LOG_DAMAGED',
    problems: [{ code: 'NOT_A_RECORD', file: 'decisions.jsonl', line: 2, ...problem }],
  });
  expect(read).toEqual(['a']);
});
