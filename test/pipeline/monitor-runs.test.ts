import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { monitorRuns, openStudy, runStudy, type Study, sampleVisits } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

let study: Study;
const runs: Record<'first' | 'same' | 'poor', string> = { first: '', same: '', poor: '' };

/** A run, one of the next 2,500 firms, and one in which nobody has a tax rating any more. */
beforeAll(async () => {
  const folder = copyFoshan(5000);
  study = await openStudy(folder);
  const run = async () => (await runStudy(study)).manifest.run;
  runs.first = await run();
  edit(folder, 'companies.csv', (text) => {
    const [header, ...rows] = text.trimEnd().split('\n');
    return `${[header, ...rows.slice(2500)].join('\n')}\n`;
  });
  runs.same = await run();
  edit(folder, 'companies.csv', (text) => text.replaceAll(/,(A|B|M|C|D),/g, ',,'));
  runs.poor = await run();
});

describe('monitorRuns', () => {
  it('passes on other firms of the same city', async () => {
    const found = await monitorRuns(study, { run: runs.same, against: runs.first, halves: 20 });
    expect(found.status).toBe('pass');
    expect(found.firms.both).toBe(found.firms.after);
    for (const { limits, status } of found.checks) expect(status === null).toBe(limits === null);
    expect(found.checks.some(({ status }) => status === null)).toBe(true);
    expect(found.falseAlarms).toEqual({ halves: 20, score: 0, any: 0 });
    const moved = found.migration.flatMap((row, i) => row.filter((_n, j) => i !== j));
    expect(Math.max(...moved)).toBe(0);
  });

  it('says which of the two runs is not there', async () => {
    const both = { run: runs.same, against: runs.first };
    for (const [flag, name] of [
      ['--run', 'run'],
      ['--against', 'against'],
    ] as const)
      await expect(monitorRuns(study, { ...both, [name]: 'none' })).rejects.toMatchObject({
        problems: [{ code: 'UNKNOWN_RUN', path: flag, found: 'none' }],
      });
  });

  it('fails when a feature went missing, says which bin, and counts who moved where', async () => {
    const found = await monitorRuns(study, { run: runs.poor, against: runs.same });
    expect(found.status).toBe('fail');
    const rating = found.checks.find(({ subject }) => subject === 'tax_rating')!;
    expect(rating).toMatchObject({ status: 'fail', moved: { to: 1 } });
    expect(rating.pointsShift).not.toBe(0);
    expect(found.checks.find(({ check }) => check === 'downgrades')!.value).toBeGreaterThan(0);
    expect(found.migration.flat().reduce((sum, n) => sum + n, 0)).toBe(found.firms.both);
  });

  it('does what the plan says, and refuses names that the card does not have', async () => {
    const path = join(study.folder, 'monitor.json');
    const plan = {
      formatVersion: 1,
      kind: 'monitor-plan',
      only: ['staff'],
      downgrades: { watch: 0, fail: 0 },
    };
    writeFileSync(path, JSON.stringify({ ...plan, only: [] }));
    const found = await monitorRuns(study, { run: runs.poor, against: runs.same, plan: path });
    expect(found.checks.some(({ check }) => check === 'feature')).toBe(false);
    expect(found.checks.find(({ check }) => check === 'downgrades')!.status).toBe('fail');
    writeFileSync(path, JSON.stringify({ ...plan, only: ['tax_ratng'] }));
    await expect(
      monitorRuns(study, { run: runs.poor, against: runs.same, plan: path }),
    ).rejects.toMatchObject({
      code: 'UNKNOWN_NAME',
      problems: [{ file: 'monitor.json', found: 'tax_ratng', hint: 'did you mean "tax_rating"?' }],
    });
  });

  it('refuses a run in which nobody was rated, and so does a sample', async () => {
    edit(study.folder, 'companies.csv', (text) => {
      const [header, ...rows] = text.trimEnd().split('\n');
      const names = header!.split(',');
      const isKept = (i: number) => names[i] === 'company_id' || names[i] === 'name';
      const blank = (row: string) => row.split(',').map((cell, i) => (isKept(i) ? cell : ''));
      return `${[header, ...rows.slice(0, 40).map((row) => blank(row).join(','))].join('\n')}\n`;
    });
    const made = await runStudy(study);
    expect(made.manifest.counts).toMatchObject({ records: 40, rated: 0, refused: 40 });
    const { run } = made.manifest;
    const told = { code: 'NOBODY_RATED', problems: [{ found: `no rated firm in run ${run}` }] };
    await expect(monitorRuns(study, { run, against: runs.first })).rejects.toMatchObject(told);
    await expect(monitorRuns(study, { run: runs.first, against: run })).rejects.toMatchObject(told);
    await expect(sampleVisits(study, { run, n: 5 })).rejects.toMatchObject(told);
  });

  it('tells of runs by different cards what tiers say, compares nothing else, and passes nothing', async () => {
    const folder = copyFoshan(300);
    const own = await openStudy(folder);
    const run = async () => (await runStudy(own)).manifest.run;
    const against = await run();
    edit(folder, 'models/enterprise.json', (text) => text.replace('"basePoints": ', '"basePoints": 1'));
    const both = { run: await run(), against };
    const plan = join(folder, 'monitor.json');
    const limit = (upgrades: object) =>
      writeFileSync(plan, JSON.stringify({ formatVersion: 1, kind: 'monitor-plan', upgrades }));
    limit({ watch: 2, fail: 2 });
    const found = await monitorRuns(own, { ...both, halves: 20, plan });
    expect(found).toMatchObject({ otherCard: true, falseAlarms: null, status: 'NO POWER' });
    expect(found.checks.map(({ check, status }) => [check, status])).toEqual([
      ['downgrades', null],
      ['upgrades', 'pass'],
      ['concentration', null],
      ['overrides', 'pass'],
    ]);
    // A thousand points more: every firm is in R1 now.
    expect(found.migration.every((row) => row.slice(1).every((n) => n === 0))).toBe(true);
    expect(found.migration.flat().reduce((sum, n) => sum + n, 0)).toBe(found.firms.both);
    expect(found.firms.both).toBe(found.firms.after);
    limit({ watch: 0.5, fail: 0.5 });
    expect(await monitorRuns(own, { ...both, plan })).toMatchObject({ status: 'fail' });
  });
});
