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

it('leaves out what came of later lists: decided by them, or first told of once they were worked', () => {
  const decision = (id: string, companyId: string, decidedOn: string, run: string) => ({
    ...{ id, companyId, decidedOn },
    inputs: { run: `${run}-0123456789ab` },
  });
  const decisions = [
    decision('1', 'a', '2024-08-01', '2024-06-30'),
    decision('2', 'a', '2025-02-01', '2024-12-31'),
    decision('3', 'b', '2024-07-01', '2023-12-31'),
  ];
  const kept = [
    row('a', '1', 'drawn', '2025-03-01'),
    row('d', null, 'applied', '2024-12-30'),
    row('d', null, 'drawn', '2025-06-01'),
  ];
  const left = [
    row('a', '2', 'granted', '2025-02-01'),
    row('b', '3', 'granted', '2024-07-02'),
    row('e', null, 'contacted', '2024-12-31'),
    row('e', null, 'drawn', '2025-06-01'),
  ];
  const told = { outcomes: [...left, ...kept], decisions };
  expect(sinceList(told, '2024-06-30', '2024-12-31')).toEqual({
    outcomes: kept,
    decisions: decisions.slice(0, 1),
    earlier: 1,
    later: 2,
  });
  // Without a last day only the log tells lists apart.
  expect(sinceList(told, '2024-06-30')).toMatchObject({
    outcomes: [...left.slice(2), ...kept],
    earlier: 1,
    later: 1,
  });
});

it('a funnel counts no answers out of the list of another day', async () => {
  const firm = (id: string) => `${id},x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈`;
  const study = await openStudy(writeTinyStudy(['a', 'b', 'c', 'd'].map(firm)));
  const { manifest } = await runStudy(study);
  const list = join(study.folder, 'back.csv');
  const rows = ['a,2024-09-28,是', 'b,2024/9/28,是', 'c,2025-03-30,是', 'd,,是'];
  writeFileSync(list, `company_id,valid_until,contacted\n${rows.join('\n')}\n`);
  const { steps, otherLists } = await funnelOf(study, { run: manifest.run, lists: [list] });
  expect([steps[0]!.firms, otherLists]).toEqual([3, 1]);
  // Nobody tells what was drawn.
  expect(steps.map(({ step, unknown }) => (unknown ? step : '')).filter(Boolean)).toEqual([
    'drawn',
    'overdue',
  ]);
  const { stdout } = await dipper('funnel', '--study', study.folder, '--run', manifest.run, '--lists', list);
  expect(stdout).toContain('back in a list whose offers end on another day, so not counted: 1 firm');
  expect(stdout).toMatch(/drawn +– +0/);
  await expect(funnelOf(study, { run: manifest.run, until: '2024-13-01' })).rejects.toMatchObject({
    problems: [{ path: '--until' }],
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
    'from before the list, or by an earlier one, so not counted: what is told of 1 firm',
  );
});
