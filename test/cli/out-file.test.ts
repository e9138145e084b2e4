import { cpSync, existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

const APPLICATIONS =
  'application_id,company_id,borrower,applied_at,requested_amount,authorisation_id,authorised_at,scope,collateral,unsecured_debt\n';
const INVOICES = 'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status\n';

let study: string;
let run: string;
const path = (name: string) => join(study, name);

beforeAll(async () => {
  study = copyFoshan(300);
  run = JSON.parse((await dipperHere('run', '--study', study, '--json')).stdout).manifest.run;
  writeFileSync(path('apps.csv'), APPLICATIONS);
  writeFileSync(path('one.csv'), `${APPLICATIONS}A1,NOBODY,,2024-07-05,,,,,,\n`);
  writeFileSync(path('loans.csv'), 'loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\n');
  writeFileSync(path('invoices.csv'), INVOICES);
  writeFileSync(path('matrix.csv'), 'expert,node,item,a,b\nE,n,a,1,2\nE,n,b,1/2,1\n');
  symlinkSync(path('apps.csv'), path('link.csv'));
  linkSync(path('companies.csv'), path('same.csv'));
});

describe('--out over a file that is read', () => {
  const refused = async (args: readonly string[], out: string) => {
    const before = readFileSync(out, 'utf8');
    const { status, stderr } = await dipperHere(...args, '--out', out);
    expect(stderr).toContain('--out would write over a file that is read');
    expect(status).toBe(2);
    expect(readFileSync(out, 'utf8')).toBe(before);
  };

  it('is refused for what the command was given, also by another name', async () => {
    const decide = ['decide', path('apps.csv'), '--study', study, '--run', run, '--draft'];
    await refused(decide, path('apps.csv'));
    await refused(decide, path('link.csv'));
    await refused(['watch', path('loans.csv'), '--study', study, '--draft'], path('loans.csv'));
    await refused(['invoices', path('invoices.csv'), '--study', study], path('invoices.csv'));
    await refused(['weights', '--convert', path('matrix.csv')], path('matrix.csv'));
  });

  it('is refused for a log, the study’s files, its documents, and a run', async () => {
    writeFileSync(path('log.jsonl'), '');
    await refused(
      ['decide', path('apps.csv'), '--study', study, '--run', run, '--draft', '--log', path('log.jsonl')],
      path('log.jsonl'),
    );
    const sample = ['sample', '--study', study, '--run', run, '--n', '50'];
    await refused(sample, path('companies.csv'));
    await refused(sample, path('same.csv'));
    await refused(sample, join(study, 'out', run, 'ratings.csv'));
    await refused(['compile', '--study', study, '--dialect', 'duckdb'], path('models/policy.json'));
    const changes = ['changes', '--study', study, '--run', run, '--since', run];
    await refused(changes, join(study, 'out', run, 'targets.csv'));
  });

  it('is refused by whatever way it is named, and of runs, documents and logs wherever they lie', async () => {
    const [way, far] = [`${study}-link`, `${study}-far`];
    symlinkSync(study, way);
    cpSync(join(study, 'out', run), far, { recursive: true });
    const sample = ['sample', '--study', study, '--run', run, '--n', '50'];
    await refused(sample, join(way, 'out', run, 'ratings.csv'));
    await refused(
      ['sample', '--study', way, '--run', run, '--n', '50'],
      join(study, 'out', run, 'gates.csv'),
    );
    await refused(['sample', '--study', study, '--run', far, '--n', '50'], join(far, 'ratings.csv'));
    const changes = ['changes', '--study', study, '--run', run, '--since', far];
    await refused(changes, join(far, 'targets.csv'));
    const added = await dipperHere(...sample, '--out', join(far, 'sample.csv'));
    expect([added.status, existsSync(join(far, 'sample.csv'))]).toEqual([2, false]);
  });

  it('is refused for JSON, a folder and an empty name', async () => {
    const sample = ['sample', '--study', study, '--run', run, '--n', '50'];
    writeFileSync(path('two.jsonl'), '{}');
    for (const [out, found] of [
      [path('two.jsonl'), 'two.jsonl'],
      [path('new.json'), 'new.json'],
      [path('models'), 'the folder'],
      ['', 'nothing'],
    ] as const) {
      const { status, stderr } = await dipperHere(...sample, '--out', out);
      expect([status, stderr]).toEqual([2, expect.stringContaining('--out cannot be written there')]);
      expect(stderr).toContain(found);
    }
    expect(readFileSync(path('two.jsonl'), 'utf8')).toBe('{}');
  });

  it('is no hindrance to another file', async () => {
    const { status, stderr } = await dipperHere(
      'sample',
      '--study',
      study,
      '--run',
      run,
      '--n',
      '50',
      '--out',
      path('sample.csv'),
    );
    expect([status, stderr]).toEqual([0, expect.stringContaining('50 firms to visit')]);
    expect(readFileSync(path('sample.csv'), 'utf8').trim().split('\n').length).toBe(51);
  });
});

it.each([
  ['a folder', () => study],
  ['a folder that is not there yet', () => path('tables/')],
  ['no name', () => ''],
])('--out is refused for %s before anything is decided', async (_what, out) => {
  const commands = [
    ['decide', path('one.csv'), '--run', run, '--draft'],
    ['watch', path('loans.csv'), '--draft'],
    ['sample', '--run', run, '--n', '50'],
  ];
  for (const command of commands) {
    const { status, stderr } = await dipperHere(...command, '--study', study, '--out', out());
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^BAD_PATH: .*--out/)]);
  }
  expect(existsSync(path('decisions.jsonl'))).toBe(false);
});

it('a sample is drawn again by any seed that a study can have', async () => {
  const draw = (seed: string) =>
    dipperHere('sample', '--study', study, '--run', run, '--n', '50', '--seed', seed);
  expect(await draw('4294967295')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('4294967295'),
  });
  expect(await draw('4294967296')).toMatchObject({ status: 2 });
});
