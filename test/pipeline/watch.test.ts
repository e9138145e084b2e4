import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStudy, replayDecisions, type Study, watchLoans } from '../../src/index.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

/** a R6: R = 28.0m, today 1,960,000; b R8: 24.0m, today 960,000; f R13; g too thin. */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,1960000,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,1000000,0,大沥,李四',
  'f,己厂,3071,9,0,0,0,B,2015-01-01,,,桂城,孙八',
  'g,庚厂,3071,,,,,A,2015-01-01,,,桂城,周九',
];

const rules = {
  overdue: [
    { fromDays: 1, action: 'freeze' },
    { fromDays: 30, action: 'collect' },
  ],
  hardRule: 'freeze',
  tierOut: 'freeze',
  lowerLine: 'cut',
  unknown: 'manual',
};

async function study(): Promise<Study> {
  const folder = writeTinyStudy(firms);
  edit(folder, 'models/policy.json', (text) => {
    const policy = JSON.parse(text);
    policy.rules.push({
      id: 'DEBT_HIGH',
      text: { en: 'debt', zh: '负债' },
      when: { column: 'unsecured_debt', op: '>', value: 9_000_000 },
      outcome: 'reject',
      missing: 'ignore',
      hard: true,
    });
    return JSON.stringify({ ...policy, watch: rules });
  });
  return openStudy(folder);
}

async function watch(own: Study, ...loans: string[]) {
  const path = join(own.folder, 'loans.csv');
  writeFileSync(path, `loan_id,company_id,line,drawn,overdue_days,as_of\n${loans.join('\n')}\n`);
  const found = await watchLoans(own, path);
  const short = found.loans.map(({ result: { action, lineAmount, reasons } }) => [
    action,
    lineAmount,
    ...reasons.map(({ code }) => code),
  ]);
  return { ...found, short };
}

describe('watchLoans', () => {
  it('reads a file by the mapping that dipper.json has for loans', async () => {
    const { folder } = await study();
    edit(folder, 'dipper.json', (text) => {
      const mapping = { loans: { 授信: { column: 'line', times: 10_000 }, 网点: null } };
      return JSON.stringify({ ...JSON.parse(text), mapping });
    });
    const own = await openStudy(folder);
    const path = join(folder, 'loans.csv');
    writeFileSync(
      path,
      'loan_id,网点,company_id,授信,drawn,overdue_days,as_of\nL1,x,b,90.5,0,0,2024-06-30\n',
    );
    const { loans } = await watchLoans(own, path);
    expect(loans.map(({ loan }) => loan.line)).toEqual([905_000]);
  });

  it('keeps, cuts, freezes, collects or asks a person, the strictest of all reasons', async () => {
    const own = await study();
    const { short } = await watch(
      own,
      'L1,a,1960000,500000,0,2024-06-30',
      'L2,b,1000000,970000,0,2024-06-30',
      'L3,f,500000,200000,0,2024-06-30',
      'L4,g,500000,200000,0,2024-06-30',
      'L5,x,500000,200000,31,2024-06-30',
      'L6,x,500000,500001,0,2024-06-30',
    );
    expect(short).toEqual([
      ['keep', 1_960_000],
      ['cut', 970_000, 'LOWER_LINE'],
      ['freeze', 200_000, 'TIER_OUT'],
      ['manual', 500_000, 'THIN_FILE'],
      ['collect', 200_000, 'OVERDUE_30', 'UNKNOWN_COMPANY'],
      ['manual', 500_000, 'OVER_LINE', 'UNKNOWN_COMPANY'],
    ]);
  });

  it('gives a firm with several loans one line: the first granted keeps its room first', async () => {
    const own = await study();
    const path = join(own.folder, 'loans.csv');
    const rows = [
      'L1,b,500000,0,0,2024-06-30,2024-03-01',
      'L2,b,600000,0,0,2024-06-30,2024-02-01',
      'L3,b,700000,0,0,2024-05-31,2024-01-01',
      'L4,a,960000,0,0,2024-06-30,',
      'L5,a,900000,0,0,2024-06-30,2024-01-01',
    ];
    writeFileSync(path, `loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\n${rows.join('\n')}\n`);
    const { loans } = await watchLoans(own, path);
    const short = loans.map(({ loan, result: { action, lineToday, lineAmount } }) => [
      loan.loanId,
      lineToday,
      action,
      lineAmount,
    ]);
    // b may have 960,000 and the table knows 1,000,000; a may have 1,960,000, of which the table knows 100,000 more than the file.
    expect(short).toEqual([
      ['L1', 360_000, 'cut', 360_000],
      ['L2', 960_000, 'keep', 600_000],
      ['L3', 660_000, 'cut', 660_000],
      ['L4', 960_000, 'keep', 960_000],
      ['L5', 1_860_000, 'keep', 900_000],
    ]);
    expect(await replayDecisions(join(own.folder, 'decisions.jsonl'))).toMatchObject({ problem: null });
  });

  it('takes a line granted after the table’s day for one that the table does not hold', async () => {
    const own = await study();
    const path = join(own.folder, 'loans.csv');
    const watched = async (...rows: string[]) => {
      writeFileSync(
        path,
        `loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\n${rows.join('\n')}\n`,
      );
      const { loans } = await watchLoans(own, path);
      return loans.map(({ loan, result: { lineToday, action } }) => [loan.loanId, lineToday, action]);
    };
    // a may have 1,960,000, and the table of 2024-06-30 knows as much.
    expect(await watched('N1,a,300000,0,0,2024-08-31,2024-06-30')).toEqual([['N1', 300_000, 'keep']]);
    expect(await watched('N2,a,300000,0,0,2024-08-31,2024-07-01')).toEqual([['N2', 0, 'cut']]);
    expect(
      await watched('N3,a,300000,0,0,2024-08-31,2024-07-15', 'O3,a,1860000,0,0,2024-08-31,2024-01-01'),
    ).toEqual([
      ['N3', 0, 'cut'],
      ['O3', 1_860_000, 'keep'],
    ]);
    expect(await replayDecisions(join(own.folder, 'decisions.jsonl'))).toMatchObject({ problem: null });
  });

  it.each([
    ['by the table', '2024-03-01', [1_000_000, 500_000]],
    ['since the table', '2024-07-10', ['', '']],
  ])('gives firms of one group one line, granted %s', async (_when, grantedOn, [ofA, ofB]) => {
    const { folder } = await study();
    edit(folder, 'companies.csv', (text) =>
      text
        .replace(',1960000,,桂城', `,${ofA},,组一`)
        .replace(',1000000,0,大沥', `,${ofB},0,组一`)
        .replace(',,,桂城,孙八', ',,,组二,孙八'),
    );
    edit(folder, 'models/policy.json', (text) => {
      const { line, ...rest } = JSON.parse(text);
      return JSON.stringify({ ...rest, line: { ...line, borrower: { group: 'town' } } });
    });
    const own = await openStudy(folder);
    const path = join(folder, 'loans.csv');
    const rows = [
      `LB,b,500000,100000,0,2024-09-30,${grantedOn.replace(/.$/, '2')}`,
      `LA,a,1000000,500000,0,2024-09-30,${grantedOn.replace(/.$/, '1')}`,
      'LF,f,1000000,1000000,0,2024-09-30,2024-01-01',
      'LX,x,1000000,1000000,0,2024-09-30,2024-01-01',
    ];
    writeFileSync(path, `loan_id,company_id,line,drawn,overdue_days,as_of,granted_on\n${rows.join('\n')}\n`);
    const { loans } = await watchLoans(own, path);
    // Both may have 1,960,000 and 960,000 alone; what a has comes off what b may have.
    expect(
      loans.slice(0, 2).map(({ result }) => [result.lineToday, result.action, result.lineAmount]),
    ).toEqual([
      [0, 'cut', 100_000],
      [1_960_000, 'keep', 1_000_000],
    ]);
    expect(await replayDecisions(join(folder, 'decisions.jsonl'))).toMatchObject({ problem: null });
  });

  it.each([
    [0, 'keep'],
    [1, 'freeze'],
    [29, 'freeze'],
    [30, 'collect'],
    [31, 'collect'],
  ])('acts on %i days overdue: %s', async (days, action) => {
    const { short } = await watch(await study(), `L1,a,1960000,500000,${days},2024-06-30`);
    expect(short[0]![0]).toBe(action);
  });

  it('freezes what a hard rule hits', async () => {
    const own = await study();
    edit(own.folder, 'companies.csv', (text) => text.replace(',1960000,,桂城', ',1960000,9000001,桂城'));
    const { short } = await watch(own, 'L1,a,1000000,500000,0,2024-06-30');
    expect(short).toEqual([['freeze', 500_000, 'DEBT_HIGH', 'LOWER_LINE']]);
  });

  it('goes by the tier that a person set, up to its last day, and by that of the run before', async () => {
    const own = await study();
    edit(own.folder, 'dipper.json', (text) => {
      const { inputs, ...rest } = JSON.parse(text);
      const more = { overrides: 'overrides.csv', previousRatings: 'before.csv' };
      return JSON.stringify({ ...rest, inputs: { ...inputs, ...more } });
    });
    edit(own.folder, 'models/enterprise.json', (text) =>
      JSON.stringify({ ...JSON.parse(text), hysteresis: { points: 100 } }),
    );
    const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
    writeFileSync(join(own.folder, 'overrides.csv'), `${head}\nb,R8,R10,plant closed,Chen,,2024-07-31\n`);
    writeFileSync(join(own.folder, 'before.csv'), 'company_id,tier_model,tier\na,R7,R7\nb,R8,R8\n');
    const set = await openStudy(own.folder);
    const loans = [
      'L1,a,1960000,500000,0,2024-07-31',
      'L2,b,1000000,100000,0,2024-07-31',
      'L3,b,1000000,100000,0,2024-08-01',
    ];
    const { loans: found, short } = await watch(set, ...loans);
    expect(short.slice(1)).toEqual([
      ['freeze', 100_000, 'TIER_OUT'],
      ['cut', 960_000, 'LOWER_LINE'],
    ]);
    expect(found.map(({ result }) => result.tier)).toEqual([7, 10, 8]);
    expect(await replayDecisions(join(own.folder, 'decisions.jsonl'))).toMatchObject({
      records: 3,
      problem: null,
    });
  });

  it('needs documents that are approved on the last day of the loans, not on that of the table', async () => {
    const { folder } = await study();
    edit(folder, 'models/policy.json', (text) =>
      text.replace('"validFrom":"2024-01-01"', '"validFrom":"2024-07-31"'),
    );
    const own = await openStudy(folder);
    const { short } = await watch(
      own,
      'L1,a,1960000,500000,0,2024-08-31',
      // Repaid since: its last row is an old one.
      'L2,b,1960000,0,0,2024-05-31',
    );
    expect(short[0]).toEqual(['keep', 1_960_000]);
    const early = watch(own, 'L1,a,1960000,500000,0,2024-07-30', 'L2,b,1960000,500000,0,2024-05-31');
    await expect(early).rejects.toMatchObject({ code: 'DRAFT' });
  });

  it('counts overdue loans by tier, industry and vintage, and writes the same look once', async () => {
    const own = await study();
    const loans = [
      'L1,a,1960000,500000,30,2024-05-31',
      'L1,a,1960000,500000,90,2024-06-30',
      'L2,b,960000,100000,1,2024-06-30',
    ];
    const first = await watch(own, ...loans);
    expect(first.written).toBe(2);
    expect(first.overdue.slice(0, 3)).toEqual([
      { by: 'all', value: 'all', loans: 2, drawn: 600_000, from1: 2, from30: 1, from90: 1 },
      { by: 'tier', value: 'R6', loans: 1, drawn: 500_000, from1: 1, from30: 1, from90: 1 },
      { by: 'tier', value: 'R8', loans: 1, drawn: 100_000, from1: 1, from30: 0, from90: 0 },
    ]);
    expect((await watch(own, ...loans)).written).toBe(0);
    const replay = await replayDecisions(join(own.folder, 'decisions.jsonl'));
    expect(replay).toMatchObject({ records: 2, problem: null, outcomes: { collect: 1, freeze: 1 } });
  });

  it('refuses loans that cannot be', async () => {
    const own = await study();
    await expect(watch(own, 'L1,a,100,101,-1,2024-06-30', 'L2,a,1,0,0,2024-06-30')).rejects.toMatchObject({
      problems: [{ code: 'RANGE', line: 2 }],
    });
    await expect(
      watch(own, 'L1,a,100,101,0,2024-06-30', 'L2,a,1,0,0,2024-06-30', 'L2,a,1,0,0,2024-06-30'),
    ).rejects.toMatchObject({ problems: [{ code: 'DUPLICATE', line: 4 }] });
  });
});
