import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
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
