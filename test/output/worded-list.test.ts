import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readXlsx from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { ANSWER_COLUMNS, LIST_COLUMNS } from '../../src/document/reserved.js';
import { wordedList } from '../../src/output/worded-list.js';
import { writeXlsx } from '../../src/output/xlsx.js';

const root = join(import.meta.dirname, '../..');
const foshan = JSON.parse(readFileSync(join(root, 'models/foshan/policy.json'), 'utf8'));
const few = {
  id: 'FEW_STAFF',
  outcome: 'flag',
  missing: 'ignore',
  text: { en: 'Few staff', zh: '员工过少' },
};
const policy = { ...foshan, rules: [...foshan.rules, few] };
const text = (name: string, zh: string) => ({ name, type: 'text' as const, meaning: { en: name, zh } });

describe('wordedList', () => {
  it('gives a word that two columns share to the list’s own, then to the first', () => {
    const contract = [text('grade', '等级'), text('staff', '人数'), text('workers', '人数')];
    const columns = ['company_id', 'grade', 'staff', 'workers', 'tier'];
    const { columns: heads } = wordedList({ columns, rows: [] }, { policy, contract, language: 'zh' });
    expect(heads).toEqual(['企业代码', 'grade', '人数', 'workers', '等级']);
  });

  it('has a word for every column of its own, and another for each', () => {
    const columns = ['company_id', ...LIST_COLUMNS, 'draft', ...ANSWER_COLUMNS];
    const { columns: heads } = wordedList({ columns, rows: [] }, { policy, contract: [], language: 'zh' });
    expect(heads.filter((head) => !/^\p{Script=Han}/u.test(head))).toEqual([]);
    expect(new Set(heads).size).toBe(columns.length);
  });

  it('says in words whom the firm knows, what stopped it, and by what', () => {
    const columns = ['customer', 'stopped_by', 'flags'];
    const rows = [
      ['existing', 'TIER_R6', 'DEBT_NOT_SEEN|FEW_STAFF'],
      ['new', 'TOTAL', null],
    ];
    expect(wordedList({ columns, rows }, { policy, contract: [], language: 'zh' }).rows).toEqual([
      ['存量客户', '等级 R6', '他行无担保负债未见，按0计；员工过少'],
      ['新客户', '组合总额', null],
    ]);
    expect(wordedList({ columns, rows }, { policy, contract: [], language: 'en' }).rows).toBe(rows);
  });

  it('leaves columns alone that are called as what every object has', () => {
    const columns = ['constructor', 'tier'];
    const { rows } = wordedList({ columns, rows: [['x', 'R6']] }, { policy, contract: [], language: 'zh' });
    expect(rows).toEqual([['x', 'R6']]);
  });
});

describe('writeXlsx', () => {
  it('takes for days what every spreadsheet counts alike, and leaves the rest as texts', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'days.xlsx');
    const rows = [['1900-01-01'], ['2020-02-29'], ['2***'], [null]];
    await writeXlsx(path, { columns: ['born'], rows, shown: ['day'] }, 'days');
    const [sheet] = (await readXlsx(path)) as unknown as { readonly data: unknown[][] }[];
    expect(sheet!.data.slice(1)).toEqual([['1900-01-01'], [new Date('2020-02-29')], ['2***']]);
  });
});
