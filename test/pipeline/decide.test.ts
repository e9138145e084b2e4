import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/document/canonical.js';
import { sealRecord } from '../../src/document/decision-record.js';
import {
  type DecidedApplication,
  type DeciderOptions,
  funnelOf,
  type InputError,
  openDecider,
  openStudy,
  replayDecisions,
  runStudy,
  type Study,
} from '../../src/index.js';
import { copyFoshan, edit, root } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';

let study: Study;
let run: string;
let targets: { id: string; line: number }[];
let n = 0;

beforeAll(async () => {
  study = await openStudy(copyFoshan(5000));
  const made = await runStudy(study);
  run = made.manifest.run;
  const [header, ...rows] = readFileSync(join(made.folder, 'targets.csv'), 'utf8')
    .replace('\ufeff', '')
    .trim()
    .split('\r\n');
  const names = header!.split(',');
  targets = rows.map((row) => {
    const cells = row.split(',');
    return { id: cells[0]!, line: Number(cells[names.indexOf('line_amount')]) };
  });
});

const log = () => join(study.folder, `log-${++n}/decisions.jsonl`);

/** Decides applications given as JSON. */
const decide = (path: string, ...applications: object[]) => decideWith({ log: path }, ...applications);

async function decideWith(options: Partial<DeciderOptions>, ...applications: object[]) {
  const decider = await openDecider(study, { run, draft: true, ...options });
  try {
    const parsed = applications.map((application, i) =>
      decider.parse(JSON.stringify(application), { file: 'test', line: i + 1 }),
    );
    return await decider.decide(parsed);
  } finally {
    await decider.close();
  }
}

const consent = { authorisation_id: 'AU1', authorised_at: '2024-07-01', scope: 'credit_report|tax|finance' };
const small = () => targets.find(({ line }) => line <= 900_000)!;
const apply = (id: string, more: object = {}) => ({
  application_id: id,
  company_id: small().id,
  applied_at: '2024-07-10',
  ...consent,
  unsecured_debt: 0,
  ...more,
});

describe('applications that a program made', () => {
  it('are held to what a file could have, before anything is written', async () => {
    const path = log();
    const decider = await openDecider(study, { run, draft: true, log: path });
    try {
      const good = decider.parse(JSON.stringify(apply('A1')), { file: 'test', line: 1 });
      const nobody = 'nobody' as 'owner';
      const bad = [
        good,
        { ...good, applicationId: undefined as unknown as string },
        { ...good, requestedAmount: Number.NaN, borrower: nobody },
        { ...good, appliedAt: '10.07.2024', richer: { unsecured_debt: Number.NaN, unheard: 1 } },
      ];
      const error = (await decider.decide(bad).catch((caught: unknown) => caught)) as InputError;
      expect(error.problems.map(({ code, path, column, found }) => [code, path, column ?? found])).toEqual([
        ['MISSING', 'applications[1]', 'application_id'],
        ['VALUE', 'applications[2]', 'borrower'],
        ['NOT_FINITE', 'applications[2]', 'requested_amount'],
        ['UNKNOWN_COLUMN', 'applications[3]', 'unheard'],
        ['TYPE', 'applications[3]', 'applied_at'],
        ['NOT_FINITE', 'applications[3]', 'unsecured_debt'],
      ]);
      expect(existsSync(path)).toBe(false);
      // A day in the other notation is read as in a file; the same application is the same.
      const [first] = await decider.decide([good]);
      const [again] = await decider.decide([{ ...good, appliedAt: '2024/7/10' }]);
      expect([first!.seq, again!.seq, again!.result]).toEqual([1, null, first!.result]);
    } finally {
      await decider.close();
    }
  });
});

it('a decider that was closed says so, and may be closed again', async () => {
  const path = log();
  const decider = await openDecider(study, { run, draft: true, log: path });
  const application = decider.parse(JSON.stringify(apply('A1')), { file: 'test', line: 1 });
  await decider.close();
  await decider.close();
  await expect(decider.decide([application])).rejects.toMatchObject({ code: 'USAGE' });
  expect(existsSync(path)).toBe(false);
});

describe('a decider that could not write', () => {
  it('answers nothing from what never reached the log', async () => {
    const path = log();
    mkdirSync(dirname(path), { recursive: true });
    const decider = await openDecider(study, { run, draft: true, log: path });
    try {
      const application = decider.parse(JSON.stringify(apply('A1')), { file: 'test', line: 1 });
      // A link to nowhere is no log yet, and nothing can be written through it.
      symlinkSync(join(study.folder, 'no-such-folder/log'), path);
      await expect(decider.decide([application])).rejects.toThrow();
      rmSync(path);
      expect((await decider.decide([application]))[0]).toMatchObject({ seq: 1 });
    } finally {
      await decider.close();
    }
    expect(await replayDecisions(path)).toMatchObject({ records: 1, problem: null });
  });
});

describe('decide', () => {
  it('makes the pre-approved line the formal one, at most what was asked for', async () => {
    const [all, part] = await decide(
      log(),
      apply('A1'),
      apply('A2', {
        requested_amount: 234_567,
        company_id: targets.findLast(({ line }) => line >= 300_000)!.id,
      }),
    );
    expect(all!.result).toMatchObject({
      outcome: 'approve',
      reasons: [],
      grantedAmount: small().line,
      validUntil: '2025-07-10',
    });
    expect(part!.result).toMatchObject({ outcome: 'approve', grantedAmount: 230_000 });
  });

  it('goes by the tier that a person set where there is no offer', async () => {
    const folder = copyFoshan(600);
    const first = await runStudy(await openStudy(folder));
    const [, row] = readFileSync(join(first.folder, 'targets.csv'), 'utf8').trim().split('\r\n');
    const id = row!.split(',')[0]!;
    const rated = readFileSync(join(first.folder, 'ratings.csv'), 'utf8').split('\n');
    const tier = rated.map((line) => line.split(',')).find(([company]) => company === id)![6];
    const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
    const rule = `${id},${tier},R10,plant closed,Chen,,2024-12-31`;
    writeFileSync(join(folder, 'overrides.csv'), `${head}\n${rule}\n`);
    edit(folder, 'dipper.json', (text) => {
      const { inputs, ...rest } = JSON.parse(text);
      return JSON.stringify({ ...rest, inputs: { ...inputs, overrides: 'overrides.csv' } });
    });
    const set = await openStudy(folder);
    const made = await runStudy(set);
    const path = join(folder, 'decisions.jsonl');
    const decider = await openDecider(set, { run: made.manifest.run, draft: true, log: path });
    const ask = (application_id: string, applied_at: string) => {
      const authorised_at = applied_at;
      const application = { ...apply(application_id), company_id: id, applied_at, authorised_at };
      return decider.parse(JSON.stringify(application), { file: 'test', line: 1 });
    };
    try {
      const [held, free] = await decider.decide([ask('A1', '2024-12-31'), ask('A2', '2025-01-01')]);
      expect(held!.result.reasons).toContainEqual(expect.objectContaining({ code: 'TIER_OUT' }));
      expect(free!.result.reasons).not.toContainEqual(expect.objectContaining({ code: 'TIER_OUT' }));
    } finally {
      await decider.close();
    }
    expect(await replayDecisions(path)).toMatchObject({ records: 2, problem: null });
  });

  it('deducts what was granted in this log before', async () => {
    const path = log();
    await decide(path, apply('A1', { requested_amount: 200_000 }));
    const [again] = await decide(path, apply('A2'));
    expect(again!.result.line!.pre.ownLine).toBe(200_000);
    expect(again!.result.line!.lineAmount).toBeLessThanOrEqual(small().line - 200_000);
  });

  it('answers the same application from the log, and refuses its id for another', async () => {
    const path = log();
    const [first] = await decide(path, apply('A1'));
    const [second] = await decide(path, apply('A1'));
    expect(second).toMatchObject({ seq: null, result: first!.result });
    await expect(decide(path, apply('A1', { requested_amount: 1 }))).rejects.toMatchObject({
      code: 'DUPLICATE_APPLICATION',
    });
    expect((await replayDecisions(path)).records).toBe(1);
  });

  it('names every id that was decided before with other contents, and decides nothing then', async () => {
    const path = log();
    await decide(path, apply('A1'), apply('A2'), apply('A3'));
    const other = { requested_amount: 1 };
    const again = [apply('A1', other), apply('A2'), apply('A3', other), apply('A4')];
    const problem = { code: 'DUPLICATE_APPLICATION', column: 'application_id' };
    await expect(decide(path, ...again)).rejects.toMatchObject({
      message: '2 applications were decided before, with other contents',
      problems: [
        { ...problem, found: 'A1' },
        { ...problem, found: 'A3' },
      ],
    });
    expect((await replayDecisions(path)).records).toBe(3);
  });

  it('records every reason, the strictest outcome wins', async () => {
    const [collateral, unseen, stranger, overdue] = await decide(
      log(),
      apply('A1', { collateral: '厂房' }),
      apply('A2', { unsecured_debt: null }),
      apply('A3', { company_id: 'NOBODY' }),
      apply('A4', { collateral: 'none', tax_rating: 'D', requested_amount: 99_999 }),
    );
    const codes = ({ result }: DecidedApplication) => [
      result.outcome,
      ...result.reasons.map(({ code }) => code),
    ];
    expect(codes(collateral!)).toEqual(['offline', 'COLLATERAL']);
    expect(codes(unseen!)).toEqual(['manual', 'DEBT_UNKNOWN']);
    expect(codes(stranger!)).toEqual(['manual', 'UNKNOWN_COMPANY']);
    expect(codes(overdue!)).toEqual([
      'reject',
      'TAX_RATING_UNLISTED',
      'TAX_RATING_D',
      'TIER_OUT',
      'REQUEST_BELOW_MIN',
    ]);
  });

  it.each([
    ['on the day', '2024-07-10', true],
    ['signed the day after', '2024-07-11', false],
    ['90 days old', '2024-04-11', true],
    ['91 days old', '2024-04-10', false],
  ])('reads richer data only with an authorisation: %s', async (_what, authorised, isRead) => {
    const [decided] = await decide(log(), apply('A1', { authorised_at: authorised }));
    expect(decided!.result.flags.includes('NO_CONSENT')).toBe(!isRead);
    expect(decided!.result.outcome).toBe(isRead ? 'approve' : 'manual');
  });

  it('reads only the scopes that were authorised', async () => {
    const [decided] = await decide(
      log(),
      apply('A1', { scope: 'credit_report', tax_paid_last_12m: 9_000_000, tax_paid_prior_12m: 9_000_000 }),
    );
    expect(decided!.result).toMatchObject({ flags: ['NO_CONSENT'], line: { rich: null } });
  });

  it('lets the larger line win, within twice the offer', async () => {
    const tax = { tax_paid_last_12m: 9_000_000, tax_paid_prior_12m: 9_000_000 };
    const [decided] = await decide(log(), apply('A1', tax));
    const line = decided!.result.line!;
    const cap = line.pre.terms.find(({ name }) => name === 'cap')!.amount;
    expect(line.winner).toBe('rich');
    expect(line.lineAmount).toBe(
      Math.floor(Math.min(2 * small().line, cap, line.rich!.room) / 10_000) * 10_000,
    );
  });

  it('does not lend past debt newly seen', async () => {
    const [decided] = await decide(log(), apply('A1', { unsecured_debt: 1_000_000_000 }));
    expect(decided!.result).toMatchObject({ outcome: 'reject', line: { lineAmount: 0, binding: 'debt' } });
  });

  it('flags who is on the list and had no room under a cap of the portfolio, and refuses nobody for it', async () => {
    const own = await openStudy(copyFoshan(5000));
    edit(own.folder, 'models/policy.json', (text) => {
      const policy = JSON.parse(text);
      return JSON.stringify({ ...policy, portfolio: { ...policy.portfolio, total: 20_000_000 } });
    });
    const { folder, manifest } = await runStudy(own);
    const rows = csvRows(readFileSync(join(folder, 'targets.csv'), 'utf8'));
    const decider = await openDecider(own, { run: manifest.run, draft: true, log: log() });
    const decidedOf = async (row: Record<string, string> | undefined) => {
      const application = apply(row!.company_id!, { company_id: row!.company_id });
      const parsed = decider.parse(JSON.stringify(application), { file: 'test', line: 1 });
      return (await decider.decide([parsed]))[0]!.result;
    };
    try {
      const stopped = await decidedOf(rows.find(({ stopped_by }) => stopped_by !== ''));
      expect(stopped.flags).toEqual(['STOPPED_BY_CAP']);
      expect(stopped.line).not.toBeNull();
      expect((await decidedOf(rows.find(({ stopped_by }) => stopped_by === ''))).flags).toEqual([]);
    } finally {
      await decider.close();
    }
  });

  it('computes an expired offer again, and says so', async () => {
    const [last, after] = await decide(
      log(),
      apply('A1', { applied_at: '2024-09-28', authorised_at: '2024-09-01' }),
      apply('A2', { applied_at: '2024-09-29', authorised_at: '2024-09-01', company_id: targets.at(-1)!.id }),
    );
    expect(last!.result.flags).toEqual([]);
    expect(after!.result.flags).toEqual(['OFFER_EXPIRED']);
  });
});

describe('VAT invoices of applicants', () => {
  const scope = 'credit_report|invoices';
  const header = 'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status';
  const months = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}-01`);
  /** A million a month, all of it to one buyer, in the year before the application and in the one after. */
  const written = () => {
    const path = join(study.folder, `invoices-${++n}.csv`);
    const days = [...months.map((day) => day.replace('2024', '2023')), ...months];
    const lines = days.map((day, i) => `${small().id},${i},${day},P,out,1000000,130000,valid`);
    writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
    return path;
  };
  const applied = (more: object) => apply('A1', { applied_at: '2024-07-10', ...more });

  it('become richer fields as of the day of the decision', async () => {
    const path = log();
    const options = { log: path, invoices: written() };
    const [decided] = await decideWith(options, applied({ scope }));
    const { richer } = JSON.parse(readFileSync(path, 'utf8')).inputs.application;
    expect(richer).toMatchObject({
      revenue_invoiced: 12_000_000,
      invoice_active_months: 12,
      largest_buyer_ppm: 1_000_000,
      invoice_unevenness_ppm: 0,
    });
    expect(decided!.result).toMatchObject({ outcome: 'manual', line: { rich: { revenue: 12_000_000 } } });
    expect(decided!.result.reasons.map(({ code }) => code)).toContain('ONE_BUYER');
    expect(await replayDecisions(path)).toMatchObject({ records: 1, problem: null });
  });

  it('are not read without consent, and leave nothing but their names in the log', async () => {
    const path = log();
    const options = { log: path, invoices: written() };
    const [decided] = await decideWith(options, applied({ scope: 'credit_report', ebitda: 123_456_789 }));
    expect(decided!.result).toMatchObject({ outcome: 'approve', line: { rich: null } });
    expect(decided!.result.flags).toContain('NO_CONSENT');
    const text = readFileSync(path, 'utf8');
    expect(JSON.parse(text).inputs.withheld).toEqual(expect.arrayContaining(['revenue_invoiced', 'ebitda']));
    expect(text).not.toContain('123456789');
    expect(text).not.toContain('12000000');
    expect(await replayDecisions(path)).toMatchObject({ records: 1, problem: null });
    expect(
      (await decideWith(options, applied({ scope: 'credit_report', ebitda: 123_456_789 })))[0],
    ).toMatchObject({
      seq: null,
    });
    await expect(
      decideWith(options, applied({ scope: 'credit_report', ebitda: 123_456_788 })),
    ).rejects.toMatchObject({ code: 'DUPLICATE_APPLICATION' });
  });

  it('must not give what the application gives too', async () => {
    const options = { log: log(), invoices: written() };
    await expect(decideWith(options, applied({ scope, revenue_invoiced: 1 }))).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [{ code: 'TWO_SOURCES' }],
    });
  });
});

describe('the offers', () => {
  it('come from a list whose bytes the manifest vouches for', async () => {
    const other = await openStudy(copyFoshan(5000));
    const made = await runStudy(other);
    const path = join(made.folder, 'targets.csv');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,(\d{6}),CNY/, ',9$1,CNY'));
    await expect(openDecider(other, { run: made.manifest.run, draft: true })).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ file: 'targets.csv' }],
    });
  });
});

describe('the decision log', () => {
  const three = async () => {
    const path = log();
    await decide(
      path,
      apply('A1'),
      apply('A2', { collateral: 'yes' }),
      apply('A3', { company_id: 'NOBODY' }),
    );
    return path;
  };
  const problem = async (path: string, expectHead?: string) =>
    (await replayDecisions(path, expectHead === undefined ? {} : { expectHead })).problem;
  const rewrite = (path: string, change: (lines: string[]) => string[]) =>
    writeFileSync(
      path,
      change(readFileSync(path, 'utf8').trimEnd().split('\n'))
        .map((line) => `${line}\n`)
        .join(''),
    );

  it('is decided alike again', async () => {
    expect(await problem(await three())).toBeNull();
  });

  it('names a changed byte', async () => {
    const path = await three();
    rewrite(path, ([a, b, c]) => [a!, b!.replace('"collateral":"yes"', '"collateral":"yet"'), c!]);
    expect(await problem(path)).toMatchObject({ code: 'CHANGED', line: 2 });
  });

  it('names a removed record', async () => {
    const path = await three();
    rewrite(path, ([a, _b, c]) => [a!, c!]);
    expect(await problem(path)).toMatchObject({ code: 'OUT_OF_SEQUENCE', line: 2, found: 'record 3' });
  });

  it('misses a tail that was cut, by a head noted earlier', async () => {
    const path = await three();
    const { head } = await replayDecisions(path);
    rewrite(path, ([a, b]) => [a!, b!]);
    expect(await problem(path)).toBeNull();
    expect(await problem(path, head!)).toMatchObject({ code: 'HEAD_NOT_FOUND' });
  });

  it('names a torn last line, and adds nothing to it', async () => {
    const path = await three();
    const whole = readFileSync(path);
    truncateSync(path, whole.length - 100);
    expect(await problem(path)).toMatchObject({ code: 'TORN_LINE', line: 3 });
    await expect(decide(path, apply('A4'))).rejects.toMatchObject({ code: 'LOG_DAMAGED' });
    expect(readFileSync(path).length).toBe(whole.length - 100);
  });

  it('names the log and what is said in it alone', async () => {
    const path = join(study.folder, `log-${++n}/of-july.jsonl`);
    await decide(path, apply('A1', { company_id: 'NOBODY' }));
    const { seq: _seq, prev: _prev, hash: _hash, ...body } = JSON.parse(readFileSync(path, 'utf8'));
    const forged = sealRecord({ ...body, result: { ...body.result, bonus: 1 } }, undefined);
    rewrite(path, () => [canonicalJson(forged)]);
    expect(await problem(path)).toMatchObject({
      code: 'DECIDED_OTHERWISE',
      file: 'of-july.jsonl',
      path: 'result.bonus',
      found: '1',
      expected: 'nothing',
    });
  });

  it('takes a log that is not there for a mistake, not for an empty one', async () => {
    const path = join(study.folder, 'no-such-log.jsonl');
    await expect(replayDecisions(path)).rejects.toMatchObject({ code: 'NO_LOG' });
    await expect(funnelOf(study, { run, log: path })).rejects.toMatchObject({ code: 'NO_LOG' });
    expect((await problem(path, 'a'.repeat(64)))!.code).toBe('HEAD_NOT_FOUND');
  });

  it('keeps 200 decisions of two processes at once, none lost, the chain whole', async () => {
    const path = log();
    const script = join(root, 'test/fixtures/decide-many.mjs');
    const start = (name: string) =>
      promisify(execFile)(process.execPath, [script, study.folder, run, path, name, '100']);
    await Promise.all([start('a'), start('b')]);
    const ids = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id as string);
    expect(new Set(ids).size).toBe(200);
    expect(
      ids.slice(0, 100).some((id) => id.startsWith('a')) &&
        ids.slice(0, 100).some((id) => id.startsWith('b')),
    ).toBe(true);
    expect(await replayDecisions(path)).toMatchObject({ records: 200, problem: null });
  });
});
