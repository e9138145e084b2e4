import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { dipper, dipperHere, MAIN } from '../fixtures/cli.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

let study: string;
let run: string;

beforeAll(async () => {
  study = copyFoshan(300);
  run = JSON.parse((await dipperHere('run', '--study', study, '--json')).stdout).manifest.run;
});

const fresh = () => join(mkdtempSync(join(tmpdir(), 'dipper-')), 'decisions.jsonl');
const deciding = (source: string, log: string) => [
  ...['decide', source, '--study', study, '--run', run, '--draft', '--log', log],
];

/** A file of so many applications of firms that nobody knows. */
function applications(count: number): string {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'apps.csv');
  const rows = Array.from({ length: count }, (_, i) => `A${i},NOBODY${i},2024-07-05\n`);
  writeFileSync(path, `application_id,company_id,applied_at\n${rows.join('')}`);
  return path;
}

const linesOf = (path: string) =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
const hashOf = (line: string | undefined): string => JSON.parse(line!).hash;

it('says what stands in the log where its table cannot be written', () => {
  const log = fresh();
  const { status, stderr } = dipper(...deciding(applications(3), log), '--out', '/dev/full', '--quiet');
  expect(linesOf(log).length).toBe(3);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining(
      `3 records of this command stand in the log; its head: record 3, ${hashOf(linesOf(log)[2])}`,
    ),
  ]);
});

it('says nothing of the log where nothing was added to it', () => {
  const log = fresh();
  const apps = applications(3);
  expect(dipper(...deciding(apps, log)).status).toBe(0);
  const { status, stderr } = dipper(...deciding(apps, log), '--out', '/dev/full');
  expect([status, stderr.includes('stand in the log')]).toEqual([2, false]);
});

it('says of loans what it says of applications', () => {
  const [log, loans] = [fresh(), join(study, 'loans.csv')];
  writeFileSync(loans, 'loan_id,company_id,line,drawn,overdue_days,as_of\nL1,NOBODY,500000,0,0,2024-06-30\n');
  const told = dipper('watch', loans, '--study', study, '--draft', '--log', log, '--out', '/dev/full');
  expect([told.status, told.stderr]).toEqual([
    2,
    expect.stringContaining(
      `1 record of this command stands in the log; its head: record 1, ${hashOf(linesOf(log)[0])}`,
    ),
  ]);
});

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  it('leaves all records of a file, or none, and says so', async () => {
    const apps = applications(5000);
    const log = fresh();
    const child = spawn(process.execPath, [MAIN, ...deciding(apps, log)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const end = new Promise<number | null>((done) => child.once('close', done));
    // The file is made when the first records are about to be written.
    while (child.exitCode === null && !existsSync(log)) await wait(1);
    child.kill(signal);
    const code = await end;
    const lines = linesOf(log);
    // A signal that comes after all was told ends a command that has done its work.
    if (code === 0) return expect(lines.length).toBe(5000);
    expect([code, stderr.trim()]).toEqual([
      signal === 'SIGINT' ? 130 : 143,
      lines.length === 0
        ? 'nothing was added to the log'
        : expect.stringContaining(
            `5,000 records of this command stand in the log; its head: record 5000, ${hashOf(lines[4999])}`,
          ),
    ]);
    expect(dipper(...deciding(apps, log), '--json').status).toBe(0);
    expect(linesOf(log).length).toBe(5000);
  });
});

it('a stdin that is open for writing only is no stdin, as for score', () => {
  const place = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'file');
  for (const args of [['score', '-', '--study', study], deciding('-', fresh())]) {
    const stdin = openSync(place, 'w');
    const told = spawnSync(process.execPath, [MAIN, ...args], {
      stdio: [stdin, 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    closeSync(stdin);
    expect([told.status, told.stderr]).toEqual([2, expect.stringContaining('stdin cannot be read')]);
  }
});
