import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkStudy, openStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { number, writeTrainingStudy } from '../fixtures/training-study.js';

const checked = async (folder: string) => checkStudy(await openStudy(folder));

/** Puts values into a column of companies.csv, by line; the header is line 1. */
const put = (folder: string, column: string, values: Readonly<Record<number, string>>) =>
  edit(folder, 'companies.csv', (text) => {
    const lines = text.split('\n');
    const place = lines[0]!.split(',').indexOf(column);
    for (const [line, value] of Object.entries(values)) {
      const cells = lines[Number(line) - 1]!.split(',');
      cells[place] = value;
      lines[Number(line) - 1] = cells.join(',');
    }
    return lines.join('\n');
  });

const lines = (from: number, to: number, value: string) =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, i) => [from + i, value]));

describe('a study, checked', () => {
  it('says what in the documents would stop a run', async () => {
    const folder = copyFoshan(60);
    expect((await checked(folder)).documents).toEqual([]);
    edit(folder, 'models/industry.json', (text) => text.replace('"status": "draft"', '"status": "retired"'));
    const { documents, usable } = await checked(folder);
    expect({ codes: documents.map(({ code }) => code), usable }).toEqual({
      codes: ['STALE_DOCUMENT'],
      usable: true,
    });
    const { stdout, status } = await dipperHere('check', '--study', folder);
    expect(stdout).toContain('a run would stop: STALE_DOCUMENT');
    expect(status).toBe(0);
  });

  it('names columns whose firms have none of the texts that rules compare them with', async () => {
    const folder = copyFoshan(60);
    expect((await checked(folder)).companies!.unmet).toEqual([]);
    edit(folder, 'companies.csv', (text) => text.replaceAll(',存续,', ',存续（在营、开业、在册）,'));
    const { unmet } = (await checked(folder)).companies!;
    expect(unmet).toEqual([
      {
        column: 'registration_status',
        texts: ['存续'],
        found: expect.arrayContaining([{ text: '存续（在营、开业、在册）', firms: expect.any(Number) }]),
      },
    ]);
    edit(folder, 'models/policy.json', (text) => {
      const policy = JSON.parse(text);
      const [rule] = policy.rules.filter(({ id }: { readonly id: string }) => id === 'DEREGISTERED');
      const when = {
        any: [
          { column: 'contact_name', op: '=', value: '张' },
          { column: 'town', op: '>=', value: '龟' },
        ],
      };
      return JSON.stringify({ ...policy, rules: [...policy.rules, { ...rule, id: 'WATCHED', when }] });
    });
    expect((await checked(folder)).companies!.unmet.map(({ column }) => column)).toEqual([
      'registration_status',
    ]);
    const { stdout } = await dipperHere('check', '--study', folder);
    expect(stdout).toContain('registration_status: no firm has 存续, which rules or labels compare it with');
  });

  it('names categories that the card does not know, and those that are written in several ways', async () => {
    const folder = copyFoshan(60);
    expect((await checked(folder)).companies!.categories).toEqual({ unseen: [], alike: [] });
    for (const document of ['enterprise', 'enterprise.spec', 'policy'])
      edit(folder, `models/${document}.json`, (text) => {
        const { inputs, ...others } = JSON.parse(text);
        const open = inputs.map(({ values: _values, ...column }: { readonly values?: unknown }) => column);
        return JSON.stringify({ ...others, inputs: open });
      });
    put(folder, 'tax_rating', {
      ...lines(2, 61, 'B'),
      ...lines(2, 5, 'A级'),
      6: 'Ａ',
      7: 'E',
      8: 'A',
      9: '',
    });
    put(folder, 'ownership', { ...lines(2, 61, '私营'), ...lines(2, 4, '私 营') });
    const { unseen, alike } = (await checked(folder)).companies!.categories;
    const found = [
      { text: 'A级', firms: 4 },
      { text: 'E', firms: 1 },
      { text: 'Ａ', firms: 1 },
    ];
    expect(unseen).toEqual([{ column: 'tax_rating', firms: 6, found }]);
    expect(alike.toSorted((a, b) => (a.column < b.column ? -1 : 1))).toEqual([
      {
        column: 'ownership',
        texts: [
          { text: '私营', firms: 57 },
          { text: '私 营', firms: 3 },
        ],
      },
      { column: 'tax_rating', texts: [found[0], { text: 'A', firms: 1 }, found[2]] },
    ]);
    const { stdout } = await dipperHere('check', '--study', folder);
    expect(stdout).toContain(
      'tax_rating: 6 firms with a category that the card does not know: A级 (4), E (1)',
    );
    expect(stdout).toContain('ownership: written in 2 ways, and as many categories: 私营 (57), 私 营 (3)');
  });

  it('says what each column of the company table holds', async () => {
    const folder = writeTrainingStudy({
      rows: [
        { x: 1.5, town: 'A', day: '2020-01-05', y: 0 },
        { x: -2, town: 'B', day: '2019-12-31', y: 0 },
        { x: '', town: 'A', day: '', y: 1 },
        { x: 7, town: '', day: '2020/1/6', y: '' },
      ],
      columns: [
        { name: 'x', type: 'number' },
        { name: 'town', type: 'category' },
        { name: 'day', type: 'date' },
        { name: 'absent', type: 'text', required: false } as { name: string; type: string },
      ],
      spec: { features: [number('x')] },
    });
    const { companies, usable, files, mapping } = await checked(folder);
    expect({ usable, mapping }).toEqual({ usable: true, mapping: {} });
    expect(files).toEqual([
      { role: 'companies', file: 'companies.csv', records: 4, usable: true, reason: null, problems: [] },
    ]);
    const shown = Object.fromEntries(companies!.columns.map(({ name, ...rest }) => [name, rest]));
    expect(shown.x).toEqual({
      type: 'number',
      inFile: true,
      missing: 1,
      missingShare: 0.25,
      min: -2,
      max: 7,
      distinct: null,
      rejected: 0,
    });
    expect(shown.town).toMatchObject({ missing: 1, min: null, max: null, distinct: 2 });
    expect(shown.day).toMatchObject({ missing: 1, min: '2019-12-31', max: '2020-01-06', distinct: null });
    expect(shown.absent).toMatchObject({ inFile: false, missing: 4, missingShare: 1, distinct: 0 });
    expect(companies!.labels).toEqual({
      sources: [{ id: 'all', good: 2, bad: 1, excluded: 0 }],
      excluded: { unlabelled: 1 },
    });
    expect(companies!.creditCodes).toEqual([]);
    expect(companies!.industryMap).toBeNull();
    expect(companies!.duplicates).toEqual({ ids: 0, records: 0 });
  });

  it('counts codes outside the map, wrong check characters and rejected values, and can still be used', async () => {
    const folder = copyFoshan(20);
    put(folder, 'industry_code', {
      ...lines(2, 13, '5165'),
      ...lines(14, 16, '5292'),
      ...lines(17, 21, '3071'),
    });
    const id = readFileSync(join(folder, 'companies.csv'), 'utf8').split('\n')[1]!.split(',')[0]!;
    put(folder, 'company_id', { 2: `${id.slice(0, 17)}${id[17] === '1' ? '2' : '1'}` });
    put(folder, 'staff', { 5: 'many', 6: '-1', 7: '-2' });
    edit(folder, 'companies.csv', (text) => `${text}${text.split('\n')[20]}\n`);
    const { companies, usable, files, problems } = await checked(folder);
    expect(usable).toBe(true);
    expect(files[0]).toMatchObject({ role: 'companies', records: 21, reason: null });
    expect(companies!.duplicates).toEqual({ ids: 1, records: 2 });
    const rejected = companies!.columns.filter((column) => column.rejected > 0);
    expect(rejected.map((column) => [column.name, column.rejected])).toEqual([['staff', 3]]);
    expect(problems.map(({ file, column, code, count }) => ({ file, column, code, count }))).toEqual([
      { file: 'companies.csv', column: 'staff', code: 'TYPE', count: 1 },
      { file: 'companies.csv', column: 'staff', code: 'RANGE', count: 2 },
      { file: 'companies.csv', column: 'company_id', code: 'DUPLICATE_ID', count: 2 },
    ]);
    expect(companies!.industryMap).toEqual({
      firms: 16,
      coded: 16,
      mapped: 4,
      share: 4 / 16,
      unmapped: [
        { code: '5165', firms: 9 },
        { code: '5292', firms: 3 },
      ],
    });
    expect(companies!.creditCodes).toEqual([{ column: 'company_id', codes: 16, failing: 1, share: 1 / 16 }]);
  });

  it('proposes figures of industries by the words of their indicators', async () => {
    const folder = copyFoshan(30);
    edit(folder, 'industries.csv', (text) => text.replace('policy_support', '产业政策支持'));
    const { mapping } = await checked(folder);
    expect(mapping).toEqual({ industries: { 产业政策支持: { column: 'policy_support' } } });
    edit(folder, 'dipper.json', (text) => JSON.stringify({ ...JSON.parse(text), mapping }));
    expect(await checked(folder)).toMatchObject({ usable: true, mapping: {} });
  });

  it('names every file that cannot be used, with what a header may be, and looks at the others', async () => {
    const folder = copyFoshan(30);
    const before = readdirSync(folder, { recursive: true }).sort();
    edit(folder, 'companies.csv', (text) => text.replace('registered_capital', '注册资本（万元）'));
    edit(folder, 'industries.csv', (text) => text.replace('industry_id', 'industri_id'));
    const { usable, files, companies, mapping, judgements } = await checked(folder);
    expect({ usable, companies }).toEqual({ usable: false, companies: null });
    const broken = files
      .filter((file) => !file.usable)
      .map(({ file, problems }) => [file, problems.map(({ code }) => code)]);
    expect(broken).toEqual([
      ['companies.csv', ['UNKNOWN_COLUMN', 'MISSING_COLUMN']],
      ['industries.csv', ['MISSING_COLUMN']],
      ['industry-map.csv', ['NOT_LOOKED_AT']],
    ]);
    expect(mapping).toEqual({
      companies: { '注册资本（万元）': { column: 'registered_capital', times: 10_000 } },
      industries: { industri_id: { column: 'industry_id' } },
    });
    expect(judgements.judgements!.experts).toHaveLength(10);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });

  it('names what a file needs as the study names it, and only what is not there', async () => {
    const folder = copyFoshan(30);
    renameSync(join(folder, 'industries.csv'), join(folder, '行业.csv'));
    edit(folder, 'dipper.json', (text) => text.replace('"industries.csv"', '"行业.csv"'));
    edit(folder, '行业.csv', (text) => text.replace('industry_id', 'industri_id'));
    const needsOf = async () =>
      (await checked(folder)).files.flatMap(({ file, problems }) =>
        problems.filter(({ code }) => code === 'NOT_LOOKED_AT').map(({ expected }) => [file, expected]),
      );
    expect(await needsOf()).toEqual([['industry-map.csv', '行业.csv that can be read']]);
    edit(folder, 'dipper.json', (text) => {
      const study = JSON.parse(text);
      delete study.inputs.industries;
      return JSON.stringify(study);
    });
    expect(await needsOf()).toEqual([
      ['industry-map.csv', 'inputs.industries in dipper.json that can be read'],
    ]);
  });

  it('blames no product tags where the files that name the products cannot be read', async () => {
    const folder = copyFoshan(30);
    for (const file of ['products.csv', 'industry-map.csv']) edit(folder, file, () => 'nothing\nof it\n');
    const { files } = await checked(folder);
    expect(files.filter(({ usable }) => !usable).map(({ file }) => file)).toEqual([
      'industry-map.csv',
      'products.csv',
    ]);
  });

  it('tells judgements of which no weights can be made, as fitting would', async () => {
    const folder = copyFoshan();
    edit(folder, 'judgements.csv', (text) => text.replace(/^(.*,scale,gross_output,jobs),[^,]*,/gm, '$1,,'));
    const { usable, files } = await checked(folder);
    expect(usable).toBe(false);
    expect(files.find(({ role }) => role === 'judgements')).toMatchObject({
      usable: false,
      problems: [{ code: 'DISCONNECTED', hint: 'compare gross_output with jobs' }],
    });
  });

  it('more than ten rejected records: the file cannot be used, and says why', async () => {
    const folder = copyFoshan(30);
    put(folder, 'staff', lines(2, 12, 'x'));
    const { usable, files, problems } = await checked(folder);
    expect(usable).toBe(false);
    expect(files[0]!.reason).toContain('11 of 30 records break the contract');
    expect(problems).toMatchObject([
      { column: 'staff', code: 'TYPE', count: 11, first: { line: 2, found: 'x' } },
    ]);
  });

  it('a missing file is a problem of that file', async () => {
    const folder = copyFoshan(30);
    edit(folder, 'dipper.json', (text) =>
      text.replace('"companies.csv"', '"nowhere.csv"').replace('"experts.csv"', '"nobody.csv"'),
    );
    const { files } = await checked(folder);
    const missing = files
      .filter((file) => !file.usable)
      .map(({ role, problems }) => [role, problems[0]!.code]);
    expect(missing).toEqual([
      ['companies', 'UNREADABLE'],
      ['experts', 'UNREADABLE'],
    ]);
  });

  it('looks at invoices too, whether or not a column is made from them', async () => {
    const HEADER = 'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status';
    const invoice = (no: number, amount = '100') => `F0,${no},2024-05-01,B,out,${amount},13,valid`;
    const sales = { name: 'sales', type: 'amount', invoices: { measure: 'amount', direction: 'out' } };
    const studyWith = (columns: readonly { name: string; type: string }[], lines: readonly string[]) => {
      const rows = [
        { x: 1, y: 0 },
        { x: 2, y: 1 },
      ];
      const folder = writeTrainingStudy({
        rows,
        columns: [{ name: 'x', type: 'number' }, ...columns],
        spec: { features: [number('x')] },
      });
      writeFileSync(join(folder, 'invoices.csv'), `${[HEADER, ...lines].join('\n')}\n`);
      edit(folder, 'dipper.json', (text) =>
        text.replace('"inputs":{', '"inputs":{"invoices":"invoices.csv",'),
      );
      return folder;
    };
    const made = await checked(studyWith([sales], [invoice(1), invoice(2, '50')]));
    expect(made.files.map(({ role, records }) => [role, records])).toEqual([
      ['companies', 2],
      ['invoices', 2],
    ]);
    expect(made.companies!.columns.find(({ name }) => name === 'sales')).toMatchObject({
      inFile: true,
      missing: 1,
      min: 150,
      max: 150,
    });
    const beside = await checked(studyWith([], [invoice(1)]));
    expect(beside.files.map(({ role, records }) => [role, records])).toEqual([
      ['companies', 2],
      ['invoices', 1],
    ]);
    const broken = await checked(
      studyWith(
        [sales],
        Array.from({ length: 11 }, (_, i) => invoice(i, 'much')),
      ),
    );
    expect(broken.files.map(({ role, usable, problems }) => [role, usable, problems[0]!.code])).toEqual([
      ['companies', false, 'NOT_LOOKED_AT'],
      ['invoices', false, 'TYPE'],
    ]);
  });

  it('looks at the other files where no document says what the company table holds', async () => {
    const folder = copyFoshan(20);
    for (const name of ['enterprise.spec.json', 'enterprise.json']) rmSync(join(folder, 'models', name));
    const { files, companies, usable } = await checked(folder);
    expect({ usable, companies }).toEqual({ usable: false, companies: null });
    expect(files.filter((file) => !file.usable)).toEqual([
      expect.objectContaining({
        role: 'companies',
        problems: [expect.objectContaining({ code: 'NOT_LOOKED_AT' })],
      }),
    ]);
    expect(files.length).toBeGreaterThan(5);
  });

  it('refuses an indicator over firms of a column that nobody declares', async () => {
    const folder = copyFoshan(20);
    edit(folder, 'models/industry.spec.json', (text) => {
      const spec = JSON.parse(text);
      spec.indicators[0].source = { from: 'firms', aggregate: 'sum', column: 'stuff' };
      return JSON.stringify(spec);
    });
    await expect(checked(folder)).rejects.toMatchObject({
      name: 'DocumentError',
      problems: [expect.objectContaining({ code: 'UNKNOWN_COLUMN', found: 'stuff' })],
    });
  });

  it('looks at the ratings of the run before and at overrides', async () => {
    const folder = copyFoshan(20);
    writeFileSync(join(folder, 'before.csv'), 'company_id,tier_model,tier\nA,R5,R6\nB,R7,R7\n');
    writeFileSync(
      join(folder, 'overrides.csv'),
      'company_id,from_tier,to_tier,reason,author,approver,expires_on\nA,R6,R6,none,me,,2025-01-01\n',
    );
    edit(folder, 'dipper.json', (text) =>
      JSON.stringify({
        ...JSON.parse(text),
        inputs: { ...JSON.parse(text).inputs, previousRatings: 'before.csv', overrides: 'overrides.csv' },
      }),
    );
    const { files } = await checked(folder);
    expect(files.find(({ role }) => role === 'previousRatings')).toMatchObject({ records: 2, usable: true });
    expect(files.find(({ role }) => role === 'overrides')).toMatchObject({
      usable: false,
      problems: [{ code: 'NO_CHANGE', line: 2 }],
    });
  });
});

describe('words that stand for nothing', () => {
  it('are told where they are taken for what they say', async () => {
    const folder = copyFoshan(40);
    put(folder, 'group_id', lines(2, 31, '无'));
    put(folder, 'district', { 5: 'NULL', 6: '-' });
    const { companies, usable } = await checked(folder);
    const told = companies!.columns.flatMap(({ name, words }) =>
      words === undefined ? [] : [[name, words]],
    );
    expect(usable).toBe(true);
    expect(told).toEqual([
      ['group_id', { texts: ['无'], records: 30 }],
      ['district', { texts: ['-', 'NULL'], records: 2 }],
    ]);
  });

  it('are read as the spec says, and where a run would read them otherwise that is told', async () => {
    const folder = copyFoshan(40);
    put(folder, 'staff', lines(2, 31, '无'));
    expect((await checked(folder)).usable).toBe(false);
    edit(folder, 'models/enterprise.spec.json', (text) => {
      const spec = JSON.parse(text);
      const inputs = spec.inputs.map((column: { name: string }) =>
        column.name === 'staff' ? { ...column, max: 5 } : { ...column, meaning: { en: 'x', zh: 'x' } },
      );
      return JSON.stringify({ ...spec, inputs, missingTexts: ['无', ...(spec.missingTexts ?? [])] });
    });
    const found = await checked(folder);
    expect(found.outdated).toEqual(['missingTexts', 'inputs.staff']);
    expect((await checked(copyFoshan(40))).outdated).toEqual([]);
  });
});

it('codes that may have lost the zero they begin with are counted', async () => {
  const folder = copyFoshan(60);
  expect((await checked(folder)).companies!.industryMap).not.toHaveProperty('short');
  put(folder, 'industry_code', { 4: '141', 9: '0141', 12: '111' });
  expect((await checked(folder)).companies!.industryMap).toMatchObject({ short: 2 });
});
