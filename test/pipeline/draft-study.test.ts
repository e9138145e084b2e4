import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { pathOf } from '../../src/document/mapping.js';
import {
  checkStudy,
  type DraftOptions,
  draftStudy,
  openStudy,
  runStudy,
  trainStudy,
} from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { edit } from '../fixtures/foshan-study.js';
import { workbookOf } from '../fixtures/workbook.js';

const fresh = () => mkdtempSync(join(tmpdir(), 'dipper-'));

/** 600 firms with a Chinese header; staff tells who pays, −999 stands for unknown in every fiftieth row. */
const HEADER = '序号,企业名称,Loan Amount,成立日期,员工人数,是否高企,负债率,编码,score,备注,登记日,资产,违约';
/** Between 0 and 1, the same every time. */
const noise = (i: number, k: number) => Math.abs(Math.sin(i * 12.9898 + k * 78.233) * 43758.5453) % 1;
const rows = Array.from({ length: 600 }, (_, i) => {
  const isBad = noise(i, 1) < 0.25;
  const staff = i % 50 === 0 ? -999 : Math.floor((isBad ? 5 : 10) + 30 * noise(i, 2));
  const ratio = i % 60 === 1 ? 'NULL' : ((i * 37) % 100) / 100;
  const day = `20${10 + (i % 9)}年${1 + (i % 12)}月${1 + (i % 28)}日`;
  const code = String(i % 3).padStart(3, '0');
  return `${i + 1},企业${i},${1000 + ((i * 31) % 97)},${day},${staff},${i % 2 ? '是' : '否'},${ratio},${code},"1,${i}",,2020/1/${1 + (i % 28)},${i % 7 === 0 ? `"${1 + (i % 9)},200.5"` : '８0'},${isBad ? 'Y' : 'N'}`;
});

function table(text: string | Uint8Array, name = 'firms.csv'): string {
  const path = join(fresh(), name);
  writeFileSync(path, text);
  return path;
}

const csv = `${[HEADER, ...rows].join('\r\n')}\r\n`;
const draft = (options: Partial<DraftOptions> = {}, folder = join(fresh(), '我的 Card 1')) =>
  draftStudy(folder, { from: table(csv), bad: '违约=Y', asOf: '2024-06-30', currency: 'CNY', ...options });

describe('a study drafted from a table', () => {
  it('has a currency that a study may have, or is not drafted', async () => {
    const folder = join(fresh(), 'card');
    for (const currency of ['yuan', 'cny', ''])
      await expect(draft({ currency }, folder)).rejects.toMatchObject({
        code: 'USAGE',
        problems: [{ path: '--currency', found: currency }],
      });
    expect(existsSync(folder)).toBe(false);
  });

  it('has a type and a use for every column, by all that the file holds', async () => {
    const { columns, records, files, folder } = await draft();
    expect(records).toBe(600);
    expect(files).toEqual(['dipper.json', 'models/enterprise.spec.json']);
    const told = columns.map(({ header, name, type, use, note }) => [header, name, type, use, note]);
    expect(told).toEqual([
      ['序号', 'company_id', 'text', 'id', null],
      ['企业名称', 'name', 'text', 'none', 'names somebody'],
      ['Loan Amount', 'loan_amount', 'integer', 'feature', null],
      ['成立日期', 'established_on', 'date', 'feature', null],
      ['员工人数', 'staff', 'integer', 'feature', '-999 taken for a special code'],
      ['是否高企', 'is_high_tech', 'category', 'feature', null],
      ['负债率', 'column_7', 'number', 'feature', 'NULL taken for empty'],
      ['编码', 'column_8', 'category', 'feature', null],
      ['score', 'score_2', 'text', 'none', '100 texts that are no numbers, e.g. 1,0'],
      ['备注', 'comment', 'category', 'none', 'empty'],
      ['登记日', 'column_11', 'date', 'feature', null],
      ['资产', 'column_12', 'number', 'feature', null],
      ['违约', 'column_13', 'category', 'label', null],
    ]);
    const study = await openStudy(folder);
    expect(study).toMatchObject({ study: 'card-1', synthetic: false, asOf: '2024-06-30' });
    expect(study.mapping!.companies).toMatchObject({
      成立日期: { column: 'established_on', dateFormat: 'YYYY年M月D日' },
      登记日: { column: 'column_11' },
      负债率: { column: 'column_7', values: { NULL: '' } },
      资产: { column: 'column_12', grouped: true },
    });
    const text = readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8');
    const spec = enterpriseSpecSchema.parse(JSON.parse(text));
    // The word is an empty cell of its own column: elsewhere it may say something.
    expect(spec.missingTexts).toEqual([]);
    expect(spec.label).toMatchObject({
      bad: { column: 'column_13', op: '=', value: 'Y' },
      good: { column: 'column_13', op: '!=', value: 'Y' },
    });
    expect(spec.features.find(({ id }) => id === 'staff')).toMatchObject({ kind: 'sum', specials: [-999] });
    expect(spec.features.find(({ id }) => id === 'established_on')).toMatchObject({ to: 'as_of' });
  });

  it('is trained and run as it is', async () => {
    const study = await openStudy((await draft()).folder);
    const { document, companies } = await trainStudy(study);
    expect(companies).toMatchObject({ records: 600, rejected: 0 });
    expect(document.training.bads).toBe(rows.filter((row) => row.endsWith(',Y')).length);
    expect(document.features.map(({ feature }) => feature.id)).toContain('staff');
    const { summary } = await runStudy(study, { part: 'score' });
    expect(summary!.counts).toEqual({ records: 600, rated: 600, refused: 0, rejected: 0 });
  });

  it('reads GB18030, takes the column of ids that it is told, and good firms by their value', async () => {
    // 序号,类,x 甲,坏,1 乙,好,2 丙,未,3
    const gb = 'd0f2bac52cc0e02c780abcd72cbbb52c310ad2d22cbac32c320ab1fb2cceb42c330a';
    const from = table(Buffer.from(gb, 'hex'), 'gb.csv');
    const { columns, folder } = await draft({ from, id: '序号', bad: '类=坏', good: '类=好' });
    expect(columns.map(({ header, use }) => [header, use])).toEqual([
      ['序号', 'id'],
      ['类', 'label'],
      ['x', 'feature'],
    ]);
    const spec = JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8'));
    expect(spec.label).toMatchObject({ bad: { value: '坏' }, good: { op: '=', value: '好' } });
    const other = await draft({ from, id: 'x', bad: '类=坏' });
    expect(other.columns.map(({ name, use }) => [name, use])).toEqual([
      ['column_1', 'feature'],
      ['column_2', 'label'],
      ['company_id', 'id'],
    ]);
  });
});

it('a column of days with times of day is one of days', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, i) => `F${i},2024-0${1 + (i % 9)}-1${i % 9} 0${i % 9}:30:00,${i % 4 ? 0 : 1}`,
  );
  const from = table(`id,开户时间,bad\n${lines.join('\n')}\n`);
  const { columns } = await draft({ from, bad: 'bad=1' });
  expect(columns[1]).toMatchObject({ type: 'date', use: 'feature' });
});

it('a column of percentages is one of numbers', async () => {
  const lines = Array.from(
    { length: 200 },
    (_, i) => `F${i},${i % 3 ? `${(i * 7) % 100}.5%` : '0'},"${i} ％",${i % 4 ? 0 : 1}`,
  );
  const from = table(`id,毛利率,开工率,bad\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: 'bad=1' });
  expect(columns.map(({ type, use }) => [type, use])).toEqual([
    ['text', 'id'],
    ['number', 'feature'],
    ['integer', 'feature'],
    ['flag', 'label'],
  ]);
  const study = await openStudy(folder);
  expect(study.mapping!.companies).toMatchObject({
    毛利率: { percent: true },
    开工率: { percent: true },
  });
  const { companies, document } = await trainStudy(study);
  expect(companies).toMatchObject({ records: 200, rejected: 0 });
  expect(document.training.candidates.length).toBe(2);
});

it('labels may be limits of a number, good and bad apart or one the other’s opposite', async () => {
  const labelOf = async (options: Partial<DraftOptions>) => {
    const { folder } = await draft(options);
    const { label } = JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8'));
    return [label.bad, label.good].map(({ op, value }) => `${op} ${value}`);
  };
  expect(await labelOf({ bad: 'Loan Amount>=1050' })).toEqual(['>= 1050', '< 1050']);
  expect(await labelOf({ bad: 'Loan Amount > 1050', good: 'Loan Amount<=1020' })).toEqual([
    '> 1050',
    '<= 1020',
  ]);
  expect(await labelOf({ bad: '违约!=N' })).toEqual(['!= N', '= N']);
});

it('columns are told apart where there are hundreds', async () => {
  const cells = (i: number) =>
    Array.from({ length: 300 }, (_, k) => (k % 100 === 57 ? '' : k % 100 === 58 ? 'abc'[i % 3] : i * 10 + k));
  const header = cells(0).map((_, k) => `v${k}`);
  const lines = Array.from({ length: 40 }, (_, i) => [`F${i}`, ...cells(i), i % 4 === 0 ? 1 : 0].join());
  const from = table(`id,${header.join()},bad\n${lines.join('\n')}\n`);
  const { columns } = await draft({ from, bad: 'bad=1' });
  const kinds = columns.slice(1, -1).map(({ type, note }) => `${type} ${note}`);
  expect(kinds).toEqual(
    header.map((_, k) =>
      k % 100 === 57 ? 'category empty' : k % 100 === 58 ? 'category null' : 'integer null',
    ),
  );
  expect(columns.map(({ use }) => use).filter((use) => use === 'label')).toHaveLength(1);
});

describe('columns without a name', () => {
  const lines = Array.from({ length: 200 }, (_, i) => `${i},${(i * 7) % 20},${i % 3 === 0 ? 'Y' : 'N'}`);

  it('one is an id, as row numbers are, and never a feature', async () => {
    const table1 = table(`,资产,违约\n${lines.join('\n')}\n`);
    const { columns } = await draft({ from: table1 });
    expect(columns.map(({ header, name, use }) => [header, name, use])).toEqual([
      ['', 'company_id', 'id'],
      ['资产', 'column_2', 'feature'],
      ['违约', 'column_3', 'label'],
    ]);
    const keyed = lines.map((line, i) => `F${i},${line}`).join('\n');
    const { columns: others, folder } = await draft({ from: table(`id,,资产,违约\n${keyed}\n`) });
    expect(others[1]).toMatchObject({ header: '', use: 'none', note: 'no name' });
    const { companies } = await trainStudy(await openStudy(folder));
    expect(companies).toMatchObject({ records: 200, rejected: 0 });
  });

  it('most of them are a title above the names', async () => {
    const from = table(`企业信息表,,\n2024-06-30,,\nid,资产,违约\n${lines.join('\n')}\n`);
    await expect(draft({ from })).rejects.toMatchObject({
      problems: [{ code: 'HEADER_BELOW', found: 'a title; the names stand 2 rows below' }],
    });
  });

  it('several are left out, and told', async () => {
    const from = table(`id,资产,违约,,\n${lines.map((line) => `${line},,`).join('\n')}\n`);
    const { columns, unnamed, folder } = await draft({ from });
    expect(columns.map(({ header }) => header)).toEqual(['id', '资产', '违约']);
    expect(unnamed).toBe(2);
    const study = await openStudy(folder);
    expect(study.mapping!.companies).toMatchObject({ '': null });
    expect((await trainStudy(study)).companies).toMatchObject({ records: 200, rejected: 0 });
  });
});

it('a limit is read as the cells of its column are: with a percent sign, separators, wide digits', async () => {
  const line = (i: number) => `F${i},${(i * 7) % 20}.5%,"${1 + (i % 9)},000",${i}`;
  const from = table(`id,逾期率,欠款,资产\n${Array.from({ length: 200 }, (_, i) => line(i)).join('\n')}\n`);
  const labelOf = async (bad: string) => {
    const { folder } = await draft({ from, bad });
    return JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8')).label;
  };
  expect((await labelOf('逾期率>=5.5%')).bad).toMatchObject({ op: '>=', value: 5.5 });
  expect((await labelOf('逾期率>=５')).good).toMatchObject({ op: '<', value: 5 });
  expect((await labelOf('逾期率=7.5%')).bad).toMatchObject({ op: '=', value: 7.5 });
  expect((await labelOf('欠款>=5,000')).bad).toMatchObject({ op: '>=', value: 5000 });
  await expect(labelOf('欠款>=5万')).rejects.toThrow(/no number/);
});

it('reads what the contract would refuse as something else, and ids as they are', async () => {
  const line = (i: number) =>
    `号 ${i},${i === 3 ? '0000-00-00' : '2020-01-02'},${i === 4 ? '1e400' : i},${i % 2 ? '有' : '无'},${i === 5 ? '无' : i},20${10 + (i % 9)}0101`;
  const from = table(`编,d,n,抵押,staff,day\n${Array.from({ length: 30 }, (_, i) => line(i)).join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: 'day>=20150101', good: 'day<20130101' });
  expect(columns.map(({ name, type, use }) => [name, type, use])).toEqual([
    ['company_id', 'text', 'id'],
    ['d', 'category', 'feature'],
    ['n', 'category', 'feature'],
    ['column_4', 'category', 'feature'],
    ['staff', 'integer', 'feature'],
    ['day', 'date', 'label'],
  ]);
  const spec = JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8'));
  expect(spec.inputs[0]).toMatchObject({ pattern: '.+' });
  expect([spec.label.bad, spec.label.good].map(({ op, value }) => [op, value])).toEqual([
    ['>=', '2015-01-01'],
    ['<', '2013-01-01'],
  ]);
  const { files, usable } = await checkStudy(await openStudy(folder));
  expect({ usable, files }).toMatchObject({ usable: true, files: [{ records: 30, problems: [] }] });
});

it('takes no firm for thin that lacks only what most firms lack', async () => {
  // a, b and c are always there, of d to i one in each row.
  const line = (i: number) =>
    [i, i % 2, 3 * i, 5 * i, 7 * i, ...Array.from({ length: 6 }, (_, j) => (i % 6 === j ? i : ''))].join(',');
  const lines = Array.from({ length: 120 }, (_, i) => line(i));
  const from = table(`id,y,a,b,c,d,e,f,g,h,i\n${lines.join('\n')}\n`);
  const { folder } = await draft({ from, bad: 'y=1' });
  const { thin } = JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8'));
  expect(thin).toEqual({ maxMissing: 1, of: ['a', 'b', 'c'] });

  const sparse = table(
    `id,y,d,e,f,g,h,i\n${lines.map((text) => text.replace(/^(\d+,\d),\d+,\d+,\d+/, '$1')).join('\n')}\n`,
  );
  const other = await draft({ from: sparse, bad: 'y=1' });
  const spec = JSON.parse(readFileSync(join(other.folder, 'models/enterprise.spec.json'), 'utf8'));
  expect(spec.thin).toEqual({ maxMissing: 6 });
});

it('finds its table from below a linked folder, and says that data are made up', async () => {
  const place = fresh();
  mkdirSync(join(place, 'real/deep'), { recursive: true });
  symlinkSync(join(place, 'real/deep'), join(place, 'link'));
  const { folder } = await draft({ synthetic: true }, join(place, 'link/study'));
  const study = await openStudy(realpathSync(folder));
  expect(study.synthetic).toBe(true);
  expect(existsSync(pathOf(study.inputs.companies!))).toBe(true);
});

describe('whose values are good', () => {
  const words = ['逾期', '正常', '正常', '正常', '未知', '-', 'unknown', '结清'];
  const lines = (of: (i: number) => string, n = 80) =>
    table(`id,x,状态\n${Array.from({ length: n }, (_, i) => `F${i},${i % 7},${of(i)}`).join('\n')}\n`);
  const specOf = (folder: string) => ({
    label: JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8')).label,
    mapping: JSON.parse(readFileSync(join(folder, 'dipper.json'), 'utf8')).mapping?.companies,
  });

  it('is told, and nobody of whom nothing is known is good', async () => {
    const { labels, folder, columns } = await draft({ from: lines((i) => words[i % 8]!), bad: '状态=逾期' });
    expect(labels).toEqual({
      bad: { header: '状态', values: [{ value: '逾期', rows: 10 }], more: { values: 0, rows: 0 } },
      good: {
        header: '状态',
        values: [
          { value: '正常', rows: 30 },
          { value: '结清', rows: 10 },
        ],
        more: { values: 0, rows: 0 },
      },
    });
    expect(columns.at(-1)!.note).toBe('-, unknown, 未知 taken for empty');
    expect(specOf(folder).mapping.状态).toEqual({
      column: 'status',
      values: { '-': '', unknown: '', 未知: '' },
    });
    const { companies } = await checkStudy(await openStudy(folder));
    expect(companies!.labels).toEqual({
      sources: [{ id: 'all', good: 40, bad: 10, excluded: 30 }],
      excluded: { unlabelled: 30 },
    });
  });

  it('holds words that are asked for, and those without which nobody would be good', async () => {
    const from = lines((i) => words[i % 8]!);
    const named = await draft({ from, bad: '状态=未知', good: '状态=-' });
    expect([named.labels.bad.values[0], named.labels.good.values[0]]).toEqual([
      { value: '未知', rows: 10 },
      { value: '-', rows: 10 },
    ]);
    const two = await draft({ from: lines((i) => (i % 3 ? '无' : '有')), bad: '状态=有' });
    expect(two.labels.good.values).toEqual([{ value: '无', rows: 53 }]);
    expect(two.columns.at(-1)!.note).toBeNull();
  });

  it('is told on the terminal, with the first five and how many more', async () => {
    const from = lines((i) => (i % 8 === 7 ? '逾期' : `阶段${i % 8}`));
    const to = join(fresh(), 'study');
    const { stdout } = await dipperHere(
      'init',
      to,
      '--from',
      from,
      '--bad',
      '状态=逾期',
      '--as-of',
      '2024-06-30',
    );
    expect(stdout).toContain('bad: 状态 逾期 (10 rows)');
    expect(stdout).toContain('good: 状态 阶段0 (10 rows), 阶段1 (10 rows)');
    expect(stdout).toContain('阶段4 (10 rows) and 2 more values (20 rows)');
    const { labels } = await draft({ from: lines((i) => String(i % 8)), bad: '状态>=7' });
    expect(labels.good.values).toHaveLength(5);
    expect(labels.good.more).toEqual({ values: 2, rows: 20 });
  });

  it('goes by numbers where the column is one, however they are written', async () => {
    const from = lines((i) => (i % 4 ? '0.0' : '1.0'));
    const { labels, folder } = await draft({ from, bad: '状态=1' });
    expect(labels.bad.values).toEqual([{ value: '1.0', rows: 20 }]);
    expect(labels.good.values).toEqual([{ value: '0.0', rows: 60 }]);
    expect(specOf(folder).label.bad).toMatchObject({ op: '=', value: 1 });
    expect((await trainStudy(await openStudy(folder))).document.training).toMatchObject({
      goods: 60,
      bads: 20,
    });
    // With a zero in front they are codes, and as they stand.
    const codes = lines((i) => (i % 4 ? '00' : '01'));
    await expect(draft({ from: codes, bad: '状态=1' })).rejects.toMatchObject({ code: 'UNKNOWN_VALUE' });
    expect((await draft({ from: codes, bad: '状态=01' })).labels.bad.values[0]!.rows).toBe(20);
  });
});

it('says why numbers are text, and how many records cannot be read', async () => {
  const of = (i: number) =>
    `F${i},${i % 7},${String(i).padStart(6, '0')},${9007199254740993n + BigInt(i)},${i === 7 ? 'x' : i},${i % 4 ? 0 : 1}`;
  const lines = Array.from({ length: 120 }, (_, i) => (i === 30 ? `${of(i)},too,many` : of(i)));
  const { columns, records, rejected } = await draft({
    from: table(`id,x,code,long,mixed,y\n${lines.join('\n')}\n`),
    bad: 'y=1',
  });
  expect([records, rejected]).toEqual([120, 1]);
  expect(columns.map(({ note }) => note).slice(2, 5)).toEqual([
    'codes: 119 different, 119 of the rows with a zero in front',
    'whole numbers beyond 2^53, which are not held to the last digit',
    '1 text that is no number: x',
  ]);
});

it('shows a text that keeps a column from being one of numbers or days', async () => {
  const of = (i: number) =>
    [
      `F${i}`,
      i % 7,
      i % 10 ? `"1,${100 + i}.50"` : `约${5000 + i}`,
      `${i}.5万`,
      i % 4 ? `${1900 + i}/1/5` : `${1900 + i}年1月15日${'。'.repeat(30)}`,
      `第${i}户`,
      i % 4 ? 0 : 1,
    ].join(',');
  const { columns } = await draft({
    from: table(
      `id,x,收入,资本（万元）,成立,户,y\n${Array.from({ length: 120 }, (_, i) => of(i)).join('\n')}\n`,
    ),
    bad: 'y=1',
  });
  expect(columns.map(({ note }) => note).slice(2, 6)).toEqual([
    '12 texts that are no numbers, e.g. 约5000',
    'units in the header and in 120 of 120 rows',
    `30 texts that are no days like the others, e.g. 1900年1月15日${'。'.repeat(20)}…`,
    '120 different texts',
  ]);
});

it('takes what spreadsheets and registers write for nothing as empty, and shows what else is no number among numbers', async () => {
  const of = (i: number) => {
    const growth = ['#DIV/0!', '暂无', '#VALUE!'][i % 9] ?? `0.${100 + i}`;
    return [`F${i}`, growth, i % 3 ? `${i}.25` : `约${i}`, i % 4 ? 0 : 1].join(',');
  };
  const lines = Array.from({ length: 180 }, (_, i) => of(i));
  const { columns } = await draft({ from: table(`id,增长,收入,y\n${lines.join('\n')}\n`), bad: 'y=1' });
  expect(columns.slice(1, 3).map(({ type, note }) => [type, note])).toEqual([
    ['number', '#DIV/0!, #VALUE!, 暂无 taken for empty'],
    ['text', '60 texts that are no numbers, e.g. 约0'],
  ]);
});

it('reads days with the year behind where only one order of day and month fits them all', async () => {
  const of = (i: number) => {
    const [day, month] = [1 + (i % 28), 1 + (i % 12)];
    const both = `${1 + (i % 12)}/${1 + (i % 6)}`;
    const cells = [`F${i}`, `${month}/${day}/${1990 + (i % 20)}`, `${day}.${month}.2001`, `${both}/2001`];
    return [
      ...cells,
      `${both}/${1900 + i}`,
      i % 9 === 8 ? `${month}-31-2001` : `${month}-${day}-2001`,
      i % 4 ? 0 : 1,
    ].join(',');
  };
  const lines = Array.from({ length: 199 }, (_, i) => of(i));
  const { columns, folder } = await draft({
    from: table(`id,a,b,c,d,e,y\n${lines.join('\n')}\n`),
    bad: 'y=1',
  });
  const unordered = 'days in either order: name dateFormat in the mapping, e.g. M/D/YYYY';
  expect(columns.map(({ type, note }) => [type, note]).slice(1, 6)).toEqual([
    ['date', null],
    ['date', null],
    ['category', unordered],
    ['text', unordered],
    ['category', null],
  ]);
  const { mapping } = await openStudy(folder);
  expect([mapping?.companies?.a, mapping?.companies?.b]).toEqual([
    { column: 'a', dateFormat: 'M/D/YYYY' },
    { column: 'b', dateFormat: 'D.M.YYYY' },
  ]);
});

it('a column of amounts with signs of currency and units is one of numbers, and multiplied with them', async () => {
  const capital = (i: number) =>
    [`${10 + i}万`, `￥${5 + (i % 90)},000`, `0.${1 + (i % 9)}亿元`, `${i}`][i % 4];
  const lines = Array.from({ length: 200 }, (_, i) => `F${i},"${capital(i)}",-${i}元,${i % 3 ? 0 : 1}`);
  const from = table(`id,注册资本,利润,y\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: '注册资本>=20万' });
  expect(columns.map(({ type, note }) => [type, note])).toEqual([
    ['text', null],
    ['number', null],
    ['number', null],
    ['flag', null],
  ]);
  const study = await openStudy(folder);
  expect(study.mapping!.companies).toMatchObject({ 注册资本: { priced: true }, 利润: { priced: true } });
  const { document, companies } = await trainStudy(study);
  expect(companies).toMatchObject({ records: 200, rejected: 0 });
  // From 200,000 on are bad: all 50 in 亿元, and of the 50 in 万 all but 10万, 14万 and 18万.
  expect(document.training.bads).toBe(97);
});

it('a header’s unit is its column’s: what is proposed for the header later changes no figure', async () => {
  const lines = Array.from({ length: 120 }, (_, i) => `F${i},${i}.5,${i},${i % 4 ? 0 : 1}`);
  const from = table(`id,注册资本（万元）,人数（人）,y\n${lines.join('\n')}\n`);
  const { folder } = await draft({ from, bad: 'y=1' });
  const spec = JSON.parse(readFileSync(join(folder, 'models/enterprise.spec.json'), 'utf8'));
  expect(spec.inputs.map(({ unit }: { unit?: string }) => unit)).toEqual([
    undefined,
    '万元',
    undefined,
    undefined,
  ]);
  const study = await openStudy(folder);
  const column = study.mapping!.companies!['注册资本（万元）'];
  expect(column).toEqual({ column: 'registered_capital' });
  edit(folder, 'dipper.json', (text) => {
    const said = JSON.parse(text);
    delete said.mapping.companies['注册资本（万元）'];
    return JSON.stringify(said);
  });
  const { mapping } = await checkStudy(await openStudy(folder));
  expect(mapping).toMatchObject({ companies: { '注册资本（万元）': column } });
});

it('tells a line of totals among the ids, and days that a spreadsheet left as numbers', async () => {
  const of = (i: number) => `F${i},${i % 7},${43_895 + i},${43_895 + i},${i % 4 ? 0 : 1}`;
  const lines = Array.from({ length: 120 }, (_, i) => of(i));
  const drafted = async (...more: string[]) => {
    const from = table(`客户号,x,成立日期,资产,y\n${[...lines, ...more].join('\n')}\n`);
    return (await draft({ from, bad: 'y=1' })).columns.map(({ note }) => note);
  };
  // 43,895 days after 1899-12-30.
  const serial = '43895 read as 2020-03-05, as a spreadsheet counts days';
  expect(await drafted()).toEqual([null, null, serial, null, null]);
  expect((await drafted('合计,1,,,'))[0]).toBe('合计 is no firm: drop the line of totals');
  const from = table(`客户号,x,成立日期,资产,y\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: 'y=1' });
  expect(columns.map(({ type }) => type)).toEqual(['text', 'integer', 'date', 'integer', 'flag']);
  const study = await openStudy(folder);
  expect(study.mapping!.companies!.成立日期).toMatchObject({ dateFormat: 'serial' });
  expect((await trainStudy(study)).companies).toMatchObject({ records: 120, rejected: 0 });
});

it('takes rows in which nothing stands for no records', async () => {
  const from = table(`${csv},,,,,,,,,,,,\r\n , ,,,,,,,,,,,\r\n`);
  const { records, columns } = await draft({ from });
  expect(records).toBe(600);
  expect(columns).toEqual((await draft()).columns);
});

it('reads what accounts write in brackets as less than zero', async () => {
  const lines = Array.from(
    { length: 150 },
    (_, i) => `F${i},${i % 3 ? `"${1 + (i % 9)},200"` : `"(1${i % 7},785)"`},${i % 4 ? 0 : 1}`,
  );
  const from = table(`id,利润总额,y\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: 'y=1' });
  expect(columns[1]).toMatchObject({ type: 'integer', use: 'feature' });
  const study = await openStudy(folder);
  expect(study.mapping!.companies).toMatchObject({ 利润总额: { grouped: true } });
  expect((await trainStudy(study)).companies).toMatchObject({ records: 150, rejected: 0 });
});

it('takes what counts people and calls for the numbers they are, and a label for what it holds', async () => {
  const of = (i: number) => `F${i},${(i * 7) % 130},${i % 5},${i % 6},${20 + (i % 40)}`;
  const lines = Array.from({ length: 150 }, (_, i) => of(i));
  const head = 'id,负责人逾期天数,法定代表人变更次数,电话催收次数,Employee number';
  const from = table(`${head}\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: '负责人逾期天数>=90' });
  expect(columns.map(({ type, use }) => [type, use])).toEqual([
    ['text', 'id'],
    ['integer', 'label'],
    ['integer', 'feature'],
    ['integer', 'feature'],
    ['integer', 'feature'],
  ]);
  const { document } = await trainStudy(await openStudy(folder));
  const late = lines.filter((line) => Number(line.split(',')[1]) >= 90).length;
  expect(document.training.bads).toBe(late);
});

it('reads numbers of people with the word behind them', async () => {
  const lines = Array.from({ length: 150 }, (_, i) => `F${i},${i % 50}${i % 3 ? '' : '人'},${i % 4 ? 0 : 1}`);
  const from = table(`id,参保人数,y\n${lines.join('\n')}\n`);
  const { columns, folder } = await draft({ from, bad: 'y=1' });
  expect(columns[1]).toMatchObject({ type: 'number', use: 'feature' });
  const study = await openStudy(folder);
  expect(study.mapping!.companies).toMatchObject({ 参保人数: { priced: true } });
  expect((await trainStudy(study)).companies).toMatchObject({ records: 150, rejected: 0 });
});

it('makes no feature of numbers that name rows, customers or people', async () => {
  const of = (i: number) =>
    `${i + 1},91440605YX${String(i).padStart(8, '0')},${700_000 + ((i * 7919) % 9973)},${i},44060519800101${1000 + i},张${i % 9},${i % 7},${i % 4 ? 0 : 1}`;
  const lines = Array.from({ length: 150 }, (_, i) => of(i));
  const from = table(
    `序号,统一社会信用代码,客户号,rank,法人身份证号,法定代表人,员工人数,y\n${lines.join('\n')}\n`,
  );
  const { columns, folder } = await draft({ from, bad: 'y=1' });
  expect(columns.map(({ use, note }) => [use, note])).toEqual([
    ['none', 'numbers that name something, by the header'],
    ['id', null],
    ['none', 'numbers that name something, by the header'],
    ['none', 'numbers of the rows, each once'],
    ['none', 'names somebody'],
    ['none', 'names somebody'],
    ['feature', null],
    ['label', null],
  ]);
  const path = join(folder, 'models/enterprise.spec.json');
  const { inputs } = enterpriseSpecSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  expect(inputs.map(({ personal }) => personal)).toEqual([
    ...Array(4).fill(undefined),
    'phone',
    'name',
    undefined,
    undefined,
  ]);
});

it('tells codes that look like numbers, which a card would order', async () => {
  const of = (i: number) => `F${i},${[1751, 3421, 4041][i % 3]},${1000 + i},${i % 5},${i % 4 ? 0 : 1}`;
  const from = table(
    `id,国民经济行业,gbt_code,encoded,y\n${Array.from({ length: 120 }, (_, i) => of(i)).join('\n')}\n`,
  );
  const { columns } = await draft({ from, bad: 'y=1' });
  const codes = expect.stringMatching(/^may be codes/);
  expect(columns.map(({ note }) => note)).toEqual([null, codes, codes, null, null]);
});

describe('what a draft cannot be made of', () => {
  const refused = async (options: Partial<DraftOptions>) => {
    const folder = join(fresh(), 'study');
    const error = await draft(options, folder).catch((thrown) => thrown);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(dirname(folder))).toBe(true);
    return { code: error.code, ...error.problems[0] };
  };

  it('is told, with what there is, and nothing is written', async () => {
    expect(await refused({ bad: '违约' })).toMatchObject({ code: 'USAGE', path: '--bad', found: '违约' });
    expect(await refused({ bad: 'scor=1' })).toMatchObject({
      code: 'UNKNOWN_COLUMN',
      path: '--bad',
      hint: expect.stringContaining('score'),
    });
    expect(await refused({ bad: '违约=是' })).toMatchObject({
      code: 'UNKNOWN_VALUE',
      found: '是',
      expected: 'one of N, Y',
    });
    expect(await refused({ bad: '企业名称>=3' })).toMatchObject({ code: 'NOT_A_NUMBER', found: '3' });
    expect(await refused({ bad: '员工人数<' })).toMatchObject({ code: 'NOT_A_NUMBER', column: '员工人数' });
    expect(await refused({ bad: '负债率=NULL' })).toMatchObject({ code: 'UNKNOWN_VALUE', found: 'NULL' });
    const words = table(
      `id,x,y\n${Array.from({ length: 40 }, (_, i) => `F${i},${i},${i % 9 ? i : 'NULL'}`).join('\n')}\n`,
    );
    expect(await refused({ from: words, bad: 'y=NULL' })).toMatchObject({
      code: 'UNKNOWN_VALUE',
      expected: expect.not.stringContaining('NULL'),
      hint: expect.stringContaining('NULL is an empty cell'),
    });
    expect(await refused({ good: '违约=Y' })).toMatchObject({ code: 'USAGE', path: '--good' });
    expect(await refused({ from: table('a,y\n1,0\n2,1\n'), bad: 'y=1' })).toMatchObject({
      code: 'NO_FEATURE',
      column: 'a',
      found: 'the ids',
    });
    expect(await refused({ good: '违约=X' })).toMatchObject({ code: 'UNKNOWN_VALUE', path: '--good' });
    expect(await refused({ id: '编码' })).toMatchObject({
      code: 'NO_ID',
      column: '编码',
      found: '3 different ids, 0 empty, in 600 rows',
    });
    expect(await refused({ from: table('a,b\n1,0\n1,1\n'), bad: 'b=1' })).toMatchObject({ code: 'NO_ID' });
    const twice = table('y,统一社会信用代码,收入\n1,a,1\n0,a,1\n0,b,2\n0,,2\n');
    expect(await refused({ from: twice, bad: 'y=1' })).toMatchObject({
      code: 'NO_ID',
      column: '统一社会信用代码',
      found: '2 different ids, 1 empty, in 4 rows',
      hint: 'several rows have a',
    });
    for (const [title, below] of [
      ['某银行基础数据,,,', '1 row'],
      ['某银行基础数据', '1 row'],
      ['某银行基础数据\n\n', '3 rows'],
      ['某银行基础数据,,,\n单位：万元,,,', '2 rows'],
    ])
      expect(await refused({ from: table(`${title}\nid,名称,收入,y\na,甲,1,0\nb,乙,2,1\n`) })).toMatchObject({
        code: 'HEADER_BELOW',
        found: `a title; the names stand ${below} below`,
      });
    expect(await refused({ from: table('id,收入,收入,y\na,甲,1,0\n') })).toMatchObject({
      code: 'REPEATED_COLUMN',
      found: '收入',
    });
    expect(await refused({ from: table(workbookOf([['本表由信贷部汇总']]), 'firms.xlsx') })).toMatchObject({
      found: 'a header only',
      expected: 'a header and rows; of a workbook, in the first sheet that is not hidden',
    });
    expect(await refused({ asOf: '2024-02-30' })).toMatchObject({ code: 'USAGE', path: '--as-of' });
    expect(await refused({ from: join(fresh(), 'none.csv') })).toMatchObject({ file: 'none.csv' });
    expect(await refused({ from: table('a,a\n1,2\n'), bad: 'a=1' })).toMatchObject({
      code: 'REPEATED_COLUMN',
    });
  });
});
