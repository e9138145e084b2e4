import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { openEngine } from '../../src/engine/engine.js';
import {
  companySheet,
  explainCompany,
  explainRun,
  openStudy,
  runSheet,
  runStudy,
  type Study,
  sheetHtml,
  sheetMarkdown,
} from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows, tableOf } from '../fixtures/page.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

/** As test/pipeline/run-study.test.ts works them out: a, b on the list; d, i gated; f, h not lent to; g too thin; j rejected. */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四',
  'd,丁店,5211,60,3000000,30000000,30000000,A,2015-01-01,,,桂城,赵六',
  'f,己厂,3071,9,0,0,0,B,2015-01-01,,,桂城,孙八',
  'g,庚厂,3071,,,,,A,2015-01-01,,,桂城,周九',
  'h,辛厂,,49,1499999,30000000,30000000,,2015-01-01,,,桂城,吴十',
  'i,壬厂,3071,60,300000,6000000,6000000,M,,,,桂城,郑一',
  'k,"=cmd|癸",3071,60,3000000,30000000,30000000,A,2015-01-01,,,桂城,冯二',
];
const rejected = [
  'j,once,3071,1,,,,A,2015-01-01,,,,',
  'j,again,3071,1,,,,A,2015-01-01,,,,',
  '=m,x,3071,1,,,,A,2015-01-01,,,,',
];

/** A study with a run, its table and its documents gone. */
async function leftBehind(companies: readonly string[], change: (folder: string) => void = () => {}) {
  const folder = writeTinyStudy(companies);
  change(folder);
  const made = await runStudy(await openStudy(folder));
  rmSync(join(folder, 'companies.csv'));
  rmSync(join(folder, 'models'), { recursive: true });
  return { study: await openStudy(folder), run: basename(made.folder), folder: made.folder };
}

/** Changes a run as somebody would who knows of the manifest. */
function forge(folder: string, name: string, change: (text: string) => string | undefined): void {
  const path = join(folder, name);
  const text = change(readFileSync(path, 'utf8'));
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  if (text === undefined) delete manifest.outputs[name];
  else manifest.outputs[name] = { sha256: sha256(text) };
  if (text === undefined) rmSync(path);
  else writeFileSync(path, text);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

async function changeParquet(path: string, columns: string): Promise<void> {
  const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  await engine.run(`CREATE TABLE kept AS FROM '${path}'`);
  await engine.run(`COPY (SELECT * REPLACE (${columns}) FROM kept) TO '${path}' (FORMAT parquet)`);
  engine.close();
}

describe('a firm of a run whose study has nothing else any more', () => {
  let study: Study;
  let run: string;
  beforeAll(async () => {
    ({ study, run } = await leftBehind([...firms, ...rejected]));
  });
  const explain = (id: string) => explainRun(study, id, { run });

  it('has score, points, line and rate as worked by hand', async () => {
    const { firm } = await explain('a');
    expect(firm).toMatchObject({
      run,
      asOf: '2024-06-30',
      refuseCode: null,
      industry: { id: 'ceramics', score: 61.5 },
      rating: { rawScore: 700, score: 700, tier: 6, settled: 6, source: 'model', pdPpm: 60_000 },
    });
    const told = firm.rating!.features.map(({ id, bin, points, gain, band }) => [
      id,
      bin,
      points,
      gain,
      band,
    ]);
    expect(told).toEqual([
      ['staff', 3, 100, 90, { en: 'from 50', zh: '不低于50' }],
      ['margin', 3, 60, 55, { en: 'from 0.05', zh: '不低于0.05' }],
      ['tax_rating', 1, 40, 40, { en: 'A', zh: 'A' }],
    ]);
    expect(firm.for.map(({ id }) => id)).toEqual(['staff', 'margin', 'tax_rating']);
    expect(firm.documents.map(({ name, status, approver }) => [name, status, approver])).toEqual([
      ['industry.json', 'approved', 'tests'],
      ['enterprise.json', 'approved', 'tests'],
      ['policy.json', 'approved', 'tests'],
    ]);
    expect(firm.credit).toMatchObject({
      isLentTo: true,
      gates: [],
      flags: ['DEBT_NOT_SEEN'],
      revenue: 28_000_000,
      binding: 'advance',
      bindingAmount: 1_960_000,
      ownLine: 0,
      lineAmount: 1_960_000,
      rateBp: 440,
      tierPdPpm: 5243,
      listed: { valid_until: '2024-09-28', contact_name: '陈**' },
    });
    // 200 + 120 + 0.5243 % × 60 % + 0.07875 × (1100 / 0.75 − 200) − 15 = 436.208, up to 440
    const [rate, ...others] = firm.credit!.rates;
    expect(others).toEqual([]);
    expect(rate).toMatchObject({ taxRating: 'A', bound: 'none', rateBp: 440 });
    expect(Object.values(rate!.components).map((bp) => bp.toFixed(3))).toEqual([
      '200.000',
      '120.000',
      '31.458',
      '99.750',
      '0.000',
      '-15.000',
    ]);
  });

  it('takes own lines off, and tells tax ratings apart that share a bin', async () => {
    const { credit } = (await explain('b')).firm;
    expect(credit).toMatchObject({
      bindingAmount: 960_000,
      ownLine: 100_000,
      lineAmount: 860_000,
      rateBp: 505,
    });
    expect(credit!.rates.map(({ taxRating }) => taxRating)).toEqual(['B']);
  });

  it('has the gates that it failed, and what its line would have been', async () => {
    const { credit } = (await explain('i')).firm;
    expect(credit!.gates.map(({ code }) => code)).toEqual(['AGE_UNDER_24_UNKNOWN', 'REVENUE_OUT']);
    expect(credit).toMatchObject({ listed: undefined, lineAmount: 150_000, rateBp: 535, revenue: 6_000_000 });
    const page = sheetMarkdown(runSheet(await explain('i')), 'en');
    expect(page).toContain('| Younger than 24 months: not known | AGE\\_UNDER\\_24\\_UNKNOWN |');
    expect(page).toContain('What its line would be, were it on the list');
    expect(page).not.toContain('valid until');
  });

  it('has no line in a tier that is not lent to, and says which are', async () => {
    const explained = await explain('h');
    expect(explained.firm).toMatchObject({
      rating: { tier: 10, missingInputs: 1 },
      industry: undefined,
      credit: { isLentTo: false, gates: [], lineAmount: null, rates: [] },
    });
    const page = await sheetHtml(runSheet(explained), 'en');
    expect(tableOf(page, 'gates')[1]).toEqual(['Its tier is not lent to', 'R6–R9']);
    expect(tableOf(page, 'missing')).toEqual([
      ['What', 'Effect'],
      ['1 of 4 inputs that must not lack', 'counts towards too little known'],
      ['Tax rating', 'takes the points of “not known”'],
    ]);
  });

  it('that was too thin to rate is said to be, in words', async () => {
    const explained = await explain('g');
    expect(explained.firm).toMatchObject({ refuseCode: 'THIN_FILE', rating: undefined, credit: undefined });
    const page = sheetMarkdown(runSheet(explained), 'en');
    expect(page).toContain('> **Too little is known to rate the firm**');
    expect(page).toContain('> **More than 2 of 4 inputs that must not lack were missing.**');
    expect(page).not.toContain('outside the industry map');
    expect(sheetMarkdown(runSheet(explained), 'zh')).toContain('必要数据4项中缺失超过2项。');
  });

  it('that the run does not have is a problem, and one that it rejected is told with file and line', async () => {
    await expect(explain('nobody')).rejects.toMatchObject({
      code: 'UNKNOWN_COMPANY',
      problems: [{ found: 'nobody', hint: expect.stringContaining('rejected, 3 in all') }],
    });
    await expect(explain('j')).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [10, 11].map((line) => ({ code: 'DUPLICATE_ID', file: 'companies.csv', line, found: 'j' })),
    });
    await expect(explain('=m')).rejects.toMatchObject({ problems: [{ line: 12, found: '=m' }] });
  });

  it('is shown by its name, also where a spreadsheet would have taken that for a formula', async () => {
    const facts = runSheet(await explain('k'));
    expect(facts).toMatchObject({
      name: '=cmd|癸',
      credit: { line: { lineAmount: 2_000_000, binding: 'cap' } },
    });
  });

  it('has a sheet with every feature, its base points and the documents of then', async () => {
    const page = await sheetHtml(runSheet(await explain('a')), 'zh');
    expect(page).toContain('基础分500，加全部指标分数得700');
    expect(tableOf(page, 'features', 'zh').slice(1)).toEqual([
      ['Staff（中）', 'Size（中）', '不低于50', '100', '+90'],
      ['Margin（中）', 'Operation（中）', '不低于0.05', '60', '+55'],
      ['Tax rating（中）', 'Operation（中）', 'A', '40', '+40'],
    ]);
    expect(
      tableOf(page, 'documents', 'zh')
        .slice(1)
        .map((row) => row.slice(2)),
    ).toEqual(Array(3).fill(['已批准', 'tests', '2024-01-01']));
    expect(tableOf(page, 'rate', 'zh').slice(-2)).toEqual([
      ['纳税信用调整（A）', '-15.00'],
      ['利率（向上取整）', '440'],
    ]);
    expect(page).toContain('预期损失按R6的违约概率0.52 %计');
    expect(page).toContain('有效期至2024-09-28');
  });
});

describe('a firm of a run with overrides', () => {
  const HEAD = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
  const rows = [
    'a,R6,R7,lost orders,Chen,Liang,2024-08-31',
    'b,R9,R10,of another tier,Chen,,2024-12-31',
    'g,R8,R9,too thin,Chen,,2024-12-31',
    'i,R8,R9,too late,Chen,,2024-06-29',
  ];
  const withOverrides = () =>
    leftBehind(firms, (folder) => {
      writeFileSync(join(folder, 'overrides.csv'), `${[HEAD, ...rows].join('\n')}\n`);
      edit(folder, 'dipper.json', (text) =>
        text.replace('"companies"', '"overrides":"overrides.csv","companies"'),
      );
    });

  it('is told by whom, on whose approval and why, and has the line and rate of that tier', async () => {
    const { study, run } = await withOverrides();
    const explained = await explainRun(study, 'a', { run });
    // 6 % of 28.0m is held to 1.5m; 200 + 120 + 50.334 + 99.75 − 15 = 455.084, up to 460
    expect(explained.firm).toMatchObject({
      rating: { tier: 6, settled: 7, source: 'override' },
      override: { author: 'Chen', approver: 'Liang', reason: 'lost orders', outcome: 'applied' },
      credit: { lineAmount: 1_500_000, binding: 'cap', rateBp: 460, listed: { valid_until: '2024-08-31' } },
    });
    expect(sheetMarkdown(runSheet(explained), 'en')).toContain(
      'Set by hand by Chen, approved by Liang, up to 2024-08-31: lost orders',
    );
  });

  it('is told of one that did not apply, and why', async () => {
    const { study, run } = await withOverrides();
    const notices = async (id: string) => sheetMarkdown(runSheet(await explainRun(study, id, { run })), 'en');
    expect(await notices('b')).toContain(
      'An override from R9 to R10 by Chen, up to 2024-12-31 (of another tier) did not apply: the firm stood in R8',
    );
    expect(await notices('i')).toContain('did not apply: past its last day');
    expect(await notices('g')).toContain('did not apply: the firm was not rated');
    expect(await notices('d')).not.toContain('did not apply');
  });

  it('of a run made before it kept them, is told which file says who set the tier', async () => {
    const { study, run, folder } = await withOverrides();
    const given = sha256(`${[HEAD, ...rows].join('\n')}\n`);
    forge(folder, 'overrides.csv', () => undefined);
    const explained = await explainRun(study, 'a', { run });
    expect(explained.firm.override).toBeUndefined();
    const said = `stands in overrides.csv with the SHA-256 ${given}`;
    expect(sheetMarkdown(runSheet(explained), 'en')).toContain(said);
    expect(sheetMarkdown(runSheet(await explainRun(study, 'd', { run })), 'en')).not.toContain(said);
  });
});

describe('a folder of a run that was changed', () => {
  it('is refused where bins do not add up to the sealed score, though every sealed column is as it was', async () => {
    const { study, run, folder } = await leftBehind(firms);
    await changeParquet(join(folder, 'ratings.parquet'), 'bins_1 - 1 AS bins_1');
    await expect(explainRun(study, 'a', { run })).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ file: 'ratings.parquet', column: 'raw_score', expected: '700, as in ratings.csv' }],
    });
    await expect(explainRun(study, 'g', { run })).resolves.toBeDefined();
  });

  it('is refused where credit.parquet says another line, gate or tier than the sealed lists', async () => {
    for (const [id, columns] of [
      ['a', 'line_amount + 10000 AS line_amount'],
      ['a', 'rate_bp - 5 AS rate_bp'],
      ['a', '1::BIGINT AS gates'],
      ['i', '0::BIGINT AS gates'],
      ['i', '9 AS tier'],
      ['h', "IF(company_id = 'a', 'h', company_id) AS company_id"],
    ] as const) {
      const { study, run, folder } = await leftBehind(firms);
      await changeParquet(join(folder, 'credit.parquet'), columns);
      await expect(explainRun(study, id, { run }), columns).rejects.toMatchObject({
        code: 'RUN_DAMAGED',
        problems: [{ code: 'CHANGED_OUTPUT', file: 'credit.parquet' }],
      });
    }
  });

  it('is told where policy and card do not give the rate, which nothing else vouches for off the list', async () => {
    for (const [id, columns] of [
      ['i', 'rate_bp - 5 AS rate_bp'],
      ['i', 'line_amount + 10000 AS line_amount'],
      ['i', 'revenue * 2 AS revenue'],
      ['a', 'revenue * 2 AS revenue'],
    ] as const) {
      const { study, run, folder } = await leftBehind(firms);
      await changeParquet(join(folder, 'credit.parquet'), columns);
      await expect(explainRun(study, id, { run }), columns).rejects.toMatchObject({
        code: 'DECIDED_OTHERWISE',
        problems: [{ file: 'credit.parquet', column: 'rate_bp' }],
      });
    }
  });

  it('is refused where a sealed file changed', async () => {
    const { study, run, folder } = await leftBehind(firms);
    writeFileSync(join(folder, 'gates.csv'), 'company_id,industry_id,tier,gates\n');
    await expect(explainRun(study, 'a', { run })).rejects.toMatchObject({ code: 'RUN_DAMAGED' });
  });
});

describe('a fresh run of the sample', () => {
  let study: Study;
  let folder: string;
  let ratings: Record<string, string>[];
  beforeAll(async () => {
    study = await openStudy(copyFoshan(1500));
    folder = (await runStudy(study)).folder;
    ratings = csvRows(readFileSync(join(folder, 'ratings.csv'), 'utf8'));
  });

  it('tells of each firm the points and reasons that the study tells', async () => {
    const tiers = Array.from({ length: 15 }, (_, i) => `R${i + 1}`);
    const ids = tiers.flatMap((tier) =>
      ratings
        .filter((row) => row.tier === tier)
        .slice(0, 2)
        .map((row) => row.company_id!),
    );
    expect(ids.length).toBeGreaterThan(20);
    const bare = (readings: readonly { id: string; bin: number; points: number; gain: number }[]) =>
      readings.map(({ id, bin, points, gain }) => ({ id, bin, points, gain }));
    for (const id of ids) {
      const now = await explainCompany(study, id);
      const { firm } = await explainRun(study, id, { run: folder });
      const { rating } = firm;
      expect(bare(rating!.features)).toEqual(bare(now.rating.features));
      expect([bare(firm.against), bare(firm.for)]).toEqual([bare(now.against), bare(now.for)]);
      const { rawScore, score, tier, pdPpm, dimensions, industry } = now.rating;
      expect(rating).toMatchObject({ rawScore, score, tier, pdPpm, dimensions });
      expect(firm.industry).toEqual(industry);
    }
  });

  it('has the line and the rate of the sheet, and every row of its tables that a run can tell', async () => {
    const rows = csvRows(readFileSync(join(folder, 'targets.csv'), 'utf8')).slice(0, 3);
    const gated = csvRows(readFileSync(join(folder, 'gates.csv'), 'utf8')).slice(0, 3);
    for (const { company_id: id } of [...rows, ...gated]) {
      const now = await companySheet(study, id!);
      const then = runSheet(await explainRun(study, id!, { run: folder }));
      const { line, rate, ...credit } = then.credit!;
      expect(credit).toEqual({
        ...credit,
        gates: now.credit!.gates,
        flags: now.credit!.flags,
        revenue: now.credit!.revenue,
        policy: now.credit!.policy,
      });
      expect(line!.lineAmount).toBe(now.credit!.line!.lineAmount);
      expect(now.credit!.line!.terms).toContainEqual(line!.terms[0]);
      const { tax: _tax, ...priced } = rate!;
      expect(priced).toMatchObject(now.credit!.rate!);
      expect(then.rating!.unknown).toEqual(now.rating!.unknown);
      expect(then.rating!.better).toEqual(now.rating!.better);
      if (credit.gates.length === 0) expect([then.details, then.name]).toEqual([now.details, now.name]);
    }
  });

  it('is told of from a copy of its folder, beside a study that has nothing but dipper.json', async () => {
    const place = mkdtempSync(join(tmpdir(), 'dipper-'));
    cpSync(join(study.folder, 'dipper.json'), join(place, 'dipper.json'));
    cpSync(folder, join(place, 'archive'), { recursive: true });
    const [first] = ratings;
    const elsewhere = await openStudy(place);
    const explained = await explainRun(elsewhere, first!.company_id!, { run: join(place, 'archive') });
    const here = await explainRun(study, first!.company_id!, { run: basename(folder) });
    expect(explained.firm).toEqual(here.firm);
    expect(existsSync(join(place, 'models'))).toBe(false);
  });
});

it('a run of ratings and no more is told of without a line', async () => {
  const folder = writeTinyStudy(firms);
  const study = await openStudy(folder);
  const { manifest } = await runStudy(study, { part: 'score' });
  const explained = await explainRun(study, 'a', { run: manifest.run });
  expect(explained).toMatchObject({ policy: undefined, firm: { credit: undefined, rating: { score: 700 } } });
  const page = sheetMarkdown(runSheet(explained), 'en');
  expect(page).not.toContain('Pre-approved line');
  await expect(explainRun(study, 'nobody', { run: manifest.run })).rejects.toMatchObject({
    problems: [{ hint: 'it rejected no record: the company table of then did not have the firm' }],
  });
});
