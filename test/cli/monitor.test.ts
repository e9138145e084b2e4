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
