import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listChanges, openStudy, runStudy, type Study } from '../../src/index.js';
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

  it('are none between a run and itself', async () => {
    const { changes } = await listChanges(study, { run, since: run });
    expect(changes).toMatchObject({ firms: [], whyLeft: {}, left: 0 });
  });

  it('stand in a file of their own, and in words on the terminal', async () => {
    const out = join(folder, 'changes.csv');
    const names = ['--study', folder, '--run', run, '--since', since];
    const { stdout } = await dipperHere('changes', ...names, '--out', out, '--lang', 'zh');
    expect(stdout).toContain('2 joined, 4 left, 1 with another tier, line or rate');
    expect(stdout).toMatch(/^ {2}THIN_FILE +数据不足，无法评级$/m);
    const rows = csvRows(readFileSync(out, 'utf8'));
    expect(rows).toHaveLength(7);
    expect(rows.at(-1)).toMatchObject({ company_id: 'thin', kind: 'left', line_now: '', why: 'THIN_FILE' });
    const refused = await dipperHere('changes', '--study', folder, '--run', run, '--since', 'no-run');
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('UNKNOWN_RUN')]);
  });
});
