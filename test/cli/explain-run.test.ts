import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四',
];
const HEAD = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';

let folder: string;
let run: string;
let said: string;

beforeAll(async () => {
  folder = writeTinyStudy(firms);
  writeFileSync(
    join(folder, 'overrides.csv'),
    `${HEAD}\na,R6,R7,lost orders,Chen,Liang,2024-08-31\nb,R9,R10,of another tier,Chen,,2024-12-31\n`,
  );
  edit(folder, 'dipper.json', (text) =>
    text.replace('"companies"', '"overrides":"overrides.csv","companies"'),
  );
  said = (await dipperHere('run', '--study', folder)).stdout;
  run = /out\/(2024-06-30-\w{12})$/m.exec(said)![1]!;
  rmSync(join(folder, 'companies.csv'));
});

const explain = (...flags: readonly string[]) => dipperHere('explain', ...flags, '--study', folder);

it('dipper run says where the overrides stand that it did not apply', () => {
  expect(said).toContain(
    'overrides: 1 applied (50.00 % of rated firms), 0 expired, 1 that speak of another tier or firm; overrides.csv of the run names each: red',
  );
  expect(said).toContain(join(folder, 'out', run, 'overrides.csv'));
});

describe('dipper explain --run', () => {
  it('tells a firm as the run rated and priced it', async () => {
    const { stdout, status } = await explain('a', '--run', run);
    expect(status).toBe(0);
    expect(stdout).toContain(`a · Ceramics (target industry) · as of 2024-06-30 · as run ${run} rated it`);
    expect(stdout).toContain('Set by hand by Chen, approved by Liang, up to 2024-08-31: lost orders');
    expect(stdout).toMatch(/\n {2}Tier \(set by hand\) +R7\n/);
    expect(stdout).toMatch(/\n {2}Pre-approved line +CNY 1,500,000\n {2}Indicative rate +4\.60 %\n/);
    expect(stdout).toMatch(/\n {2}Staff +Size +from 50 +100 +\+90\n/);
    expect(stdout).toMatch(/\n {2}Cap of the tier +1,500,000 +◀ binds\n/);
    const chinese = (await explain('b', '--run', run, '--lang', 'zh')).stdout;
    expect(chinese).toMatch(/\n {2}预授信额度 +CNY 860,000\n/);
    expect(chinese).toContain(
      '人工调整R9→R10（Chen，有效期至2024-12-31：of another tier）未生效：企业当时为R8',
    );
  });

  it('writes JSON, HTML and Markdown', async () => {
    const told = JSON.parse((await explain('a', '--run', join(folder, 'out', run), '--json')).stdout);
    expect(told).toMatchObject({ run, companyId: 'a', credit: { lineAmount: 1_500_000, rateBp: 460 } });
    expect((await explain('a', '--run', run, '--md')).stdout).toMatch(/^# 甲厂\n/);
    expect((await explain('a', '--run', run, '--html')).stdout).toMatch(/^<!doctype html>/i);
  });

  it('does not go with --since, and says what it does not find', async () => {
    const both = await explain('a', '--run', run, '--since', run, '--json');
    expect(both.status).toBe(2);
    expect(JSON.parse(both.stdout).error).toMatchObject({ code: 'USAGE' });
    const none = await explain('a', '--run', 'no-run');
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('UNKNOWN_RUN')]);
    const stranger = await explain('nobody', '--run', run);
    expect([stranger.status, stranger.stderr]).toEqual([2, expect.stringContaining('UNKNOWN_COMPANY')]);
  });
});

it('a run whose company table changed names the one to bring back, and what needs none', async () => {
  const other = writeTinyStudy(firms);
  const made = /out\/(2024-06-30-\w{12})$/m.exec((await dipperHere('run', '--study', other)).stdout)![1]!;
  const { inputs } = JSON.parse(readFileSync(join(other, 'out', made, 'manifest.json'), 'utf8'));
  edit(other, 'companies.csv', (text) => text.replace('甲厂', '甲甲厂'));
  const hint = async () =>
    JSON.parse((await dipperHere('lines', '--study', other, '--run', made, '--json')).stdout).error
      .problems[0].hint;
  const none = `\`dipper explain ID --run ${made}\` needs no company table`;
  expect(await hint()).toBe(
    `bring back the companies.csv of then, with the SHA-256 ${inputs.companies.sha256}; ${none}`,
  );
  edit(other, 'companies.csv', (text) => text.replace('甲甲厂', '甲厂'));
  edit(other, 'dipper.json', (text) =>
    JSON.stringify({ ...JSON.parse(text), mapping: { companies: { name: { column: 'name' } } } }),
  );
  expect(await hint()).toBe(`bring back its mapping of then in dipper.json; ${none}`);
  writeFileSync(join(other, 'more.csv'), readFileSync(join(other, 'companies.csv')));
  edit(other, 'dipper.json', (text) => {
    const { mapping: _mapping, ...study } = JSON.parse(text);
    return JSON.stringify({
      ...study,
      inputs: { ...study.inputs, companies: ['companies.csv', 'more.csv'] },
    });
  });
  expect(await hint()).toBe(`take it out of dipper.json, as the run was made without it; ${none}`);
});
