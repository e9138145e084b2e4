import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { fitIndustries, monitorRuns, openStudy, runStudy, type Study, trainStudy } from '../../src/index.js';
import { edit } from '../fixtures/foshan-study.js';
import { prepareSba, sbaPresent } from '../fixtures/sba-study.js';

const present = sbaPresent();
const runs = { early: '', late: '', half: '', otherHalf: '' };
let study: Study;

type Loan = Readonly<Record<string, string>>;

/** The study of loans approved to September 2005, trained without its other split. */
async function trainEarly(): Promise<string> {
  const folder = prepareSba();
  await fitIndustries(await openStudy(folder));
  cpSync(join(folder, 'models/industry.2005.json'), join(folder, 'models/industry.json'));
  edit(folder, 'models/enterprise.spec.json', (text) => {
    const spec = JSON.parse(text) as { splits: { id: string; industry?: string }[] };
    const splits = spec.splits
      .filter(({ id }) => id === 'out_of_time')
      .map(({ industry: _, ...split }) => split);
    return JSON.stringify({ ...spec, splits, challengers: [] });
  });
  await trainStudy(await openStudy(folder));
  return folder;
}

async function runOf(folder: string, loans: readonly Loan[]): Promise<string> {
  writeFileSync(join(folder, 'prepared/companies.csv'), `${Papa.unparse([...loans], { newline: '\n' })}\n`);
  return (await runStudy(await openStudy(folder))).manifest.run;
}

describe.skipIf(!present)('loans of 2006 to 2010 held against those up to September 2005', () => {
  beforeAll(async () => {
    const folder = await trainEarly();
    const text = readFileSync(join(folder, 'prepared/companies.csv'), 'utf8').replace(/^\ufeff/, '');
    const loans = Papa.parse<Loan>(text, { header: true, skipEmptyLines: true }).data;
    const between = (from: string, to: string) =>
      loans.filter(({ approval_date: day }) => day! >= from && day! < to);
    const early = between('0000', '2005-10-01');
    runs.early = await runOf(folder, early);
    runs.late = await runOf(folder, between('2005-10-01', '2010-10-01'));
    const draw = random(1);
    const first = early.map(() => draw.uniform() < 0.5);
    runs.half = await runOf(
      folder,
      early.filter((_loan, i) => first[i]),
    );
    runs.otherHalf = await runOf(
      folder,
      early.filter((_loan, i) => !first[i]),
    );
    study = await openStudy(folder);
  }, 180_000);

  it('fail, with the reasons', async () => {
    const found = await monitorRuns(study, { run: runs.late, against: runs.early });
    expect(found.status).toBe('fail');
    const score = found.checks.find(({ check }) => check === 'score')!;
    expect(score).toMatchObject({ status: 'fail' });
    expect(score.value).toBeGreaterThan(1);
    expect(found.checks.filter(({ check, status }) => check === 'feature' && status === 'fail')).not.toEqual(
      [],
    );
  });

  it('pass on the other half of the same loans, and raise no alarm in 200 random halves', async () => {
    const found = await monitorRuns(study, { run: runs.half, against: runs.otherHalf, halves: 200 });
    expect(found.status).toBe('pass');
    expect(found.falseAlarms).toEqual({ halves: 200, score: 0, any: 0 });
  });
});
