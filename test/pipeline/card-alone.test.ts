import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  companySheet,
  compileStudy,
  listLines,
  monitorRuns,
  openStudy,
  reportRun,
  runStudy,
  type Study,
  sampleVisits,
  scoreStream,
  sheetHtml,
  verifyStudy,
  visitFirms,
  writeCsv,
} from '../../src/index.js';
import { withEngine } from '../fixtures/engine.js';
import { tableOf, textOf } from '../fixtures/page.js';
import { enterprise, policy, writeTinyStudy } from '../fixtures/tiny-study.js';

const HEADER = 'company_id,name,staff,profit,revenue_reported,revenue_tax,tax_rating,established_on';
const firms = [
  'a,甲厂,60,3000000,30000000,28000000,A,2015-01-01',
  'f,己厂,9,0,0,0,B,2015-01-01',
  'g,庚厂,,,,,A,2015-01-01',
  'h,辛厂,49,1499999,30000000,30000000,,2015-01-01',
  'x,坏行,many,1,1,1,A,2015-01-01',
];
/** As worked by hand in run-study.test.ts, without an industry. */
const ratings = [
  'a,,,700,700,R6,R6,model,60000,100,100,,,,0',
  'f,,,310,310,R13,R13,model,138000,0,5,"staff#1","tax_rating#2","margin#1",0',
  'h,,,460,460,R10,R10,model,108000,50,30,"margin#2","staff#2",,1',
];

const inputs = enterprise.inputs.filter(({ name }) => name !== 'industry_code');
const card = { ...enterprise, inputs, classification: null, industry: null };
let study: Study;

beforeEach(async () => {
  const folder = writeTinyStudy(firms, HEADER);
  for (const name of ['industry', 'policy']) rmSync(join(folder, `models/${name}.json`));
  writeFileSync(join(folder, 'models/enterprise.json'), JSON.stringify(card));
  study = await openStudy(folder);
});

const lines = (folder: string, name: string) =>
  readFileSync(join(folder, name), 'utf8')
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/)
    .slice(1);

describe('a card and nothing else', () => {
  it('is refused where lines are asked for, with what can be done', async () => {
    for (const job of [
      () => runStudy(study),
      () => verifyStudy(study),
      () => compileStudy(study, { dialect: 'duckdb', part: 'credit' }),
    ])
      await expect(job()).rejects.toMatchObject({
        code: 'MISSING_DOCUMENT',
        problems: [{ file: 'industry.json', hint: expect.stringContaining('`--part score`') }],
      });
  });

  it('rates a table into a whole run of ratings, and says so twice', async () => {
    const { folder, manifest, summary } = await runStudy(study, { part: 'score' });
    expect(lines(folder, 'ratings.csv')).toEqual(ratings);
    expect(lines(folder, 'refused.csv')).toEqual(['g,THIN_FILE']);
    expect(lines(folder, 'rejects.csv')).toEqual([expect.stringContaining('many')]);
    expect(summary).toEqual({
      counts: { records: 5, rated: 3, refused: 1, rejected: 1 },
      tiers: [0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0],
      refused: [{ code: 'THIN_FILE', firms: 1 }],
    });
    expect(Object.keys(manifest.documents)).toEqual(['enterprise']);
    expect(manifest.options).toEqual({ part: 'score' });
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(manifest.outputs), 'manifest.json'].sort());
    expect(Object.keys(manifest.outputs)).toEqual([
      'enterprise.json',
      'ratings.csv',
      'ratings.parquet',
      'refused.csv',
      'rejects.csv',
    ]);
    expect(await runStudy(study, { part: 'score' })).toMatchObject({ folder, alreadyComplete: true });
  });

  it('is read alike in TypeScript and SQL', async () => {
    const found = await verifyStudy(study, { part: 'score' });
    expect(found).toMatchObject({ rows: 4, differing: 0, rejected: 1, first: null });
    expect(found.columns).toContain('refuse_code');
    expect(found.columns).not.toContain('line_amount');
    const told: string[] = [];
    const bytes = new TextEncoder().encode(`${[HEADER, ...firms].join('\n')}\n`);
    await scoreStream(study, asStream(bytes), {
      file: 'stdin',
      write: (line) => void told.push(line.trim()),
      onProblem: () => {},
    });
    expect(told.filter((line) => line.endsWith(',0,') || line.endsWith(',1,'))).toEqual(
      ratings.map((line) => `${line},`),
    );
  });

  it('compiles to views that rate a table', async () => {
    const parts = ['check', 'score'] as const;
    const jobs = await Promise.all(
      parts.map((part) => compileStudy(study, { dialect: 'duckdb', part, from: 'lake' })),
    );
    expect(jobs[1]).not.toMatch(/policy\.json|industry\.json|gates by bit/);
    await withEngine(async (engine) => {
      await engine.run(
        "CREATE TABLE lake AS SELECT * FROM (VALUES ('a', 60, 3000000, 30000000, 'A'), ('f', 9, 0, 0, 'B'), ('z', -1, 0, 0, 'B')) AS t(company_id, staff, profit, revenue_reported, tax_rating), (SELECT NULL::VARCHAR AS name)",
      );
      for (const job of jobs) await engine.run(job);
      const rows = await engine.rows('SELECT company_id, score, tier FROM dipper_rating ORDER BY company_id');
      expect(rows.map((row) => `${row.company_id} ${row.score} ${row.tier}`)).toEqual([
        'a 700 6',
        'f 310 13',
      ]);
    });
  });

  it('has a report that speaks of no industry and no line, and counts no list where there is none', async () => {
    const { manifest } = await runStudy(study, { part: 'score' });
    const { run } = manifest;
    const page = readFileSync((await reportRun(study, { run })).file, 'utf8');
    expect(tableOf(page, 'features').length).toBe(card.features.length + 1);
    expect(page).not.toMatch(/id="(industries|industry-tiers|credit|local|list|targets)"/);
    // Two dimensions enclose nothing: their means stand in a table.
    expect(card.dimensions).toHaveLength(2);
    expect(page).not.toContain('radar');
    expect(tableOf(page, 'dimensions')[0]).toHaveLength(4);
    expect(await sheetHtml(await companySheet(study, 'a'), 'en')).not.toContain('radar');
    expect(textOf(/<p id="balance">([\s\S]*?)<\/p>/.exec(page)![1]!)).toBe(
      '5 records = 3 rated + 1 too thin to rate + 1 rejected.',
    );
    const outcomes = join(study.folder, 'outcomes.csv');
    expect(await reportRun(study, { run, funnel: { outcomes }, withoutList: true })).toMatchObject({
      alreadyComplete: true,
    });
  });

  it('has firms to visit, and what was seen of them is read back', async () => {
    const { manifest } = await runStudy(study, { part: 'score' });
    const [sample, visits] = ['sample.csv', 'visits.csv'].map((name) => join(study.folder, name));
    await writeCsv(sample!, (await sampleVisits(study, { run: manifest.run })).table);
    writeFileSync(visits!, 'company_id,field,seen_value\na,staff,9\nf,staff,9\nh,staff,49\n');
    const found = await visitFirms(study, { sample: sample!, visits: visits! });
    expect(found).toMatchObject({ drawn: 3, visited: 3, seen: 3, gone: [], unrated: [] });
    // a: 60 in the file, 9 seen; the others as filed
    expect(found.fields).toMatchObject([
      { field: 'staff', seen: 3, same: { mean: expect.closeTo(2 / 3, 12) } },
    ]);
    expect(found.tiers[5]![5]).toBe(0);
    expect(found.moved.mean).toBeCloseTo(1 / 3, 12);
    const unknown = join(study.folder, 'other.csv');
    writeFileSync(unknown, 'company_id,field,seen_value\na,revenue_tax,9\n');
    await expect(visitFirms(study, { sample: sample!, visits: unknown })).rejects.toThrow();
  });

  it('has runs that can be monitored, and no list to be asked for', async () => {
    const { manifest } = await runStudy(study, { part: 'score' });
    const { run } = manifest;
    expect(await monitorRuns(study, { run, against: run })).toMatchObject({ firms: { both: 3 } });
    const lists = [join(study.folder, 'back.csv')];
    for (const asked of [
      () => listLines(study, { run, format: 'csv' }),
      () => reportRun(study, { run, funnel: { lists } }),
    ])
      await expect(asked()).rejects.toMatchObject({ code: 'NO_LIST', problems: [{ path: '--run' }] });
  });
});

async function* asStream(bytes: Uint8Array) {
  yield bytes;
}

describe('a policy beside the card', () => {
  it('is part of what a run of ratings is called by, as far as it declares columns', async () => {
    const declare = (column: object) =>
      writeFileSync(
        join(study.folder, 'models/policy.json'),
        JSON.stringify({ ...policy, inputs: [column] }),
      );
    declare({ name: 'town', type: 'text', required: false });
    const first = await runStudy(study, { part: 'score' });
    declare({ name: 'town', type: 'text', required: false, pattern: 'x' });
    const second = await runStudy(study, { part: 'score' });
    expect(second.manifest.run).not.toBe(first.manifest.run);
    writeFileSync(
      join(study.folder, 'models/policy.json'),
      JSON.stringify({
        ...policy,
        inputs: [{ name: 'town', type: 'text', required: false }],
        tiers: { from: 7, to: 9 },
      }),
    );
    expect(await runStudy(study, { part: 'score' })).toMatchObject({
      folder: first.folder,
      alreadyComplete: true,
    });
  });
});

describe('codes that only the policy asks for', () => {
  it('place firms in both readings, and in the filter', async () => {
    const folder = writeTinyStudy(['a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文']);
    const write = (name: string, value: object) =>
      writeFileSync(join(folder, 'models', `${name}.json`), JSON.stringify(value));
    write('enterprise', card);
    write('policy', { ...policy, inputs: [...policy.inputs, { name: 'industry_code', type: 'code' }] });
    const coded = await openStudy(folder);
    const { folder: run } = await runStudy(coded);
    expect(lines(run, 'ratings.csv')).toEqual([ratings[0]!.replace('a,,', 'a,ceramics,61.50')]);
    expect(lines(run, 'targets.csv')).toHaveLength(1);
    expect(await verifyStudy(coded)).toMatchObject({ rows: 1, differing: 0 });
    expect(await verifyStudy(coded, { part: 'score' })).toMatchObject({ rows: 1, differing: 0 });
  });
});
