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

async function read(text: string, naming?: string) {
  const bytes = Readable.from([Buffer.from(text)]);
  const found = [];
  for await (const record of companyRecords(bytes, { ...options, naming })) found.push(record);
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

it('knows a header by what is seen of it', async () => {
  const records = await read('\ufeffcompany_id,\u200bno\u200bte, town\u2060\nA,x,y\n');
  expect(records.map(({ company }) => company.note)).toEqual(['x']);
});

it('counts no line in which nothing stands as a record', async () => {
  const records = await read(
    ' \n\ncompany_id,note,town\nA,x,y\n\n\u3000 \nB,x,y\r\n\r\n,"", \r\nC,"x","y"\r\n',
  );
  expect(records.map(({ line, company, problems }) => [line, company.town, problems[0]?.code])).toEqual([
    [4, 'y', undefined],
    [7, 'y', undefined],
    [10, 'y', undefined],
  ]);
});

it('reads over spaces around quotes, as the engine does, and over no others', async () => {
  const records = await read('company_id,note,town\nA, "x, ""1"""  ,y\nB,  "x",5""\nC, "two\nlines", ""\n');
  expect(records.map(({ line, company }) => [line, company.company_id, company.note, company.town])).toEqual([
    [2, 'A', 'x, "1"', 'y'],
    [3, 'B', '"x"', '5""'],
    [4, 'C', 'two\nlines', null],
  ]);
});

it('says where quotes do not pair, and reads on', async () => {
  const records = await read('company_id,note,town\nA,"x" 1,y\nB,x,y\n');
  expect(records.map(({ line, problems }) => [line, problems[0]?.code])).toEqual([
    [2, 'BAD_QUOTE'],
    [3, undefined],
  ]);
});

it('stops at a quote that never closes, as the engine’s reading does: the file may be cut off', async () => {
  await expect(read('company_id,note,town\nA,x,y\nB,"\n\nx')).rejects.toMatchObject({
    code: 'FILE_PROBLEM',
    problems: [{ code: 'UNTERMINATED_QUOTE', line: 3, found: 'a quote that never closes' }],
  });
});

it('passes over records in which a text does not stand', async () => {
  const text = 'company_id,note,town\rX,5" pipe,y\rY, "a\rb",y\rZ,Y,y\rX,"a ""Y""",y\r';
  expect((await read(text, 'Y')).map(({ line }) => line)).toEqual([3, 5, 6]);
  expect((await read(text, '"Y"')).map(({ line }) => line)).toEqual([6]);
});

it('reads a very long cell that comes in small pieces in one pass', async () => {
  const cell = '"'.concat('long, '.repeat(1_000_000), '"');
  const bytes = Buffer.from(`company_id,note,town\nA,${cell},y\n`);
  const pieces = Array.from({ length: Math.ceil(bytes.length / 8192) }, (_, i) =>
    bytes.subarray(i * 8192, (i + 1) * 8192),
  );
  const found = [];
  for await (const record of companyRecords(Readable.from(pieces), options)) found.push(record);
  expect(found.map(({ company }) => [company.note?.toString().length, company.town])).toEqual([
    [5_999_999, 'y'],
  ]);
}, 5_000);
