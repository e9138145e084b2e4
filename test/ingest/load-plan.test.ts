import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import type { Mapping } from '../../src/document/mapping.js';
import { readFileHead } from '../../src/ingest/file-head.js';
import { placeOf, planLoad } from '../../src/ingest/load-plan.js';
import { readRows } from '../../src/ingest/read-rows.js';

const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'capital', type: 'amount' },
  { name: 'town', type: 'text', required: false },
];

let folder: string;
let workFolder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  workFolder = mkdtempSync(join(tmpdir(), 'dipper-'));
});

const write = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const plan = (paths: readonly string[], mapping?: Mapping) =>
  planLoad({ paths: paths as [string, ...string[]], mapping }, { columns, missingTexts: [], workFolder });

const problems = async (job: Promise<unknown>) => {
  const error = await job.catch((caught: unknown) => caught);
  return (error as { problems: readonly object[] }).problems;
};

describe('a file that is right as it is', () => {
  it('stays where it is', async () => {
    const path = write('a.csv', 'company_id,capital\nX,1\n');
    expect(await plan([path])).toMatchObject({ path, mapping: undefined, mark: {}, longestLine: 0 });
    expect(readdirSync(workFolder)).toEqual([]);
  });

  it('stays there too when headers only have other names, or are left out', async () => {
    const path = write('a.csv', '编号,备注,资本\nX,"two\nlines",1\n');
    const mapping = { 编号: { column: 'company_id' }, 资本: { column: 'capital' }, 备注: null };
    const found = await plan([path], mapping);
    expect(found.path).toBe(path);
    expect(found.columns.map(({ name }) => name)).toEqual(['company_id', 'left_out.备注', 'capital']);
    expect(found.mark.mapping).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('columns without a name', () => {
  const text = ',company_id,capital,,\n1,X,7,a,\n2,Y,8,,b\n';

  it('are left out where the mapping says so, however many there are', async () => {
    const path = write('a.csv', text);
    const found = await plan([path], { '': null });
    expect(found.path).toBe(path);
    expect(found.columns.map(({ name }) => name)).toEqual([
      'left_out.',
      'company_id',
      'capital',
      'left_out..2',
      'left_out..3',
    ]);
    const { header, rows } = await readRows({ paths: [path], mapping: { '': null } }, columns);
    expect(header).toEqual(['company_id', 'capital']);
    expect(rows.map(({ values }) => values)).toEqual([
      { company_id: 'X', capital: 7 },
      { company_id: 'Y', capital: 8 },
    ]);
  });

  it('may be one column of the contract, but not several', async () => {
    const mapping = { '': { column: 'company_id' } };
    const found = await plan([write('a.csv', ',capital\nX,1\n')], mapping);
    expect(found.columns.map(({ name }) => name)).toEqual(['company_id', 'capital']);
    expect(await problems(plan([write('b.csv', ',capital,\nX,1,2\n')], mapping))).toMatchObject([
      { code: 'REPEATED_COLUMN', column: 'company_id' },
    ]);
  });

  it('of files in pieces are left out of all of them', async () => {
    const paths = [write('a.csv', text), write('b.csv', 'capital,,company_id,,\n9,c,Z,,\n')];
    const found = await plan(paths, { '': null });
    expect(readFileSync(found.path, 'utf8')).toBe(
      'left_out.,company_id,capital,left_out..2,left_out..3\n1,X,7,a,\n2,Y,8,,b\n\nc,Z,9,,\n',
    );
  });
});

describe('what stands before the header', () => {
  it('is read over where it is blank, and each record keeps its line', async () => {
    const path = write('a.csv', '\ufeff\r\n \n\n\ncompany_id,capital\nX,1\n\nY,2');
    const found = await plan([path]);
    expect(readFileSync(found.path, 'utf8')).toBe('company_id,capital\n\n\n\n\nX,1\n\nY,2\n');
    expect(found.columns.map(({ name }) => name)).toEqual(['company_id', 'capital']);
    expect(placeOf(found, 6)).toEqual({ file: 'a.csv', line: 6 });
    const { rows } = await readRows(path, columns);
    expect(rows.map(({ line }) => line)).toEqual([6, 8]);
  });

  it('keeps an empty first name', async () => {
    const path = write('a.csv', '\n\tcompany_id\tcapital\n1\tX\t2\n');
    expect(await problems(plan([path]))).toMatchObject([
      { code: 'UNKNOWN_COLUMN', found: 'an empty name (column 1)' },
    ]);
  });

  it('is told where it is a title, instead of every column', async () => {
    const path = write('a.csv', '企业信息表,,\n2024-06-30,,\n编号,capital,town\nX,1,a\n');
    const mapping = { 编号: { column: 'company_id' } };
    const expected = [{ code: 'HEADER_BELOW', line: 1, found: 'a title; the names stand 2 rows below' }];
    expect(await problems(plan([path], mapping))).toMatchObject(expected);
    expect(await problems(readRows({ paths: [path], mapping }, columns))).toMatchObject(expected);
  });

  it('is told by its own line where blank lines stand around the title', async () => {
    const path = write('a.csv', '\n企业信息表\n\n"至\n2024-06-30"\n\ncompany_id,capital\nX,1\n');
    const expected = [{ code: 'HEADER_BELOW', line: 2, found: 'a title; the names stand 5 rows below' }];
    expect(await problems(plan([path]))).toMatchObject(expected);
    expect(await problems(readRows(path, columns))).toMatchObject(expected);
  });

  it('is no title where a name of the contract is among it', async () => {
    const path = write('a.csv', 'company_id,x\ncompany_id,capital\n');
    expect(await problems(plan([path]))).toMatchObject([
      { code: 'UNKNOWN_COLUMN' },
      { code: 'MISSING_COLUMN' },
    ]);
  });
});

describe('a mapping', () => {
  const mapping: Mapping = {
    编号: { column: 'company_id' },
    '资本,万元': { column: 'capital', times: 10_000 },
    备注: null,
  };

  it('changes its cells and nothing else, line for line', async () => {
    const path = write(
      'a.csv',
      '编号,备注,"资本,万元"\r\n\r\nX,"a ""quoted""\r\nnote",1.5\r\n  Y ,5" pipe,"2"\nZ,"bad"x,3\nW,4\nV,,NULL',
    );
    const found = await plan([path], mapping);
    expect(readFileSync(found.path, 'utf8')).toBe(
      'company_id,left_out.备注,capital\n\nX,"a ""quoted""\r\nnote",15000\n  Y ,"5"" pipe",20000\n""x\nW,4\nV,,NULL\n',
    );
    expect(found).toMatchObject({ file: 'a.csv', mapping: { 'left_out.备注': null }, delimiter: ',' });
  });

  it('names what is wrong with it', async () => {
    const path = write('a.csv', '编号,资本,镇街,town\nX,1,a,b\n');
    const wrong: Mapping = {
      编号: { column: 'company_di' },
      镇街: { column: 'town' },
      资木: { column: 'capital' },
    };
    const found = await problems(plan([path], wrong));
    expect(found).toEqual([
      expect.objectContaining({
        code: 'UNKNOWN_HEADER',
        file: 'a.csv',
        found: '资木',
        hint: 'did you mean "资本"?',
      }),
      expect.objectContaining({
        code: 'UNKNOWN_COLUMN',
        found: '编号, mapped to company_di',
        hint: 'did you mean "company_id"?',
      }),
      expect.objectContaining({ code: 'UNKNOWN_COLUMN', found: '资本' }),
      expect.objectContaining({ code: 'REPEATED_COLUMN', column: 'town', found: 'town' }),
      expect.objectContaining({ code: 'MISSING_COLUMN', column: 'company_id' }),
      expect.objectContaining({ code: 'MISSING_COLUMN', column: 'capital' }),
    ]);
  });

  it('may leave out a header that the file has no more', async () => {
    const path = write('a.csv', '编号,"资本,万元"\nX,1\n');
    expect((await plan([path], mapping)).columns.map(({ name }) => name)).toContain('capital');
  });

  it('alone leaves a column out, whatever a header looks like', async () => {
    const path = write('a.csv', 'company_id,capital,left_out.town\nX,1,a\n');
    expect(await problems(plan([path]))).toMatchObject([{ code: 'UNKNOWN_COLUMN', found: 'left_out.town' }]);
    expect(await problems(readRows(path, columns))).toMatchObject([{ code: 'UNKNOWN_COLUMN' }]);
  });

  it('multiplies numbers only, and reads days of dates only', async () => {
    const path = write('a.csv', 'company_id,capital,town\nX,1,a\n');
    const wrong: Mapping = {
      company_id: { column: 'company_id', times: 10 },
      capital: { column: 'capital', dateFormat: 'YYYYMMDD' },
      town: { column: 'town', values: { a: 'b' } },
    };
    expect(await problems(plan([path], wrong))).toMatchObject([
      { code: 'WRONG_CHANGE', column: 'company_id', found: 'times, text column' },
      { code: 'WRONG_CHANGE', column: 'capital', found: 'dateFormat, amount column' },
    ]);
  });

  it('reads small tables too, packed or not', async () => {
    const text = '编号,备注,"资本,万元"\nX,note,1.23456\n';
    for (const path of [write('a.csv', text), write('a.csv.gz', gzipSync(text))]) {
      const { header, rows } = await readRows({ paths: [path], mapping }, columns);
      expect({ header, rows }).toEqual({
        header: ['company_id', 'capital'],
        rows: [{ line: 2, values: { company_id: 'X', capital: 12_346 } }],
      });
    }
  });
});

describe('several files', () => {
  it('are one table in their order, and each line keeps its place', async () => {
    const first = write('a.csv', 'company_id,capital,town\nX,1,"a\nb"\n');
    const second = write('b.csv', '\ufefftown;capital;company_id\n\n"c;d,e";2;Y\nx,y;3;Z');
    const found = await plan([first, second]);
    expect(readFileSync(found.path, 'utf8')).toBe(
      'company_id,capital,town\nX,1,"a\nb"\n\n\nY,2,"c;d,e"\nZ,3,"x,y"\n',
    );
    expect(found.files.map(({ file }) => file)).toEqual(['a.csv', 'b.csv']);
    expect([1, 3, 4, 6].map((line) => placeOf(found, line))).toEqual([
      { file: 'a.csv', line: 1 },
      { file: 'a.csv', line: 3 },
      { file: 'b.csv', line: 1 },
      { file: 'b.csv', line: 3 },
    ]);
  });

  it('of one name in two folders are two files', async () => {
    const other = mkdtempSync(join(tmpdir(), 'dipper-'));
    writeFileSync(join(other, 'a.csv.gz'), gzipSync('company_id,capital\nY,2\n'));
    const found = await plan([
      write('a.csv.gz', gzipSync('company_id,capital\nX,1\n')),
      join(other, 'a.csv.gz'),
    ]);
    expect(readFileSync(found.path, 'utf8')).toBe('company_id,capital\nX,1\n\nY,2\n');
  });

  it('of one name in two tables are two texts', async () => {
    const other = mkdtempSync(join(tmpdir(), 'dipper-'));
    writeFileSync(join(other, 'a.csv'), 'company_id,capital\nY,2\n');
    const tenfold: Mapping = { capital: { column: 'capital', times: 10 } };
    const first = await plan([write('a.csv', 'company_id,capital\nX,1\n')], tenfold);
    const second = await plan([join(other, 'a.csv')], tenfold);
    expect(readFileSync(first.path, 'utf8')).toBe('company_id,capital\nX,10\n');
    expect(readFileSync(second.path, 'utf8')).toBe('company_id,capital\nY,20\n');
  });

  it('must have the same columns', async () => {
    const first = write('a.csv', 'company_id,capital,town\nX,1,a\n');
    const second = write('b.csv', 'company_id,capital\nY,2\n');
    expect(await problems(plan([first, second]))).toMatchObject([
      { code: 'OTHER_COLUMNS', file: 'b.csv', found: 'without town' },
    ]);
    await expect(plan([first, second])).rejects.toThrow('b.csv does not have the columns it should');
    expect(await problems(plan([second, first]))).toMatchObject([
      { code: 'OTHER_COLUMNS', file: 'a.csv', found: 'also town' },
    ]);
  });

  it('do not flow into one another through a quote that never closes', async () => {
    const first = write('a.csv', 'company_id,capital\nX,1\n"Y,2\n');
    const second = write('b.csv', 'company_id,capital\n"Z",3\n');
    expect(await problems(plan([first, second]))).toMatchObject([
      { code: 'UNTERMINATED_QUOTE', file: 'a.csv', line: 3 },
    ]);
  });
});

it('a workbook is told as one', async () => {
  const path = write('firms.xlsx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(100, 0xff)]));
  expect(await problems(plan([path]))).toMatchObject([
    { code: 'UNREADABLE', file: 'firms.xlsx', found: expect.stringContaining('workbook') },
  ]);
});

it.skipIf(process.platform === 'win32')('a pipe is a problem before anything of it is read', async () => {
  const path = join(folder, 'pipe.csv');
  execFileSync('mkfifo', [path]);
  const expected = [{ code: 'UNREADABLE', file: 'pipe.csv', found: 'a pipe or a device' }];
  expect(await problems(plan([path]))).toMatchObject(expected);
  expect(await problems(readFileHead(path))).toMatchObject(expected);
});

describe('a packed file', () => {
  const packed = gzipSync(`company_id,capital\n${'X,1\n'.repeat(1000)}`);

  it('is unpacked; its fingerprint is that of the file as it was given', async () => {
    const path = write('a.csv.gz', packed);
    const found = await plan([path]);
    expect(found.file).toBe('a.csv.gz');
    expect(readFileSync(found.path, 'utf8')).toHaveLength('company_id,capital\n'.length + 4000);
    expect(found.bytes).toBe('company_id,capital\n'.length + 4000);
  });

  it('is a problem when it is cut off or changed', async () => {
    const changed = Buffer.from(packed);
    changed[packed.length - 6] = changed[packed.length - 6]! ^ 0xff;
    for (const bytes of [packed.subarray(0, packed.length - 20), changed]) {
      const path = write('a.csv.gz', bytes);
      const expected = [{ code: 'UNREADABLE', file: 'a.csv.gz', found: 'a damaged gz file' }];
      expect(await problems(plan([path]))).toMatchObject(expected);
      expect(await problems(readRows(path, columns))).toMatchObject(expected);
    }
  });
});

it('a Parquet file is a problem where nobody unpacks it', async () => {
  const path = write('a.parquet', 'PAR1....');
  expect(await problems(plan([path]))).toMatchObject([{ code: 'UNREADABLE', found: 'a Parquet file' }]);
});
