import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { funnelOf, openStudy, runStudy } from '../../src/index.js';
import { sinceList } from '../../src/pipeline/since-list.js';
import { dipper } from '../fixtures/cli.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const row = (
  companyId: string,
  applicationId: string | null,
  status: 'contacted' | 'applied' | 'granted' | 'drawn',
  asOf: string,
) => ({
  companyId,
  applicationId,
  status,
  asOf,
  rule: null,
  amount: null,
  drawnAmount: null,
  overdueDays: 0,
});

it('leaves out what came before the day of a list, and what is told later of an application made by then', () => {
  const decision = (id: string, companyId: string, decidedOn: string) => ({ id, companyId, decidedOn });
  const kept = [
    row('a', '2', 'applied', '2024-06-30'),
    row('c', null, 'contacted', '2024-07-10'),
    row('d', null, 'drawn', '2024-08-01'),
  ];
  const left = [
    row('a', '1', 'applied', '2024-06-29'),
    row('a', '1', 'drawn', '2024-09-01'),
    // By the log applied in spring.
    row('b', '7', 'drawn', '2024-09-01'),
    // Nothing tells this firm's applications apart: its loan is the one of spring.
    row('c', null, 'granted', '2024-03-01'),
    row('c', null, 'drawn', '2024-07-20'),
    row('d', null, 'contacted', '2024-05-01'),
  ];
  const decisions = [decision('7', 'b', '2024-04-01'), decision('8', 'b', '2024-07-01')];
  expect(sinceList({ outcomes: [...left, ...kept], decisions }, '2024-06-30')).toEqual({
    outcomes: kept,
    decisions: decisions.slice(1),
    earlier: 4,
  });
});

it('a funnel of a list does not count the half-year before it, and says so', async () => {
  const firm = (id: string) => `${id},x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈`;
  const study = await openStudy(writeTinyStudy(['a', 'b', 'c'].map(firm)));
  const { manifest } = await runStudy(study);
  const outcomes = join(study.folder, 'outcomes.csv');
  const rows = ['a,granted,2024-02-01', 'a,drawn,2024-08-01', 'b,granted,2024-08-01'];
  writeFileSync(outcomes, `company_id,status,as_of\n${rows.join('\n')}\n`);
  expect(manifest.asOf).toBe('2024-06-30');
  const { steps, earlier, outside } = await funnelOf(study, { run: manifest.run, outcomes });
  expect([earlier, outside]).toEqual([1, 0]);
  expect(steps.map(({ step, firms }) => `${step} ${firms}`)).toEqual([
    'contacted 1',
    'interested 1',
    'applied 1',
    'rejected by rule 0',
    'granted 1',
    'drawn 0',
    'overdue 0',
  ]);
  const flags = ['--study', study.folder, '--run', manifest.run, '--outcomes', outcomes];
  expect(dipper('funnel', ...flags).stdout).toContain(
    'from before the day of the list, so not counted: what is told of 1 firm',
  );
});
