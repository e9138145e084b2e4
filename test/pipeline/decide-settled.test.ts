import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  companySheet,
  listLines,
  openDecider,
  openStudy,
  replayDecisions,
  runStudy,
  type Study,
} from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';

const HEAD = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
/** R7 by a score of 700; the floors of R7 and R8 are 695 and 667. With revenue of 22 million 701. */
const MID = '91440605YX463HGD1C';
/** R10 by a score of 616. */
const LOW = '91440606YX26TTMB45';

/** The sample with files beside it that settle tiers. */
async function settled(
  files: Readonly<Record<string, readonly [name: string, text: string]>>,
): Promise<Study> {
  const folder = copyFoshan(5000);
  for (const [name, text] of Object.values(files)) writeFileSync(join(folder, name), text);
  const inputs = Object.fromEntries(Object.entries(files).map(([role, [name]]) => [role, name]));
  edit(folder, 'dipper.json', (text) => {
    const { inputs: own, ...rest } = JSON.parse(text);
    return JSON.stringify({ ...rest, inputs: { ...own, ...inputs } });
  });
  return openStudy(folder);
}

/** What becomes of applications, each of its own log: nothing granted before counts. */
async function decided(study: Study, run: string, ...applications: readonly object[]) {
  const found = [];
  for (const [i, application] of applications.entries()) {
    const log = join(study.folder, `log-${i}.jsonl`);
    const decider = await openDecider(study, { run, draft: true, log });
    const whole = {
      application_id: 'A1',
      company_id: MID,
      applied_at: '2024-07-10',
      authorisation_id: 'AU1',
      scope: 'credit_report|invoices|finance',
      unsecured_debt: 0,
      ...application,
    };
    const text = JSON.stringify({ authorised_at: whole.applied_at, ...whole });
    try {
      const [{ result } = {}] = await decider.decide([decider.parse(text, { file: 'test', line: 1 })]);
      found.push(result!);
    } finally {
      await decider.close();
    }
    expect(await replayDecisions(log)).toMatchObject({ records: 1, problem: null });
  }
  return found;
}

const revenue = (amount: number) => ({ revenue_invoiced: amount, revenue_reported: amount });

it('a tier that a person set stays where richer fields move the score within it', async () => {
  const overrides = `${HEAD}\n${MID},R7,R9,known dispute with main buyer,Lin,,2024-12-31\n`;
  const study = await settled({ overrides: ['overrides.csv', overrides] });
  const { manifest } = await runStudy(study);
  const [same, more] = await decided(study, manifest.run, {}, revenue(22_000_000));
  expect(same).toMatchObject({ outcome: 'approve', score: 700, tier: 9, grantedAmount: 460_000 });
  // 4 % x 0.8 x 22 million, and the rate of R9.
  expect(more).toMatchObject({ outcome: 'approve', score: 701, tier: 9, grantedAmount: 700_000 });
  expect(more!.rate!.rateBp).toBe(same!.rate!.rateBp);
});

it('a tier that the run before holds stays held by richer fields', async () => {
  const previousRatings = ['before.csv', `company_id,tier_model,tier\n${MID},R8,R8\n`] as const;
  const study = await settled({ previousRatings });
  const { manifest } = await runStudy(study);
  // Ten points past the cut-off are 705.
  const [same, more, most] = await decided(study, manifest.run, {}, revenue(22_000_000), revenue(16_500_000));
  expect([same, more, most].map((result) => [result!.score, result!.tier])).toEqual([
    [700, 8],
    [701, 8],
    [707, 7],
  ]);
});

it('what a person says of a firm since its list was made stands above the list', async () => {
  const study = await settled({ overrides: ['overrides.csv', `${HEAD}\n`] });
  const { manifest, folder } = await runStudy(study);
  const offer = csvRows(readFileSync(join(folder, 'targets.csv'), 'utf8')).find(
    ({ company_id: id }) => id === MID,
  );
  expect(offer).toMatchObject({ tier: 'R7', line_amount: '700000' });
  writeFileSync(
    join(study.folder, 'overrides.csv'),
    `${HEAD}\n${MID},R7,R9,known dispute with main buyer,Lin,,2024-07-10\n`,
  );
  const [set, over] = await decided(study, manifest.run, {}, { applied_at: '2024-07-11' });
  expect(set).toMatchObject({ tier: 9, grantedAmount: 460_000 });
  expect(over).toMatchObject({ tier: 7, grantedAmount: 700_000 });
});

it('an offer at a tier that a person set ends with the last day of that', async () => {
  const overrides = `${HEAD}\n${LOW},R10,R9,new machine line,Lin,Wang,2024-07-05\n`;
  const study = await settled({ overrides: ['overrides.csv', overrides] });
  const { manifest, folder } = await runStudy(study);
  const days = (path: string) =>
    new Map(csvRows(readFileSync(path, 'utf8')).map((row) => [row.company_id!, [row.tier, row.valid_until]]));
  const listed = days(join(folder, 'targets.csv'));
  expect(listed.get(LOW)).toEqual(['R9', '2024-07-05']);
  expect(listed.get(MID)).toEqual(['R7', '2024-09-28']);
  const again = await listLines(study, { run: manifest.run, format: 'csv', draft: true });
  expect(days(join(again.folder, 'targets.csv'))).toEqual(listed);
  expect((await companySheet(study, LOW)).credit!.validUntil).toBe('2024-07-05');
  expect((await companySheet(study, MID)).credit!.validUntil).toBe('2024-09-28');
  const on = (applied_at: string) => ({ company_id: LOW, applied_at });
  const [last, after] = await decided(study, manifest.run, on('2024-07-05'), on('2024-07-06'));
  expect(last).toMatchObject({ outcome: 'approve', tier: 9, flags: [] });
  expect(after).toMatchObject({ outcome: 'manual', tier: 10, line: null, flags: ['OFFER_EXPIRED'] });
  expect(after!.reasons.map(({ code }) => code)).toContain('TIER_OUT');
});
