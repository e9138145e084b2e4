import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { readSheet } from '../../src/ingest/sheet.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';

let study: string;
const path = (name: string) => join(study, name);
const sheet = async (name: string) => {
  const [heads, ...rows] = (await readSheet(readFileSync(path(name))))!.records.map(({ cells }) => cells);
  return rows.map((cells) => Object.fromEntries(heads!.map((head, i) => [head, cells[i]])));
};

beforeAll(() => {
  study = copyFoshan(300);
});

it('decisions and watched loans stand in words in a Chinese workbook, in codes in a CSV', async () => {
  const run = JSON.parse((await dipperHere('run', '--study', study, '--json')).stdout).manifest.run;
  writeFileSync(
    path('apps.csv'),
    'application_id,company_id,borrower,applied_at,requested_amount,authorisation_id,authorised_at,scope,collateral,unsecured_debt\nA1,nobody,enterprise,2024-07-01,500000,,,,,\n',
  );
  const decide = ['decide', path('apps.csv'), '--study', study, '--run', run, '--draft', '--lang', 'zh'];
  await dipperHere(...decide, '--out', path('d.xlsx'));
  expect(await sheet('d.xlsx')).toMatchObject([
    { 申请编号: 'A1', 企业代码: 'nobody', 审批结论: '转人工', 原因: '企业不在企业表中', 合成数据: '是' },
  ]);
  await dipperHere(...decide, '--out', path('d.csv'));
  expect(csvRows(readFileSync(path('d.csv'), 'utf8'))[0]).toMatchObject({
    outcome: 'manual',
    reasons: 'UNKNOWN_COMPANY',
  });

  writeFileSync(
    path('loans.csv'),
    'loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\nL1,nobody,500000,200000,95,2024-07-01,2024-01-01\n',
  );
  const watch = ['watch', path('loans.csv'), '--study', study, '--draft', '--lang', 'zh'];
  await dipperHere(...watch, '--out', path('w.xlsx'));
  expect(await sheet('w.xlsx')).toMatchObject([
    {
      贷款编号: 'L1',
      数据日期: '2024-07-01',
      处置: '催收',
      处置后额度: '200000',
      原因: '本行贷款逾期30天或以上；企业不在企业表中',
    },
  ]);
});
