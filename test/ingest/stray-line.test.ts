import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatProblem } from '../../src/core/errors.js';
import { planLoad } from '../../src/ingest/load-plan.js';
import { readRows } from '../../src/ingest/read-rows.js';
import { freshFolder } from '../fixtures/engine.js';

const columns = [{ name: 'name', type: 'text' }] as const;
const gbk = Buffer.from([0xbc, 0xd7, 0xb3, 0xa7, 0x0a, 0xff, 0xff, 0x0a]);

async function problemsOf(bytes: Uint8Array, name = 'firms.csv') {
  const folder = freshFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const plan = () => planLoad(path, { columns, missingTexts: [], workFolder: folder });
  const found = [plan, () => readRows(path, columns)].map((read) => read().catch(({ problems }) => problems));
  return Promise.all(found);
}

it('a file in two encodings is refused with the first line in the other one', async () => {
  const text = Buffer.from('name\n甲厂\n乙厂\n丙厂\n');
  for (const problems of await problemsOf(Buffer.concat([text, gbk])))
    expect(problems).toMatchObject([{ code: 'UNDECODABLE', line: 5, found: 'bytes that are no UTF-8' }]);
  for (const problems of await problemsOf(Buffer.concat([Buffer.from('name\n'), gbk])))
    expect(problems).toEqual([
      {
        code: 'UNDECODABLE',
        file: 'firms.csv',
        expected: 'text in UTF-8, UTF-16 (with its mark) or GB18030',
      },
    ]);
});

it('an old workbook is called one', async () => {
  const bytes = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0xff]);
  for (const problems of await problemsOf(bytes, 'firms.xls'))
    expect(problems).toMatchObject([{ code: 'UNREADABLE', found: 'a workbook of Excel 97 to 2003 (.xls)' }]);
});

it('what nobody sees in what was found is written out', () => {
  const found = 'company\u200b_id\ufeff';
  expect(formatProblem({ code: 'UNKNOWN_COLUMN', found, expected: 'x' })).toBe(
    'found "company\\u200b_id\\ufeff"; expected x',
  );
});
