import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkStudy } from '../../src/pipeline/check-study.js';
import { explainCompany } from '../../src/pipeline/explain-company.js';
import { fitIndustries } from '../../src/pipeline/fit-industries.js';
import { runStudy } from '../../src/pipeline/run-study.js';
import { unpackParquet } from '../../src/pipeline/unpack-parquet.js';
import { verifyStudy } from '../../src/pipeline/verify-study.js';
import { openStudy } from '../../src/study/open-study.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';
import { sqlRows } from '../fixtures/sql.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';
import { type SheetCell, workbookOf } from '../fixtures/workbook.js';

type Json = Record<string, unknown> & { inputs: Record<string, unknown> };

function editStudy(folder: string, change: (study: Json) => object): void {
  edit(folder, 'dipper.json', (text) => JSON.stringify(change(JSON.parse(text))));
}

const companiesAre = (folder: string, companies: string | readonly string[]) =>
  editStudy(folder, (study) => ({ ...study, inputs: { ...study.inputs, companies } }));

const outputOf = async (folder: string, name = 'ratings.csv') => {
  const { folder: run, manifest, summary } = await runStudy(await openStudy(folder));
  return { text: readFileSync(join(run, name), 'utf8'), manifest, summary };
};

it('values that name somebody are masked where they break the contract', async () => {
  const folder = copyFoshan(100);
  edit(folder, 'models/policy.json', (text) =>
    text
      .replace('"personal": "phone"', '"personal": "phone", "pattern": "1[0-9]{10}"')
      .replace('"personal": "name"', '"personal": "name", "pattern": "[^0-9]*"'),
  );
  edit(folder, 'companies.csv', (text) => {
    const [header, ...rows] = text.trim().split('\n');
    const places = ['contact_name', 'contact_phone'].map((name) => header!.split(',').indexOf(name));
    const told = rows.map((row, i) => {
      const cells = row.split(',');
      cells[places[0]!] = i === 1 ? '陈志强13812345678' : '陈志强';
      cells[places[1]!] = i === 2 ? '0757-83281234' : i === 3 ? '83281234' : '13812345678';
      return cells.join(',');
    });
    return [header, ...told].join('\n');
  });
  const rejects = csvRows((await outputOf(folder, 'rejects.csv')).text);
  expect(rejects.map(({ line, column, value }) => [line, column, value])).toEqual([
    ['3', 'contact_name', `陈${'*'.repeat(13)}`],
    ['4', 'contact_phone', '075******1234'],
    ['5', 'contact_phone', '********'],
  ]);
});

it('a column that a file need not have, and is whole where it has it, may be absent', async () => {
  const firm = (id: string, profit: string) => `${id},甲厂,C3071,60,${profit}30000000,A`;
  const folder = writeTinyStudy(
    [firm('a', ''), firm('b', '')],
    'company_id,name,industry_code,staff,revenue_reported,tax_rating',
  );
  edit(folder, 'models/enterprise.json', (text) => {
    const card = JSON.parse(text);
    const inputs = card.inputs.map((column: { name: string }) =>
      column.name === 'profit' ? { ...column, required: false, missing: 'rejected' } : column,
    );
    return JSON.stringify({ ...card, inputs });
  });
  const study = await openStudy(folder);
  const { manifest } = await runStudy(study, { part: 'score' });
  expect(manifest.counts).toMatchObject({ rated: 2, rejected: 0 });
  expect(await verifyStudy(study, { part: 'score' })).toMatchObject({ differing: 0, rejected: 0 });
  const text = `company_id,name,industry_code,staff,profit,revenue_reported,tax_rating\n${firm('a', '3000000,')}\n${firm('b', ',')}\n`;
  writeFileSync(join(folder, 'companies.csv'), text);
  expect(await verifyStudy(study, { part: 'score' })).toMatchObject({ differing: 0, rejected: 1 });
});

describe('companies in several files', () => {
  it('are rejected by file and line, duplicates across files too', async () => {
    const folder = copyFoshan(100);
    const [header, ...rows] = readFileSync(join(folder, 'companies.csv'), 'utf8').trim().split('\n');
    const second = rows.slice(50);
    const bad = second[10]!.split(',');
    bad[header!.split(',').indexOf('established_on')] = 'soon';
    second[10] = bad.join(',');
    writeFileSync(join(folder, 'a.csv'), `${[header, ...rows.slice(0, 50)].join('\n')}\n`);
    writeFileSync(join(folder, 'b.csv'), [header, '', ...second, rows[4]].join('\n'));
    companiesAre(folder, ['a.csv', 'b.csv']);
    const { text, manifest, summary } = await outputOf(folder, 'rejects.csv');
    expect(summary!.files).toEqual([
      { file: 'a.csv', records: 50, rejected: 1 },
      { file: 'b.csv', records: 51, rejected: 2 },
    ]);
    expect(csvRows(text).map(({ file, line, column, code }) => [file, line, column, code])).toEqual([
      ['a.csv', '6', 'company_id', 'DUPLICATE_ID'],
      ['b.csv', '13', 'established_on', 'TYPE'],
      ['b.csv', '53', 'company_id', 'DUPLICATE_ID'],
    ]);
    expect(manifest.counts).toMatchObject({ records: 101, rejected: 3 });
    const study = await openStudy(folder);
    expect(await verifyStudy(study)).toMatchObject({ rows: 98, differing: 0, rejected: 3 });
    const id = rows[4]!.split(',')[0]!;
    await expect(explainCompany(study, id)).rejects.toMatchObject({
      code: 'DUPLICATE_ID',
      problems: [{ file: 'b.csv', line: 53 }],
    });
    const { files } = await checkStudy(study);
    expect(files.find(({ role }) => role === 'companies')).toMatchObject({
      file: 'a.csv, b.csv',
      records: 101,
    });
  });
});

describe('companies in a Parquet file', () => {
  it('are rated like those of the CSV that it was made of', async () => {
    const folder = copyFoshan(400);
    const csv = join(folder, 'companies.csv');
    const { text: expected } = await outputOf(folder);
    const typed = [
      'registered_capital: DOUBLE',
      'staff: INTEGER',
      'established_on: DATE',
      'is_high_tech: BOOLEAN',
    ];
    const cast = typed
      .map((each) => each.split(': '))
      .map(([name, type]) => `CAST(${name} AS ${type}) AS ${name}`);
    const replaced = `SELECT * REPLACE (${cast.join(', ')}) FROM read_csv('${csv}', all_varchar=true)`;
    await sqlRows(`COPY (${replaced}) TO '${join(folder, 'companies.parquet')}' (FORMAT parquet)`);
    companiesAre(folder, 'companies.parquet');
    const { text, manifest } = await outputOf(folder);
    expect(text).toBe(expected);
    expect(manifest.inputs.companies!.file).toBe('companies.parquet');
    const study = await openStudy(folder);
    expect(await verifyStudy(study)).toMatchObject({ rows: 400, differing: 0 });
    const id = expected.split('\n')[3]!.split(',')[0]!;
    expect((await explainCompany(study, id)).companyId).toBe(id);
  });

  it('are named by their row, and a mapping is proposed for their headers', async () => {
    const folder = copyFoshan(50);
    const csv = `read_csv('${join(folder, 'companies.csv')}', all_varchar=true)`;
    const to = `(FORMAT parquet)`;
    const place = `row_number() OVER () = 7`;
    const wrong = `SELECT * REPLACE (CASE WHEN ${place} THEN 'many' ELSE staff END AS staff, CASE WHEN row_number() OVER () IN (2, 5, 7) THEN concat('two', chr(10), 'or', chr(10), 'three lines') ELSE name END AS name) FROM ${csv}`;
    await sqlRows(`COPY (${wrong}) TO '${join(folder, 'wrong.parquet')}' ${to}`);
    await sqlRows(
      `COPY (SELECT * RENAME (name AS 企业名称) FROM ${csv}) TO '${join(folder, 'named.parquet')}' ${to}`,
    );
    companiesAre(folder, 'wrong.parquet');
    const rejects = csvRows((await outputOf(folder, 'rejects.csv')).text);
    expect(rejects).toMatchObject([{ file: 'wrong.parquet', line: '7', column: 'staff', value: 'many' }]);
    const seventh = readFileSync(join(folder, 'companies.csv'), 'utf8').split('\n')[7]!.split(',')[0]!;
    const explained = explainCompany(await openStudy(folder), seventh);
    await expect(explained).rejects.toMatchObject({ problems: [{ file: 'wrong.parquet', line: 7 }] });
    companiesAre(folder, 'named.parquet');
    const { mapping } = await checkStudy(await openStudy(folder));
    expect(mapping).toEqual({ companies: { 企业名称: { column: 'name' } } });
    editStudy(folder, (study) => ({ ...study, mapping }));
    expect((await outputOf(folder)).manifest.counts.records).toBe(50);
  });

  it('keep every bit of a double, every day, and texts as they are', async () => {
    const folder = copyFoshan(1);
    const [parquet, csv] = [join(folder, 'x.parquet'), join(folder, 'x.csv')];
    const values = `random() * pow(10, 600 * random() - 300) AS x, 'a"b,
c' AS t, DATE '2020-02-29' AS d, TIMESTAMP '2020-02-29 00:00:00' AS at, true AS yes`;
    await sqlRows(`COPY (SELECT ${values} FROM range(5000)) TO '${parquet}' (FORMAT parquet)`);
    await unpackParquet(parquet, csv);
    const read = `read_csv('${csv}', header=true, all_varchar=true, quote='"', escape='"')`;
    const [row] = await sqlRows(
      `SELECT count(*) AS n, count(*) FILTER (WHERE CAST(c.x AS DOUBLE) = p.x AND c.t = p.t AND c.d = '2020-02-29' AND c.at = '2020-02-29' AND c.yes = '1') AS same FROM (SELECT *, row_number() OVER () AS r FROM read_parquet('${parquet}')) p JOIN (SELECT *, row_number() OVER () AS r FROM ${read}) c USING (r)`,
    );
    expect(row).toEqual({ n: 5000n, same: 5000n });
  });

  it('have one line a row without texts', async () => {
    const folder = copyFoshan(1);
    const [parquet, csv] = [join(folder, 'x.parquet'), join(folder, 'x.csv')];
    await sqlRows(`COPY (SELECT range AS x, 1.5e0 AS y FROM range(3)) TO '${parquet}' (FORMAT parquet)`);
    expect(await unpackParquet(parquet, csv)).toEqual({ above: 1, breaks: [] });
    expect(readFileSync(csv, 'utf8')).toBe('x,y\n0,1.5\n1,1.5\n2,1.5\n');
  });

  it('are a problem of the file when it is damaged', async () => {
    const folder = copyFoshan(5);
    writeFileSync(join(folder, 'companies.parquet'), 'PAR1 and nothing more');
    companiesAre(folder, 'companies.parquet');
    const error = await runStudy(await openStudy(folder)).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'UNREADABLE', file: 'companies.parquet' }],
    });
  });
});

describe('long lines', () => {
  it('are read, and every record is counted', async () => {
    const folder = copyFoshan(60);
    const { text: expected } = await outputOf(folder);
    edit(folder, 'companies.csv', (text) => {
      const name = csvRows(text)[20]!.name!;
      return text.replace(`,${name},`, `,${'x'.repeat(20_000_000)},`);
    });
    const { text, manifest } = await outputOf(folder);
    expect(manifest.counts).toMatchObject({ records: 60, rejected: 0 });
    expect(text).toBe(expected);
  });
});

describe('a mapping of small files', () => {
  it('fits the industries that the files with their own names fit', async () => {
    const folder = copyFoshan(50);
    const [before] = await fitIndustries(await openStudy(folder));
    edit(folder, 'industries.csv', (text) =>
      text
        .replace(/^[^\n]*/, (line) => `${line.replace('industry_id', '产业代码')},备注`)

        .replace(/\n([^\n]+)/g, '\n$1,"a\nnote"'),
    );
    editStudy(folder, (study) => ({
      ...study,
      mapping: { industries: { 产业代码: { column: 'industry_id' }, 备注: null } },
    }));
    const [after] = await fitIndustries(await openStudy(folder));
    expect(after!.document.industries).toEqual(before!.document.industries);
    const { files, mapping } = await checkStudy(await openStudy(folder));
    expect(files.find(({ role }) => role === 'industries')).toMatchObject({ usable: true });
    expect(mapping).toEqual({});
  });
});

it('nothing is left in the folder of runs beside runs', async () => {
  const folder = copyFoshan(20);
  await outputOf(folder);
  expect(readdirSync(join(folder, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
});

describe('a number that is nothing but blanks', () => {
  it('is missing, as in an empty cell, and takes no record with it', async () => {
    const [plain, padded] = [copyFoshan(200), copyFoshan(200)];
    const withCells = (folder: string, cellOf: (row: number) => string) =>
      edit(folder, 'companies.csv', (text) => {
        const [header, ...lines] = text.trim().split('\n');
        const at = header!.split(',').indexOf('profit');
        const changed = lines.map((line, row) =>
          row % 5 === 0
            ? line
                .split(',')
                .map((cell, i) => (i === at ? cellOf(row) : cell))
                .join(',')
            : line,
        );
        return `${[header, ...changed].join('\n')}\n`;
      });
    const blanks = [' ', '\t', '\u00a0', '\u3000', '   '];
    withCells(plain, (row) => (row === 50 ? 'abc' : ''));
    withCells(padded, (row) => (row === 50 ? 'abc' : blanks[(row / 5) % 5]!));
    const [expected, found] = [await outputOf(plain), await outputOf(padded)];
    expect(found.text).toBe(expected.text);
    expect(found.manifest.counts).toEqual(expected.manifest.counts);
    expect((await outputOf(padded, 'rejects.csv')).text).toContain('companies.csv,52,profit,abc,TYPE');
    const { rows, differing, rejected } = await verifyStudy(await openStudy(padded));
    expect([rows, differing, rejected]).toEqual([199, 0, 1]);
  });
});

describe('a delimiter at the end of each record', () => {
  it.each([['as given'], ['mapped']])('changes no firm: %s', async (how) => {
    const [plain, ended] = [copyFoshan(200), copyFoshan(200)];
    for (const folder of [plain, ended]) {
      if (how === 'as given') continue;
      const companies = { 'revenue (10k)': { column: 'revenue_reported', times: 10000 } };
      editStudy(folder, (study) => ({ ...study, mapping: { companies } }));
      edit(folder, 'companies.csv', (text) => text.replace('revenue_reported', 'revenue (10k)'));
    }
    edit(ended, 'companies.csv', (text) => {
      const [header, ...lines] = text.trim().split('\n');
      return `${[header, ...lines.map((line, row) => line + [',', ',,', ',""'][row % 3])].join('\n')}\n`;
    });
    expect((await outputOf(ended)).text).toBe((await outputOf(plain)).text);
    expect(await verifyStudy(await openStudy(ended))).toMatchObject({ differing: 0 });
  });
});

describe('a number that means missing', () => {
  it('does so with blanks around it, too', async () => {
    const [plain, padded] = [copyFoshan(200), copyFoshan(200)];
    const withCells = (folder: string, cellOf: (row: number) => string) => {
      edit(folder, 'models/enterprise.json', (text) =>
        JSON.stringify({ ...JSON.parse(text), missingTexts: ['999'] }),
      );
      edit(folder, 'companies.csv', (text) => {
        const [header, ...lines] = text.trim().split('\n');
        const at = header!.split(',').indexOf('revenue_reported');
        const changed = lines.map((line, row) => line.split(',').with(at, cellOf(row)).join(','));
        return `${[header, ...changed].join('\n')}\n`;
      });
    };
    withCells(plain, (row) => (row < 20 ? '' : '999.0'));
    withCells(padded, (row) => (row < 20 ? ['999', ' 999', '999 '][row % 3]! : '999.0'));
    expect((await outputOf(padded)).text).toBe((await outputOf(plain)).text);
    expect(await verifyStudy(await openStudy(padded))).toMatchObject({ rows: 200, differing: 0 });
  });
});

describe('companies in a workbook', () => {
  const cellsOf = (folder: string) =>
    readFileSync(join(folder, 'companies.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').map((cell) => (cell === '' ? null : cell)));

  it('are rated like those of the CSV, with numbers as numbers', async () => {
    const folder = copyFoshan(200);
    const { text: expected } = await outputOf(folder);
    const [header, ...rows] = cellsOf(folder);
    const staff = header!.indexOf('staff');
    const typed = rows.map((row) =>
      row.map((cell, i) => (i === staff && cell !== null ? Number(cell) : cell)),
    );
    writeFileSync(join(folder, 'firms.xlsx'), workbookOf([header!, ...typed]));
    companiesAre(folder, 'firms.xlsx');
    const { text, manifest } = await outputOf(folder);
    expect(text).toBe(expected);
    expect(manifest.inputs.companies!.file).toBe('firms.xlsx');
    expect(await verifyStudy(await openStudy(folder))).toMatchObject({ rows: 200, differing: 0 });
  });

  it('are named by the row of the sheet, below blank rows and texts of several lines', async () => {
    const folder = copyFoshan(30);
    const [header, ...rows] = cellsOf(folder);
    const put = (row: number, column: string, cell: string) => {
      rows[row]![header!.indexOf(column)] = cell;
    };
    put(2, 'name', 'two\nlines');
    put(9, 'staff', '#DIV/0!');
    const blank = rows[0]!.map(() => null);
    writeFileSync(
      join(folder, 'firms.xlsx'),
      workbookOf([header!, ...rows.slice(0, 5), blank, ...rows.slice(5)]),
    );
    companiesAre(folder, 'firms.xlsx');
    const rejects = csvRows((await outputOf(folder, 'rejects.csv')).text);
    // Header, ten firms up to the wrong one, a blank row among them.
    expect(rejects).toMatchObject([{ file: 'firms.xlsx', line: '12', column: 'staff', value: '#DIV/0!' }]);
    const study = await openStudy(folder);
    await expect(explainCompany(study, rows[9]![0]!)).rejects.toMatchObject({
      problems: [{ file: 'firms.xlsx', line: 12 }],
    });
    expect((await explainCompany(study, rows[2]![0]!)).name).toBe('two\nlines');
  });

  it('are refused where formulas have no results', async () => {
    const folder = copyFoshan(10);
    const [header, ...rows] = cellsOf(folder) as SheetCell[][];
    rows[3]![5] = { formula: 'A1' };
    writeFileSync(join(folder, 'firms.xlsx'), workbookOf([header!, ...rows]));
    companiesAre(folder, 'firms.xlsx');
    await expect(openStudy(folder).then(runStudy)).rejects.toMatchObject({
      problems: [{ code: 'UNCALCULATED', file: 'firms.xlsx', line: 5, column: 'F' }],
    });
  });
});
