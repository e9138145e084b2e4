import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { aliasKey, columnAliases } from '../../src/ingest/aliases.js';
import { proposeMapping, proposeUnmapped } from '../../src/ingest/propose-mapping.js';
import { unknownUnits, unscaledUnits } from '../../src/ingest/units.js';
import { root } from '../fixtures/foshan-study.js';

const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'registered_capital', type: 'amount' },
  { name: 'staff', type: 'integer' },
  { name: 'established_on', type: 'date' },
  { name: 'is_high_tech', type: 'flag' },
  { name: 'tax_rating', type: 'category' },
];

const propose = (header: readonly string[], ...records: readonly string[][]) =>
  proposeMapping({ header, records }, columns);

describe('a proposed mapping', () => {
  it('knows the names of registers, with or without units and brackets', () => {
    expect(propose(['统一社会信用代码', '企业 名称', '注册资本（万元）', 'Employees'])).toEqual({
      统一社会信用代码: { column: 'company_id' },
      '企业 名称': { column: 'name' },
      '注册资本（万元）': { column: 'registered_capital', times: 10_000 },
      Employees: { column: 'staff' },
    });
    expect(propose(['纳税人识别号', '户名', '从业人员（人）', '纳税信用'])).toEqual({
      纳税人识别号: { column: 'company_id' },
      户名: { column: 'name' },
      '从业人员（人）': { column: 'staff' },
      纳税信用: { column: 'tax_rating' },
    });
    expect(propose(['注册资本(元)']).times).toBeUndefined();
    expect(propose(['Capital (million)'])).toEqual({
      'Capital (million)': { column: 'registered_capital', times: 1_000_000 },
    });
  });

  it('finds thousands separators and full-width digits, of numbers only', () => {
    expect(
      propose(
        ['资产', '注册资本', '员工人数', '企业名称'],
        ['', '1,324', '２９', '1,324'],
        ['', '12', '3', 'x'],
      ),
    ).toEqual({
      注册资本: { column: 'registered_capital', grouped: true },
      员工人数: { column: 'staff', grouped: true },
      企业名称: { column: 'name' },
    });
    expect(propose(['注册资本（万元）'], ['1,324.5'])).toEqual({
      '注册资本（万元）': { column: 'registered_capital', times: 10_000, grouped: true },
    });
    expect(propose(['员工人数'], ['30.5'], ['12'])).toEqual({ 员工人数: { column: 'staff' } });
    expect(propose(['注册资本'], ['0,123'], ['0,5'])).toEqual({ 注册资本: { column: 'registered_capital' } });
    expect(propose(['注册资本'], ['many'], ['1,3'])).toEqual({ 注册资本: { column: 'registered_capital' } });
  });

  it('finds signs of currency and units, under a unit in the header beside it', () => {
    const found = propose(['注册资本', '统一社会信用代码'], ['500万', 'X'], ['￥5,000', 'Y'], ['7', 'Z']);
    expect(found.注册资本).toEqual({ column: 'registered_capital', priced: true });
    expect(propose(['注册资本（万元）'], ['500万'], ['30'])['注册资本（万元）']).toEqual({
      column: 'registered_capital',
      times: 10_000,
      priced: true,
    });
    const mapping = { 资本: { column: 'registered_capital', times: 10_000 } };
    const head = { header: ['资本'], records: [['500万']] };
    expect(proposeUnmapped(head, columns, { missingTexts: [], mapping, hasOthers: false })).toEqual({
      资本: { column: 'registered_capital', times: 10_000, priced: true },
    });
  });

  it('finds days that a spreadsheet left as numbers', () => {
    expect(propose(['成立日期'], ['43895'], ['36526.5']).成立日期).toEqual({
      column: 'established_on',
      dateFormat: 'serial',
    });
    expect(propose(['成立日期'], ['12345'], ['10000']).成立日期).toEqual({ column: 'established_on' });
  });

  it('finds percent signs, by what the column holds: percent or shares; never of amounts', () => {
    const shares: Column[] = [
      { name: 'margin', type: 'number', max: 100 },
      { name: 'share', type: 'number', min: 0, max: 1 },
      { name: 'capital', type: 'amount' },
    ];
    const records = [
      ['27.4%', '27.4%', '27.4%'],
      ['0', '0', '0'],
    ];
    const mapping = { 甲: { column: 'margin' }, 乙: { column: 'share' }, 丙: { column: 'capital' } };
    const header = ['甲', '乙', '丙'];
    expect(
      proposeUnmapped({ header, records }, shares, { missingTexts: [], mapping, hasOthers: false }),
    ).toMatchObject({
      甲: { column: 'margin', percent: true },
      乙: { column: 'share', percent: true, times: 0.01 },
    });
  });

  it('names units that it does not know, of amounts only', () => {
    const units = (...header: string[]) => unknownUnits(propose(header), columns);
    expect(units('注册资本（万美元）')).toEqual([
      { header: '注册资本（万美元）', column: 'registered_capital', unit: '万美元' },
    ]);
    for (const header of [
      '注册资本（元）',
      '注册资本(万元)',
      'Capital (CNY)',
      '注册资本',
      '从业人数（千美元）',
    ])
      expect(units(header), header).toEqual([]);
    expect(unknownUnits({ '纳税额（万美元）': null }, columns)).toEqual([]);
  });

  it('names mapped headers whose unit nobody multiplied, or multiplied otherwise', () => {
    const unscaled = (header: string, mapped: { column: string; times?: number }) =>
      unscaledUnits({ [header]: mapped }, [...columns, { name: 'sales_k', type: 'number', unit: '千元' }]);
    const column = 'registered_capital';
    expect(unscaled('注册资本（万元）', { column })).toEqual([
      { header: '注册资本（万元）', column, unit: '万元', times: 1, expected: 10_000 },
    ]);
    expect(unscaled('注册资本(元)', { column, times: 10_000 })).toMatchObject([{ expected: 1 }]);
    expect(unscaled('销售额(万元)', { column: 'sales_k' })).toMatchObject([{ expected: 10 }]);
    for (const [header, times] of [
      ['注册资本（万元）', 10_000],
      ['注册资本（元）', undefined],
      ['注册资本（万美元）', undefined],
      ['注册资本', 10_000],
    ] as const)
      expect(unscaled(header, { column, ...(times && { times }) }), header).toEqual([]);
    expect(unscaled('从业人数（千）', { column: 'staff' })).toEqual([]);
    expect(unscaledUnits({ '注册资本（万元）': null }, columns)).toEqual([]);
  });

  it('proposes the factor from the unit of a header to that of its column, and nothing that is refused then', () => {
    const of = (unit: string | undefined, type: 'number' | 'integer', header: string) =>
      proposeMapping({ header: [header], records: [['80万'], ['5']] }, [
        { name: 'sales', type, meaning: { en: 'Sales', zh: '销售额' }, ...(unit && { unit }) },
      ])[header];
    const column = 'sales';
    expect(of('万元', 'number', '销售额(万元)')).toEqual({ column });
    expect(of('万元', 'number', '销售额(元)')).toEqual({ column, times: 0.0001 });
    expect(of('千元', 'number', '销售额(万元)')).toEqual({ column, times: 10 });
    expect(of('元', 'integer', '销售额(万元)')).toEqual({ column, times: 10_000, priced: true });
    expect(of(undefined, 'integer', '销售额(千)')).toEqual({ column, priced: true });
  });

  it('knows a column by what its contract says that it means', () => {
    const own: Column = { name: 'kwh', type: 'number', meaning: { en: 'Electricity used', zh: '用电量' } };
    const head = { header: ['用电量(千瓦时)'], records: [] };
    expect(proposeMapping(head, [own])).toEqual({ '用电量(千瓦时)': { column: 'kwh' } });
    expect(proposeMapping({ header: ['electricity_used'], records: [] }, [own])).toEqual({
      electricity_used: { column: 'kwh' },
    });
  });

  it('takes an alias before a slip of the pen, and gives each column once', () => {
    expect(propose(['tax_ratng', '纳税信用等级', 'nothing_like_it'])).toEqual({
      纳税信用等级: { column: 'tax_rating' },
    });
    expect(propose(['tax_ratng'])).toEqual({ tax_ratng: { column: 'tax_rating' } });
    expect(propose(['tax_rating', '纳税信用等级'])).toEqual({});
  });

  it('sees how days and flags are written, also under the right header', () => {
    const header = ['成立日期', 'is_high_tech'];
    expect(propose(header, ['20190304', '是'], ['20201231', '否'], ['', '1'])).toEqual({
      成立日期: { column: 'established_on', dateFormat: 'YYYYMMDD' },
      is_high_tech: { column: 'is_high_tech', values: { 是: '1', 否: '0' } },
    });
    expect(propose(['established_on'], ['2019年3月4日'])).toEqual({
      established_on: { column: 'established_on', dateFormat: 'YYYY年M月D日' },
    });
    const isRead = (dateFormat: string) => ({ established_on: { column: 'established_on', dateFormat } });
    expect(propose(['established_on'], ['3/4/2019'], ['3/14/2019'])).toEqual(isRead('M/D/YYYY'));
    expect(propose(['established_on'], ['03-04-2019'], ['14-03-2019'])).toEqual(isRead('D-M-YYYY'));
    expect(propose(['established_on'], ['3/4/2019'], ['4/3/2019'])).toEqual({});
    expect(propose(['established_on'], ['3/14/2019'], ['14/3/2019'])).toEqual({});
    expect(propose(['established_on'], ['2019-03-04'], ['2019/3/4'])).toEqual({});
    expect(propose(['established_on'], ['20190304'], ['soon'])).toEqual({});
    expect(propose(['is_high_tech'], ['是'], ['perhaps'])).toEqual({});
  });

  it('takes both words of a pair, written as the one that is there', () => {
    const valuesOf = (word: string) => propose(['is_high_tech'], [word]).is_high_tech!.values;
    expect(valuesOf('否')).toEqual({ 是: '1', 否: '0' });
    expect(valuesOf('TRUE')).toEqual({ TRUE: '1', FALSE: '0' });
    expect(valuesOf('No')).toEqual({ Yes: '1', No: '0' });
    expect(valuesOf('n')).toEqual({ y: '1', n: '0' });
  });

  it('takes values of a list that are written otherwise, and all values written as they are', () => {
    const listed = (values: readonly string[], ...cells: readonly string[]) =>
      proposeMapping({ header: ['grade'], records: cells.map((cell) => [cell]) }, [
        { name: 'grade', type: 'category', values: [...values] },
      ]).grade?.values;
    expect(listed(['A', 'M'], 'A', 'A级', 'new')).toEqual({ A级: 'A', M级: 'M' });
    expect(listed(['A', 'M'], ' m ', 'Ａ 级')).toEqual({ a: 'A', m: 'M', 'Ａ 级': 'A' });
    expect(listed(['A+', 'A'], 'Ａ＋')).toEqual({ 'Ａ＋': 'A+', Ａ: 'A' });
    expect(listed(['一级', '二级'], '二')).toEqual({ 二: '二级' });
    expect(listed(['a', 'A'], 'Ａ', 'A级')).toBeUndefined();
    expect(listed(['A', 'M'], 'B', '级')).toBeUndefined();
  });

  it('reads over texts that mean missing', () => {
    const head = { header: ['established_on'], records: [['20190304'], [' NULL '], ['']] };
    expect(proposeMapping(head, columns, ['NULL'])).toEqual({
      established_on: { column: 'established_on', dateFormat: 'YYYYMMDD' },
    });
    expect(proposeMapping(head, columns)).toEqual({});
  });

  it('is not led astray by words of the language it is written in', () => {
    const own: Column = { name: 'constructor', type: 'flag' };
    const head = { header: ['toString (valueOf)', '__proto__'], records: [['constructor', 'valueOf']] };
    expect(proposeMapping(head, [own])).toEqual({});
    expect(proposeMapping({ header: ['constructor'], records: [['constructor']] }, [own])).toEqual({});
  });

  it('lets a tenth of the cells be mistakes', () => {
    const days = Array.from({ length: 9 }, () => ['20190304']);
    expect(propose(['established_on'], ...days, ['soon'])).toEqual({
      established_on: { column: 'established_on', dateFormat: 'YYYYMMDD' },
    });
    expect(propose(['established_on'], ...days.slice(1), ['soon'])).toEqual({});
    const flags = Array.from({ length: 9 }, () => ['无']);
    expect(propose(['is_high_tech'], ...flags, ['perhaps'])).toEqual({
      is_high_tech: { column: 'is_high_tech', values: { 有: '1', 无: '0' } },
    });
  });
});

describe('a mapping that is there', () => {
  const head = {
    header: ['编号', 'Employees', 'tax_rating', '备注', '成立日期'],
    records: [['X', '3', 'A', '', '20190304']],
  };

  it('is left alone; the others are proposed, null for what belongs nowhere', () => {
    const mapping = { 编号: { column: 'company_id' }, Employees: null };
    const options = { missingTexts: [], mapping, hasOthers: false };
    expect(proposeUnmapped(head, columns, options)).toEqual({
      备注: null,
      成立日期: { column: 'established_on', dateFormat: 'YYYYMMDD' },
    });
    expect(proposeUnmapped(head, columns, { ...options, hasOthers: true })).toEqual({
      成立日期: { column: 'established_on', dateFormat: 'YYYYMMDD' },
    });
  });

  it('leaves columns without a name out, also beside other columns that stay', () => {
    const mapping = { 编号: { column: 'company_id' } };
    const bare = { header: ['编号', 'extra', '', ''], records: [['X', '1', '', '']] };
    expect(proposeUnmapped(bare, columns, { missingTexts: [], mapping, hasOthers: true })).toEqual({
      '': null,
    });
    expect(proposeUnmapped(bare, columns, { missingTexts: [], mapping, hasOthers: false })).toEqual({
      extra: null,
      '': null,
    });
  });

  it('lacks what the cells of its headers need', () => {
    const mapping = {
      资本: { column: 'registered_capital', times: 10_000 },
      人数: { column: 'staff' },
      成立: { column: 'established_on' },
    };
    const told = {
      header: ['资本', '人数', '成立'],
      records: [
        ['1,324.5', '12', '20190304'],
        ['3', '13', '20200101'],
      ],
    };
    expect(proposeUnmapped(told, columns, { missingTexts: [], mapping, hasOthers: false })).toEqual({
      资本: { column: 'registered_capital', times: 10_000, grouped: true },
      成立: { column: 'established_on', dateFormat: 'YYYYMMDD' },
    });
    const complete = { 资本: { ...mapping.资本, grouped: true as const }, 人数: mapping.人数, 成立: null };
    expect(proposeUnmapped(told, columns, { missingTexts: [], mapping: complete, hasOthers: false })).toEqual(
      {},
    );
  });

  it('keeps the words that a mapping has beside those that it lacks', () => {
    const mapping = { 高企: { column: 'is_high_tech', values: { 是: '1', 否: '0' } } };
    const told = { header: ['高企'], records: [['是'], ['否'], ['无']] };
    expect(proposeUnmapped(told, columns, { missingTexts: [], mapping, hasOthers: false })).toEqual({
      高企: { column: 'is_high_tech', values: { 是: '1', 否: '0', 无: '0', 有: '1' } },
    });
  });

  it('has taken its columns', () => {
    const mapping = { 编号: { column: 'staff' }, 备注: { column: 'established_on' } };
    expect(proposeUnmapped(head, columns, { missingTexts: [], mapping, hasOthers: false })).toEqual({
      Employees: null,
      成立日期: null,
    });
  });
});

describe('aliases', () => {
  it('of judgements take the plainest Chinese heads', () => {
    const names = ['expert', 'node', 'left', 'right', 'value'];
    const heads = names.map((name) => [name, columnAliases[name]!.map(aliasKey)] as const);
    const places = ['专家', '节点', '左', '右', '值'].map((head) =>
      heads.filter(([, keys]) => keys.includes(aliasKey(head))).map(([name]) => name),
    );
    expect(places).toEqual(names.map((name) => [name]));
  });

  it('name every column of the sample, and no alias of a company column means two of them', () => {
    const sample = readFileSync(join(root, 'data/foshan/companies.csv'), 'utf8').split('\n')[0]!.split(',');
    expect(sample.filter((name) => (columnAliases[name] ?? []).length === 0)).toEqual([]);
    const keys = sample.flatMap((name) => [name, ...columnAliases[name]!].map(aliasKey));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys.filter((key) => key === '')).toEqual([]);
  });
});
