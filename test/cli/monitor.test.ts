import { expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

it('says of the measures of migration that they are no shares of firms', async () => {
  const folder = copyFoshan(60);
  const { run } = (await runStudy(await openStudy(folder))).manifest;
  const { status, stdout } = await dipperHere('monitor', '--study', folder, '--run', run, '--against', run);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}downgrades, upgrades: .*\(matrix weighted bandwidth\); no shares of firms$/m);
  expect(stdout).not.toContain('-0.0 ');
  expect(stdout).toMatch(/^ {2}0 went down, 0 went up, \d+ stayed in their tier$/m);
});

it('wonders at a new run of an earlier day, and at none of the same or a later one', async () => {
  const folder = copyFoshan(60);
  const early = (await runStudy(await openStudy(folder))).manifest.run;
  edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-07-31'));
  const late = (await runStudy(await openStudy(folder))).manifest.run;
  const told = async (run: string, against: string) =>
    (await dipperHere('monitor', '--study', folder, '--run', run, '--against', against)).stdout;
  const words = '--run is of an earlier day than --against (2024-06-30, 2024-07-31): they may be swapped';
  expect(await told(early, late)).toContain(words);
  for (const run of [early, late]) expect(await told(run, early)).not.toContain('swapped');
});

it('says of runs by different cards what it leaves out, counts who moved, and ends as one that does not pass', async () => {
  const folder = copyFoshan(60);
  const before = (await runStudy(await openStudy(folder))).manifest.run;
  edit(folder, 'models/enterprise.json', (text) => text.replace('"basePoints": ', '"basePoints": 1'));
  const now = (await runStudy(await openStudy(folder))).manifest.run;
  const asked = ['monitor', '--study', folder, '--run', now, '--against', before, '--halves', '20'];
  const { status, stdout } = await dipperHere(...asked);
  expect(status).toBe(4);
  expect(stdout).toContain('another enterprise.json rated the earlier run');
  expect(stdout).toContain('left out: stability of score and features, false alarms in halves');
  expect(stdout).not.toMatch(/^ *(score|feature) /m);
  expect(stdout).not.toContain('stability indices count');
  expect(stdout).toMatch(/^ {2}0 went down, \d+ went up, \d+ stayed in their tier$/m);
  expect(stdout).toMatch(/\nNO POWER .*not compared, and does not pass\n$/);
  const { status: same, stdout: json } = await dipperHere(...asked, '--json');
  expect(same).toBe(4);
  expect(JSON.parse(json)).toMatchObject({ otherCard: true, status: 'NO POWER', falseAlarms: null });
});
