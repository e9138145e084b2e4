import { expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

it('says where two runs differ in what decides, and which command says how: a card approved since is the same', async () => {
  const folder = copyFoshan(100);
  const run = async () => (await runStudy(await openStudy(folder))).manifest.run;
  const since = await run();
  const told = async () =>
    (await dipperHere('changes', '--study', folder, '--run', await run(), '--since', since)).stdout;
  const change = (name: string, more: object) =>
    edit(folder, `models/${name}.json`, (text) => JSON.stringify({ ...JSON.parse(text), ...more }));
  change('enterprise', { status: 'approved', approver: 'Chen', validFrom: '2024-06-30' });
  expect(await told()).not.toContain('the runs differ');
  change('enterprise', { basePoints: 500 });
  const ofCards = 'of cards dipper monitor counts who moved from which tier to which';
  expect(await told()).toContain(`the runs differ in enterprise.json; ${ofCards}\n`);
  change('policy', { notes: ['another'] });
  const ofPolicies = 'of policies dipper models diff says how';
  expect(await told()).toContain(
    `the runs differ in enterprise.json, policy.json; ${ofPolicies}; ${ofCards}\n`,
  );
});
