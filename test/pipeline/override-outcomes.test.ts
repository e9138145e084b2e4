import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStudy, runStudy } from '../../src/index.js';
import { overrideOfRun } from '../../src/pipeline/override-outcomes.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

/** a in R6, b in R8, g too thin to rate, i in R8, as test/pipeline/run-study.test.ts works out. */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四',
  'g,庚厂,3071,,,,,A,2015-01-01,,,桂城,周九',
  'i,壬厂,3071,60,300000,6000000,6000000,M,,,,桂城,郑一',
];

const HEAD = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
const overrides = [
  'a,R6,R7,"=cmd|lost orders, see\nannex",陈,,2024-08-31',
  'b,R9,R10,of another tier,Chen,Liang,2024-06-30',
  'i,R8,R9,too late,Chen,,2024-06-29',
  'g,R8,R9,too thin,Chen,,2024-12-31',
  'z,R8,R9,gone,Chen,,2024-12-31',
];

async function run(part: 'all' | 'score' = 'all') {
  const folder = writeTinyStudy(firms);
  writeFileSync(join(folder, 'overrides.csv'), `${[HEAD, ...overrides].join('\n')}\n`);
  edit(folder, 'dipper.json', (text) =>
    text.replace('"companies"', '"overrides":"overrides.csv","companies"'),
  );
  return runStudy(await openStudy(folder), { part });
}

describe('overrides.csv of a run', () => {
  it('has every override with what became of it, and the tier that the run gave the firm', async () => {
    for (const part of ['all', 'score'] as const) {
      const { folder, manifest, summary } = await run(part);
      expect(readFileSync(join(folder, 'overrides.csv'), 'utf8')).toBe(
        [
          `\ufeff${HEAD},outcome,tier`,
          'a,R6,R7,"\'=cmd|lost orders, see\nannex",陈,,2024-08-31,applied,R7',
          'b,R9,R10,of another tier,Chen,Liang,2024-06-30,stale,R8',
          'i,R8,R9,too late,Chen,,2024-06-29,expired,R8',
          'g,R8,R9,too thin,Chen,,2024-12-31,not_rated,',
          'z,R8,R9,gone,Chen,,2024-12-31,unknown_company,',
          '',
        ].join('\r\n'),
      );
      expect(manifest.outputs['overrides.csv']).toHaveProperty('sha256');
      // One of three rated firms, where a tenth is the document's limit for red.
      expect(summary!.overrides).toEqual({ applied: 1, expired: 1, stale: 3, rate: 1 / 3, status: 'red' });
    }
  });

  it('is read back as it was given', async () => {
    const { folder } = await run();
    expect(await overrideOfRun(folder, 'a')).toEqual({
      companyId: 'a',
      fromTier: 6,
      toTier: 7,
      reason: '=cmd|lost orders, see\nannex',
      author: '陈',
      approver: null,
      expiresOn: '2024-08-31',
      outcome: 'applied',
      tier: 7,
    });
    expect(await overrideOfRun(folder, 'g')).toMatchObject({ outcome: 'not_rated', tier: null });
    expect(await overrideOfRun(folder, 'b')).toMatchObject({ approver: 'Liang', outcome: 'stale', tier: 8 });
    expect(await overrideOfRun(folder, 'c')).toBeUndefined();
  });

  it('is not there where the study names no overrides', async () => {
    const { folder, manifest } = await runStudy(await openStudy(writeTinyStudy(firms)));
    expect(existsSync(join(folder, 'overrides.csv'))).toBe(false);
    expect(Object.keys(manifest.outputs)).not.toContain('overrides.csv');
  });

  it('is written for a file of overrides that has none', async () => {
    const folder = writeTinyStudy(firms);
    writeFileSync(join(folder, 'overrides.csv'), `${HEAD}\n`);
    edit(folder, 'dipper.json', (text) =>
      text.replace('"companies"', '"overrides":"overrides.csv","companies"'),
    );
    const made = await runStudy(await openStudy(folder));
    expect(readFileSync(join(made.folder, 'overrides.csv'), 'utf8')).toBe(`\ufeff${HEAD},outcome,tier\r\n`);
    expect(made.summary!.overrides).toMatchObject({ applied: 0, expired: 0, stale: 0 });
  });
});
