import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';

let folder: string;
let run: string;
let stopped: string;

beforeAll(async () => {
  folder = copyFoshan(3000);
  edit(folder, 'models/policy.json', (text) => {
    const policy = JSON.parse(text);
    return JSON.stringify({ ...policy, portfolio: { ...policy.portfolio, total: 2_000_000 } });
  });
  const made = await runStudy(await openStudy(folder));
  run = made.manifest.run;
  const list = csvRows(readFileSync(join(made.folder, 'targets.csv'), 'utf8'));
  stopped = list.find((row) => row.stopped_by === 'TOTAL')!.company_id!;
});

const decide = async (lang: string) => {
  const path = join(folder, 'applications.csv');
  writeFileSync(
    path,
    `application_id,company_id,applied_at,requested_amount\nA-${lang},${stopped},2024-07-10,1\n`,
  );
  return (await dipperHere('decide', path, '--study', folder, '--run', run, '--draft', '--lang', lang))
    .stdout;
};

it('a decision that was there already ends with the head of the log, as a new one does', async () => {
  const heads = [await decide('en'), await decide('en')].map(
    (told) => /head of the log: record (\d+), [0-9a-f]{64}/.exec(told)?.[0],
  );
  expect(heads[0]).toBeDefined();
  expect(heads[1]).toBe(heads[0]);
});

it('a decision shows flags beside reasons, and says in words what each code means', async () => {
  const en = await decide('en');
  expect(en).toMatch(/REQUEST_BELOW_MIN.* STOPPED_BY_CAP/);
  expect(en).toMatch(/^ {2}STOPPED_BY_CAP +A cap of the portfolio had no room for it on the list$/m);
  expect(await decide('zh')).toMatch(/^ {2}REQUEST_BELOW_MIN +申请金额低于最低授信额$/m);
});

it('a granted line that is looked at again says in words what each code means', async () => {
  const loans = join(folder, 'loans.csv');
  writeFileSync(
    loans,
    `loan_id,company_id,line,drawn,overdue_days,as_of\nL1,${stopped},900000,950000,40,2024-06-30\n`,
  );
  const { stdout } = await dipperHere('watch', loans, '--study', folder, '--draft', '--lang', 'zh');
  expect(stdout).toMatch(/^ {2}OVERDUE_30 +本行贷款逾期30天或以上$/m);
});

it('a file whose headers nobody knows is told where they may be mapped', async () => {
  const path = join(folder, 'foreign.csv');
  writeFileSync(path, '申请编号,统一社会信用代码\n1,a\n');
  const { stderr } = await dipperHere('decide', path, '--study', folder, '--run', run, '--draft');
  expect(stderr).toContain('or a header that mapping.applications in dipper.json names');
});

it('no line of a table ends in blanks', async () => {
  const { stdout } = await dipperHere('models', 'show', 'policy', '--study', folder);
  expect(stdout.split('\n').filter((line) => / $/.test(line))).toEqual([]);
});
