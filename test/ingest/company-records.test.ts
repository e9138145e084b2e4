import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { companyRecords } from '../../src/ingest/company-records.js';

const columns: readonly Column[] = ['company_id', 'note', 'town'].map((name) => ({ name, type: 'text' }));
const options = {
  file: 'f.csv',
  columns,
  wanted: new Set(columns.map(({ name }) => name)),
  missingTexts: [],
  classification: null,
};

async function read(text: string) {
  const found = [];
  for await (const record of companyRecords(Readable.from([Buffer.from(text)]), options)) found.push(record);
  return found;
}

it('stops at a quote that swallows records, as the engine’s reading does', async () => {
  await expect(
    read('company_id,note,town\nA,x,y\n"B,x\nC,x,y\nD,x,y\nE,x,y"\nF,x,y\n'),
  ).rejects.toMatchObject({
    code: 'FILE_PROBLEM',
    problems: [{ code: 'UNTERMINATED_QUOTE', line: 3, found: 'a quote that swallows 3 more lines' }],
  });
});

it('takes line breaks in a cell, and a short record with some, for what they are', async () => {
  const records = await read('company_id,note,town\nA,"two\nlines, and, three",y\n"B\nb"\nC,x,y\n');
  expect(records.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
    [2, []],
    [4, ['TOO_FEW_CELLS']],
    [6, []],
  ]);
});

it('counts a line of blanks as a record with too few cells, and an empty one as none', async () => {
  const records = await read(' \n\ncompany_id,note,town\nA,x,y\n\n\u3000 \nB,x,y\r\n\r\nC,"x","y"\r\n');
  expect(records.map(({ line, company, problems }) => [line, company.town, problems[0]?.code])).toEqual([
    [4, 'y', undefined],
    [6, undefined, 'TOO_FEW_CELLS'],
    [7, 'y', undefined],
    [9, 'y', undefined],
  ]);
});
