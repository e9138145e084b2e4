import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/document/canonical.js';
import type { Policy } from '../../src/document/policy.js';
import type { Rule } from '../../src/document/rule.js';
import { compileStudy, openStudy, readModels, runStudy, type Study, verifyStudy } from '../../src/index.js';
import { loadCompanies, planCompanies } from '../../src/pipeline/load-companies.js';
import { planOptions } from '../../src/pipeline/rate-companies.js';
import { withEngine } from '../fixtures/engine.js';
import { edit } from '../fixtures/foshan-study.js';
import {
  COMPANY_HEADER,
  enterprise,
  industry,
  smallestPolicy,
  writeTinyStudy,
} from '../fixtures/tiny-study.js';

/** a and e are ceramics of R6, b machines of R8, d of no industry and R6, h R10; s at the end: late_share. */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文,0.25',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四,',
  'd,丁店,5211,60,3000000,30000000,30000000,A,2015-01-01,,,桂城,赵六,0',
  'e,戊厂,3071,60,600000,12000000,9999999,A,2022-07-01,,,桂城,钱七,0.250001',
  'h,辛厂,,49,1499999,30000000,30000000,,2015-01-01,,,桂城,吴十,0.5',
];

/** The columns of the file, whether anything reads them or not. */
const inputs: Policy['inputs'] = [
  ...smallestPolicy.inputs,
  { name: 'late_share', type: 'number', min: 0, max: 1 },
];

async function studyUnder(policy: Policy): Promise<Study> {
  const folder = writeTinyStudy(firms, `${COMPANY_HEADER},late_share`);
  writeFileSync(join(folder, 'models/policy.json'), JSON.stringify({ ...policy, inputs }));
  return openStudy(folder);
}

async function listed(study: Study): Promise<string[]> {
  const { folder } = await runStudy(study);
  const text = readFileSync(join(folder, 'targets.csv'), 'utf8').replace(/^\ufeff/, '');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return data
    .map((row) => `${row.company_id} ${row.tier} ${row.line_amount} ${row.binding_term} ${row.rate_bp}`)
    .sort();
}

const rule = (id: string, when: Rule['when']): Rule => ({
  id,
  text: { en: id, zh: id },
  when,
  outcome: 'reject',
  missing: 'ignore',
  hard: false,
});

describe('a policy that leaves out all it can', () => {
  // 7 % of 30m is 2.1m, capped at 2.0m; 5 % of 30m is 1.5m, capped at 1.2m; 7 % of 12m is 840,000. Rates without a tax rating.
  const all = [
    'a R6 2000000 cap 455',
    'b R8 1200000 cap 505',
    'd R6 2000000 cap 455',
    'e R6 840000 advance 455',
  ];

  it('lends to every industry, and to firms of none, by revenue and tier alone', async () => {
    const study = await studyUnder(smallestPolicy);
    expect(await listed(study)).toEqual(all);
    expect(await verifyStudy(study)).toMatchObject({ rows: 5, differing: 0 });
  });

  it('can have rules over industries and fractions, cuts included', async () => {
    const policy: Policy = {
      ...smallestPolicy,
      rules: [
        rule('MACHINES', { column: 'industry_id', op: '=', value: 'machines' }),
        rule('LATE', { column: 'late_share', op: '>', value: 0.25 }),
      ],
      carry: ['late_share'],
    };
    const study = await studyUnder(policy);
    expect(await listed(study)).toEqual([all[0], all[2]]);
    expect(await verifyStudy(study)).toMatchObject({ rows: 5, differing: 0 });
  });

  it('holds caps of rules whose ids are those of terms but for their case', async () => {
    for (const id of ['ADVANCE', 'CAP', 'DEBT', 'CAPACITY', 'BIG']) {
      const cap: Rule = {
        ...rule(id, { column: 'staff', op: '>=', value: 50 }),
        outcome: 'cap',
        capAmount: 300_000,
      };
      const study = await studyUnder({ ...smallestPolicy, rules: [cap] });
      const capped = (firm: string) => `${firm} 300000 ${id}`;
      expect((await listed(study)).map((line) => line.replace(/ R\d+/, '').replace(/ \d+$/, ''))).toEqual(
        ['a', 'b', 'd', 'e'].map(capped),
      );
      expect(await verifyStudy(study)).toMatchObject({ rows: 5, differing: 0 });
    }
  });

  it('takes what is below 0 for no line of a borrower', async () => {
    const policy: Policy = {
      ...smallestPolicy,
      line: { ...smallestPolicy.line, ownLine: 'own_line', borrower: { group: 'town' } },
    };
    const study = await studyUnder(policy);
    const lines = inputs.map((column) =>
      column.name === 'own_line' ? { name: 'own_line', type: 'integer', min: -1_000_000 } : column,
    );
    writeFileSync(join(study.models, 'policy.json'), JSON.stringify({ ...policy, inputs: lines }));
    edit(study.folder, 'companies.csv', (text) =>
      text
        .replace('28000000,A,2015-01-01,', '28000000,A,2015-01-01,-100000')
        .replace('9999999,A,2022-07-01,', '9999999,A,2022-07-01,500000'),
    );
    // a, d and e are of one town: 500,000 off each, and nothing added for a.
    expect(await listed(study)).toEqual([
      'a R6 1500000 cap 455',
      'b R8 1100000 cap 505',
      'd R6 1500000 cap 455',
      'e R6 340000 advance 455',
    ]);
    expect(await verifyStudy(study)).toMatchObject({ rows: 5, differing: 0 });
  });

  it('compiles to the same, without a view of borrowers', async () => {
    const study = await studyUnder(smallestPolicy);
    const { folder } = await runStudy(study);
    await withEngine(async (engine) => {
      const models = await readModels(study);
      await loadCompanies(engine, await planCompanies(study, planOptions(models, folder)));
      await engine.run('CREATE TABLE lake AS SELECT * EXCLUDE (_row_no, _is_bad) FROM company');
      await engine.run('DROP VIEW company');
      const job = await compileStudy(study, { dialect: 'duckdb', from: 'lake' });
      expect(job).not.toContain('dipper_borrower');
      await engine.run(job);
      const rows = await engine.rows('SELECT company_id, line_amount FROM dipper_credit ORDER BY company_id');
      expect(rows.map((row) => `${row.company_id} ${row.line_amount}`)).toEqual([
        'a 2000000',
        'b 1200000',
        'd 2000000',
        'e 840000',
      ]);
    });
  });

  it('lends to nobody where it asks for pinned industries and none is', async () => {
    const study = await studyUnder({ ...smallestPolicy, industries: 'pinned' });
    const unpinned = {
      ...industry,
      industries: industry.industries.map((row) => ({ ...row, pinned: false })),
    };
    const write = (name: string, value: object) =>
      writeFileSync(join(study.folder, 'models', name), JSON.stringify(value));
    write('industry.json', unpinned);
    write('enterprise.json', { ...enterprise, industry: fingerprint(unpinned) });
    expect(await listed(study)).toEqual([]);
    expect(await verifyStudy(study)).toMatchObject({ rows: 5, differing: 0 });
  });

  it('joins firms by owner or group where it names either, and is refused where it names neither', async () => {
    const joined = (borrower: NonNullable<Policy['line']['borrower']>) =>
      studyUnder({ ...smallestPolicy, line: { ...smallestPolicy.line, ownLine: 'own_line', borrower } });
    // a, d, e and h are of one town, none of which has a line; b’s 100,000 come off 1,200,000
    const study = await joined({ group: 'town' });
    expect((await listed(study))[1]).toBe('b R8 1100000 cap 505');
    await expect(runStudy(await joined({}))).rejects.toMatchObject({
      name: 'DocumentError',
      problems: [{ path: 'line.borrower' }],
    });
  });

  it('is refused where a line would be computed in fractions', async () => {
    const revenue = { columns: ['late_share'], singleSourceHaircutPpm: 0 };
    const study = await studyUnder({ ...smallestPolicy, line: { ...smallestPolicy.line, revenue } });
    await expect(verifyStudy(study)).rejects.toMatchObject({
      name: 'DocumentError',
      problems: [{ code: 'TYPE', path: 'line.revenue.columns[0]', found: 'late_share: number' }],
    });
  });
});
