import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { companyRecords } from '../../src/ingest/company-records.js';
import { adviceOf } from '../../src/ingest/problem-advice.js';
import { readRows } from '../../src/ingest/read-rows.js';

const mapping = { 成立: { column: 'established_on', dateFormat: 'YYYYMMDD' }, 备注: null };
const readBy = { mapping, missingTextsIn: 'enterprise.spec.json' };
const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'staff', type: 'integer' },
  { name: 'capital', type: 'amount' },
  { name: 'established_on', type: 'date' },
  { name: 'closed_on', type: 'date' },
  { name: 'tax', type: 'number' },
  { name: 'is_new', type: 'flag' },
];
const of = (column: string, found: string, expected = 'amount', code = 'TYPE') =>
  adviceOf({ code, column, found, expected }, readBy, columns);

it('tells what to do about words for nothing, separators, and days in another format than the mapped one', () => {
  expect(of('staff', ' NULL ').hint).toContain('missingTexts of enterprise.spec.json');
  expect(of('staff', '无').hint).toContain('missingTexts');
  expect(of('capital', '1,324.5').hint).toContain('"grouped": true');
  expect(of('capital', '２９０').hint).toContain('"grouped": true');
  expect(of('staff', '27%').hint).toContain('"percent": true');
  expect(of('established_on', '2012年3月11日', 'date YYYY-MM-DD')).toEqual({
    expected: 'date YYYY-MM-DD, or YYYYMMDD as it is mapped',
  });
});

it('tells of a code that a spreadsheet took for a number', () => {
  expect(of('company_id', '9.14406E+17', 'text', 'PATTERN').hint).toContain('stored as text');
  expect(of('company_id', '9.14406', 'text', 'PATTERN')).toEqual({});
});

it('says nothing where there is nothing to be done in the mapping', () => {
  expect(of('capital', 'many')).toEqual({});
  // No separator makes these right: a decimal comma, a fraction of a whole number, a flag.
  expect(of('capital', '0,123')).toEqual({});
  expect(of('staff', '30.5')).toEqual({});
  expect(of('is_new', '１')).toEqual({});
  expect(of('capital', '-5', 'amount, at least 0', 'RANGE')).toEqual({});
  expect(of('closed_on', '20190304', 'date YYYY-MM-DD')).toEqual({});
  expect(
    adviceOf({ code: 'TYPE', column: 'tax', found: 'NULL' }, { mapping, missingTextsIn: undefined }, columns),
  ).toEqual({});
});

it('stands beside a single record and the rows of a small table too', async () => {
  const text = 'company_id,成立,备注\nA,2012年3月11日,x\n';
  const expected = expect.stringMatching(/^date .*, or YYYYMMDD as it is mapped$/);
  const problems = [{ code: 'TYPE', line: 2, column: 'established_on', found: '2012年3月11日', expected }];
  const own = columns.filter(({ name }) => name === 'company_id' || name === 'established_on');
  const contract = { file: 'f.csv', columns: own, mapping, missingTexts: [], classification: null };
  const wanted = new Set(own.map(({ name }) => name));
  for await (const record of companyRecords(Readable.from([Buffer.from(text)]), { ...contract, wanted }))
    expect(record).toMatchObject({ problems });
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'f.csv');
  writeFileSync(path, text);
  await expect(readRows({ paths: [path], mapping }, own)).rejects.toMatchObject({
    code: 'ROW_PROBLEM',
    problems,
  });
});
