import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan, edit, root } from '../fixtures/foshan-study.js';
import { number, writeTrainingStudy } from '../fixtures/training-study.js';

const listed = '91440605YXXHXAH176';

/** The shipped study with the firm that heads its list, and no other. */
function oneFirm(): string {
  const folder = copyFoshan();
  const [head, ...firms] = readFileSync(join(root, 'data/foshan/companies.csv'), 'utf8').split('\n');
  edit(folder, 'companies.csv', () => `${head}\n${firms.find((line) => line.startsWith(listed))}\n`);
  return folder;
}

/** Changes the policy of a study. */
const change = (folder: string, changed: object) =>
  edit(folder, 'models/policy.json', (text) => JSON.stringify({ ...JSON.parse(text), ...changed }));

const run = async (folder: string) => (await dipperHere('run', '--study', folder)).stdout;

it('one firm is one firm, a list of all firms names no gates, and the mean rate of all stands below those of industries', async () => {
  const told = await run(oneFirm());
  expect(told).toContain('this list: 1 of 1 rated firm, mean line 1,540,000\n');
  expect(told).toContain('are not on the list\n  1 firm in the lent-to tiers, all on the list\n');
  expect(told).not.toContain('this one only');
  expect(told).toMatch(/\n {2}all +1 +1,540,000 +1,540,000 +4\.95 %\n/);
});

it('a list without firms has no table of lines and no mean line', async () => {
  const folder = oneFirm();
  const { rules } = JSON.parse(readFileSync(join(folder, 'models/policy.json'), 'utf8'));
  const age = { column: 'age_months', op: '<', value: 1200 };
  change(folder, {
    rules: rules.map((rule: { id: string }) => (rule.id === 'AGE_UNDER_24' ? { ...rule, when: age } : rule)),
  });
  const told = await run(folder);
  expect(told).toContain('Lines by industry\n  no firm is on the list\n');
  expect(told).toContain('this list: 0 of 1 rated firm\n');
  expect(told).toContain('of 1 firm in the lent-to tiers; a firm can fail several');
});

it('a card without labels is shown without the columns of those who were good and bad', async () => {
  const folder = writeTrainingStudy({
    rows: Array.from({ length: 400 }, (_, i) => ({ x: i, y: '' })),
    columns: [{ name: 'x', type: 'number' }],
    spec: {
      features: [number('x', { better: 'higher' })],
      experts: { source: 'somebody', dimensions: { all: 1 } },
      tiers: { method: 'shares', shares: Array.from({ length: 15 }, () => 1 / 15), minimumFirms: 1 },
    },
    isLabelled: false,
  });
  const trained = (await dipperHere('train', '--study', folder)).stdout;
  expect(trained).toMatch(/\n {2}feature +dimension +coefficient +bins +points\s/);
  expect(trained).toMatch(/\n {2}tier +floor +share\s+R1 /);
  const shown = (await dipperHere('models', 'show', 'enterprise', '--study', folder)).stdout;
  expect(shown).toMatch(/\n {4}bin +value by rank +points\n/);
  expect(shown).toMatch(/\n {2}tier +score +share\n/);
  const rated = (await dipperHere('run', '--study', folder, '--part', 'score')).stdout;
  expect(rated).toMatch(/\n {2}tier +score +firms +share\n/);
});

it('a policy says what its caps are of, who assumed pds, who counted lost customers, and takes off own lines only where it reads them', async () => {
  const folder = copyFoshan();
  const { rate, line } = JSON.parse(readFileSync(join(folder, 'models/policy.json'), 'utf8'));
  const { ownLine: _own, borrower: _borrower, ...bare } = line;
  const points = [
    { rateBp: 450, lossPpm: 0 },
    { rateBp: 600, lossPpm: 300_000 },
  ];
  const demand = { source: 'a survey of 2023', curves: [{ name: 'all', from: 1, to: 15, points }] };
  const ppm = Array.from({ length: 15 }, (_, i) => 1000 * (i + 1));
  const assumedPds = { author: 'Li Lei', reason: 'the master scale of 2023', ppm };
  const show = async () => (await dipperHere('models', 'show', 'policy', '--study', folder)).stdout;
  const before = await show();
  expect(before).toMatch(/ {2}own lines off, rounded down to 10,000/);
  expect(before).toMatch(/a group +CNY 2,000,000, or 1\.00 % of all where that is more/);
  expect(before).toMatch(/an industry +25\.00 % of all/);
  change(folder, { line: bare, rate: { ...rate, demand }, assumedPds });
  const after = await show();
  expect(after).toMatch(/\n {2}rounded down to 10,000, at least 100,000\n/);
  expect(after).toContain('demand: the listed rate with the greatest expected margin; a survey of 2023');
  expect(after).not.toContain('Li Lei');
  edit(folder, 'models/enterprise.json', (text) => {
    const { tiers, ...card } = JSON.parse(text);
    return JSON.stringify({
      ...card,
      pdByScore: null,
      tiers: tiers.map((tier: object) => ({ ...tier, pdPpm: null })),
    });
  });
  expect(await show()).toContain('pds assumed by Li Lei: the master scale of 2023');
});

it('a run before of the same day is told by run and check, and one by another card; a card approved since is none', async () => {
  const folder = copyFoshan(60);
  const first = JSON.parse((await dipperHere('run', '--study', folder, '--json')).stdout).folder;
  edit(folder, 'dipper.json', (text) => {
    const { inputs, ...rest } = JSON.parse(text);
    return JSON.stringify({ ...rest, inputs: { ...inputs, previousRatings: join(first, 'ratings.csv') } });
  });
  const sameDay = 'is of 2024-06-30, no day before the study’s';
  const other = 'another enterprise.json rated the run before: its tiers stand on another scale';
  const approve = (text: string) =>
    JSON.stringify({ ...JSON.parse(text), status: 'approved', approver: 'Chen', validFrom: '2024-06-30' });
  edit(folder, 'models/enterprise.json', approve);
  const approved = await run(folder);
  expect(approved).toContain(sameDay);
  expect(approved).not.toContain(other);
  expect((await dipperHere('check', '--study', folder)).stdout).toContain(sameDay);
  edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-07-31'));
  edit(folder, 'models/enterprise.json', (text) => text.replace('"basePoints":', '"basePoints":1'));
  const later = await run(folder);
  expect(later).toContain(`${other}; \`dipper monitor\` counts who moved from which to which`);
  expect(later).not.toContain('no day before');
  const id = /out\/(2024-07-31-[0-9a-f]{12})\//.exec(later)![1];
  const before = basename(first);
  expect(later).toContain(`next: dipper monitor --study ${folder} --run ${id} --against ${before}\n`);
  expect(later).toContain(`next: dipper changes --study ${folder} --run ${id} --since ${before}\n`);
  expect((await dipperHere('check', '--study', folder)).stdout).not.toContain('no day before');
});
