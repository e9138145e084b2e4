import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listChanges, openStudy, runStudy, type Study } from '../../src/index.js';
import { readSheet } from '../../src/ingest/sheet.js';
import { dipperHere } from '../fixtures/cli.js';
import { edit } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';
import { COMPANY_HEADER, writeTinyStudy } from '../fixtures/tiny-study.js';

/** A firm as the tiny study has it: staff and revenue make its tier and line. */
const firm = (id: string, { staff = '60', revenue = 30_000_000, tax = 'A', born = '2015-01-01' } = {}) =>
  `${id},n,C3071,${staff},3000000,${revenue},28000000,${tax},${born},,,town,contact`;

let folder: string;
let study: Study;
let since: string;
let run: string;

beforeAll(async () => {
  const then = ['stays', 'drops', '=left', 'thin', 'gone', 'barred'].map((id) => firm(id));
  folder = writeTinyStudy([...then, firm('grows', { staff: '5', tax: 'B' })]);
  edit(folder, 'models/enterprise.json', (text) => {
    const document = JSON.parse(text);
    const id = document.inputs.find(({ name }: { readonly name: string }) => name === 'company_id');
    id.pattern = '=?[a-z]+';
    return JSON.stringify(document);
  });
  study = await openStudy(folder);
  since = (await runStudy(study)).manifest.run;
  const now = [
    firm('stays'),
    firm('drops', { tax: 'B' }),
    firm('=left', { staff: '5', tax: 'B' }),
    firm('thin', { staff: '' }).replace('30000000', '').replace('3000000', '').replace(',A,', ',,'),
    firm('barred', { born: '2024-01-01' }),
    firm('joins'),
    firm('grows'),
  ];
  writeFileSync(join(folder, 'companies.csv'), `${[COMPANY_HEADER, ...now].join('\n')}\n`);
  edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-12-31'));
  study = await openStudy(folder);
  run = (await runStudy(study)).manifest.run;
});

describe('the changes of a target list', () => {
  it('are who joined, who left and why, and whose tier, line or rate moved', async () => {
    const { changes: found } = await listChanges(study, { run, since });
    const told = found.firms.map(({ companyId, kind, tierBefore, tierNow, why }) => [
      companyId,
      kind,
      `${tierBefore} ${tierNow}`,
      ...why,
    ]);
    expect(told).toEqual([
      ['grows', 'joined', 'R11 R6', 'TIER_OUT'],
      ['joins', 'joined', 'null R6', 'NOT_IN_RUN'],
      ['drops', 'moved', 'R6 R8'],
      ["'=left", 'left', 'R6 R11', 'TIER_OUT'],
      ['barred', 'left', 'R6 R6', 'AGE_UNDER_24'],
      ['gone', 'left', 'R6 null', 'NOT_IN_RUN'],
      ['thin', 'left', 'R6 null', 'THIN_FILE'],
    ]);
    expect(found).toMatchObject({ run, since, joined: 2, left: 4, moved: 1 });
    expect(found.before.firms - found.left + found.joined).toBe(found.now.firms);
    const sum = (of: 'lineBefore' | 'lineNow') =>
      found.firms.reduce((total, each) => total + (each[of] ?? 0), 0);
    expect(found.now.lineSum - found.before.lineSum).toBe(sum('lineNow') - sum('lineBefore'));
  });

  it('tell what caps stop, a tier that a person set, documents that differ, and runs the wrong way round', async () => {
    const own = writeTinyStudy(['a', 'b', 'c', 'd'].map((id) => firm(id)));
    const before = (await runStudy(await openStudy(own))).manifest.run;
    edit(own, 'models/policy.json', (text) =>
      JSON.stringify({ ...JSON.parse(text), portfolio: { total: 2_000_000 } }),
    );
    const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
    writeFileSync(join(own, 'overrides.csv'), `${head}\nd,R6,R10,plant closed,Chen,,2025-12-31\n`);
    edit(own, 'dipper.json', (text) => {
      const { inputs, ...rest } = JSON.parse(text);
      return JSON.stringify({
        ...rest,
        asOf: '2024-12-31',
        inputs: { ...inputs, overrides: 'overrides.csv' },
      });
    });
    const capped = await openStudy(own);
    const now = (await runStudy(capped)).manifest.run;
    const { changes: found } = await listChanges(capped, { run: now, since: before });
    // Of three firms with 1,960,000 each the caps let one in.
    expect(found).toMatchObject({
      before: { firms: 4, lineSum: 7_840_000, within: { firms: 4, lineSum: 7_840_000 } },
      now: { firms: 3, lineSum: 5_880_000, within: { firms: 1, lineSum: 1_960_000 } },
      documents: ['policy'],
      swapped: false,
      moved: 2,
      left: 1,
      whyLeft: { TIER_OUT: 1, SET_BY_HAND: 1 },
    });
    expect(
      found.firms.map(({ companyId, kind, stoppedBefore, stoppedNow }) => [
        companyId,
        kind,
        stoppedBefore,
        stoppedNow,
      ]),
    ).toEqual([
      ['b', 'moved', null, 'TOTAL'],
      ['c', 'moved', null, 'TOTAL'],
      ['d', 'left', null, null],
    ]);
    const back = await dipperHere('changes', '--study', own, '--run', before, '--since', now);
    expect(back.stdout).toContain('3 firms, lines 5,880,000 (within the caps 1, 1,960,000) then');
    expect(back.stdout).toContain('the runs differ in policy.json');
    expect(back.stdout).toContain('then and now stand the other way round');
    expect(back.stdout).toMatch(/^ {2}b .* no longer stopped by TOTAL$/m);
    const out = join(own, 'changes.xlsx');
    await dipperHere(
      'changes',
      '--study',
      own,
      '--run',
      now,
      '--since',
      before,
      '--lang',
      'zh',
      '--out',
      out,
    );
    const [heads, ...rows] = (await readSheet(readFileSync(out)))!.records.map(({ cells }) => cells);
    expect(heads!.slice(0, 6)).toEqual(['企业代码', '企业名称', '支行', '客户经理', '变动类型', '原等级']);
    const cell = (row: readonly string[], head: string) => row[heads!.indexOf(head)];
    expect(cell(rows[0]!, '变动类型')).toBe('变动');
    expect(cell(rows[2]!, '原因')).toBe('等级不在准入范围；等级由人工设定');
  });

  it('are none between a run and itself', async () => {
    const { changes } = await listChanges(study, { run, since: run });
    expect(changes).toMatchObject({ firms: [], whyLeft: {}, left: 0 });
  });

  it('stand in a file of their own, and in words on the terminal', async () => {
    const out = join(folder, 'changes.csv');
    const names = ['--study', folder, '--run', run, '--since', since];
    const { stdout } = await dipperHere('changes', ...names, '--out', out, '--lang', 'zh');
    expect(stdout).toContain('2 joined, 4 left, 1 with another tier, line, rate or cap');
    expect(stdout).toMatch(/^ {2}THIN_FILE +数据不足，无法评级$/m);
    const rows = csvRows(readFileSync(out, 'utf8'));
    expect(rows).toHaveLength(7);
    expect(rows.at(-1)).toMatchObject({ company_id: 'thin', kind: 'left', line_now: '', why: 'THIN_FILE' });
    const refused = await dipperHere('changes', '--study', folder, '--run', run, '--since', 'no-run');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('UNKNOWN_RUN')]);
  });
});
