import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/engine.js';
import { type ListOptions, listLines, openStudy, reportRun, runStudy, type Study } from '../../src/index.js';
import { withEngine } from '../fixtures/engine.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const firms = [
  'a,=cmd|甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥/沥北,李四',
  'c,丙厂,3071,60,3000000,30000000,28000000,A,2015-01-01,,,,王五',
];

let study: Study;
let run: string;

beforeAll(async () => {
  const folder = writeTinyStudy(firms);
  study = await openStudy(folder);
  run = (await runStudy(study)).manifest.run;
});

const list = (options: Partial<ListOptions> = {}) => listLines(study, { run, format: 'csv', ...options });
const read = (folder: string, name = 'targets.csv') =>
  readFileSync(join(folder, name), 'utf8').replace('\ufeff', '').trimEnd().split('\r\n');

describe('listLines', () => {
  it('gives the run’s own list again, with room for answers', async () => {
    const { folder } = await list();
    const own = read(join(study.out, run));
    const [header, ...rows] = read(folder);
    expect(header).toBe(`${own[0]},draft,contacted,interested,refused,refuse_reason`);
    expect(rows).toEqual(own.slice(1).map((row) => `${row},0,,,,`));
    expect((await list()).alreadyComplete).toBe(true);
  });

  it('makes nothing of a run whose Parquet file says other than its sealed list', async () => {
    const own = await openStudy(writeTinyStudy(firms));
    const { folder, manifest } = await runStudy(own);
    const path = join(folder, 'credit.parquet');
    await withEngine(async (engine) => {
      await engine.run(
        `CREATE TABLE t AS SELECT * REPLACE (line_amount * 10 AS line_amount) FROM read_parquet('${path}')`,
      );
      await engine.run(`COPY t TO '${path}' (FORMAT parquet)`);
    });
    for (const made of [
      () => listLines(own, { run: manifest.run, format: 'csv' }),
      () => reportRun(own, { run: manifest.run }),
    ])
      await expect(made()).rejects.toMatchObject({
        code: 'RUN_DAMAGED',
        problems: [{ code: 'CHANGED_OUTPUT', file: 'credit.parquet', line: 2 }],
      });
  });

  it('shows no personal data for a reason without a word', async () => {
    const refusal = { code: 'USAGE', problems: [{ path: '--reason' }] };
    await expect(list({ unmaskReason: ' ' })).rejects.toMatchObject(refusal);
  });

  it('masks personal data unless a reason is given, which the manifest keeps', async () => {
    const masked = await list();
    const shown = await list({ unmaskReason: 'calls of July' });
    expect(read(masked.folder).join('\n')).not.toContain('陈大文');
    expect(read(shown.folder).join('\n')).toContain('陈大文');
    expect(shown.manifest.options).toMatchObject({ unmasked: true, unmaskReason: 'calls of July' });
  });

  it('writes one file for each town, with names that any file system takes', async () => {
    const { folder } = await list({ splitBy: 'town' });
    expect(readdirSync(folder).sort()).toEqual([
      'manifest.json',
      'targets-unassigned.csv',
      'targets-大沥-沥北.csv',
      'targets-桂城.csv',
    ]);
    expect(read(folder, 'targets-桂城.csv')).toHaveLength(2);
  });

  it('is not split by a town that the policy does not carry', async () => {
    const folder = writeTinyStudy(firms);
    edit(folder, 'models/policy.json', (text) => text.replace(/"town",\s*"contact_name"/, '"contact_name"'));
    const other = await openStudy(folder);
    const { manifest } = await runStudy(other);
    await expect(
      listLines(other, { run: manifest.run, format: 'csv', splitBy: 'town' }),
    ).rejects.toMatchObject({
      code: 'UNKNOWN_COLUMN',
      problems: [
        {
          path: '--split-by',
          found: 'town',
          expected: 'branch, manager, or town where policy.json#/carry names it',
        },
      ],
    });
    expect(readdirSync(other.out)).toEqual([manifest.run]);
  });

  /** The cells of a column of targets.xlsx. */
  const workbook = async (folder: string) => {
    const [sheet] = (await readXlsx(join(folder, 'targets.xlsx'))) as unknown as { data: unknown[][] }[];
    const [header, ...rows] = sheet!.data;
    const cells = (name: string) => rows.map((row) => row[header!.indexOf(name)]);
    return { header, cells };
  };

  it('writes a workbook: numbers are numbers, days are days, texts are texts, no formula', async () => {
    const { folder } = await list({ format: 'xlsx' });
    const { cells } = await workbook(folder);
    const parts = unzipSync(readFileSync(join(folder, 'targets.xlsx')));
    expect(strFromU8(parts['xl/workbook.xml']!)).toContain('>targets!$A:$B,targets!$1:$1</definedName>');
    expect(cells('name')).toEqual(["'=cmd|甲厂", '丙厂', '乙厂']);
    expect(cells('line_amount')).toEqual([1_960_000, 1_960_000, 860_000]);
    expect(cells('company_id')).toEqual(['a', 'c', 'b']);
    expect(cells('valid_until')).toEqual(Array(3).fill(new Date('2024-09-28')));
  });

  it('writes a workbook in Chinese with Chinese heads, and words for codes', async () => {
    const { header, cells } = await workbook((await list({ format: 'xlsx', language: 'zh' })).folder);
    expect(header!.filter((name) => !/\p{Script=Han}/u.test(name as string))).toEqual([]);
    expect(header).toEqual([...new Set(header)]);
    expect(cells('企业代码')).toEqual(['a', 'c', 'b']);
    expect(cells('额度')).toEqual([1_960_000, 1_960_000, 860_000]);
    expect(cells('限制项')).toEqual(Array(3).fill('按等级与纳税信用的营收比例'));
    expect(cells('标记')).toEqual(['他行无担保负债未见，按0计', '他行无担保负债未见，按0计', null]);
    expect(cells('合成数据')).toEqual(['是', '是', '是']);
  });

  it('writes Parquet with integer tiers', async () => {
    const { folder } = await list({ format: 'parquet' });
    const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
    const rows = await engine.rows(
      `SELECT name, tier, line_amount FROM read_parquet('${join(folder, 'targets.parquet')}')`,
    );
    engine.close();
    expect(rows[0]).toEqual({ name: '=cmd|甲厂', tier: 6n, line_amount: 1_960_000n });
  });

  it('refuses a company file that changed since the run, and drafts', async () => {
    const other = await openStudy(writeTinyStudy(firms));
    const made = await runStudy(other);
    const path = join(other.folder, 'companies.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace('甲厂', '甲甲厂'));
    await expect(listLines(other, { run: made.folder, format: 'csv' })).rejects.toMatchObject({
      code: 'CHANGED_INPUT',
    });
    const document = join(made.folder, 'policy.json');
    writeFileSync(document, readFileSync(document, 'utf8').replace('"approved"', '"draft"'));
    await expect(listLines(other, { run: made.folder, format: 'csv' })).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
    });
  });
});
