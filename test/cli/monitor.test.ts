import { expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { dipper } from '../fixtures/cli.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

it('says of the measures of migration that they are no shares of firms', async () => {
  const folder = copyFoshan(60);
  const { run } = (await runStudy(await openStudy(folder))).manifest;
  const { status, stdout } = dipper('monitor', '--study', folder, '--run', run, '--against', run);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}downgrades, upgrades: .*\(matrix weighted bandwidth\); no shares of firms$/m);
  expect(stdout).not.toContain('-0.0 ');
});
