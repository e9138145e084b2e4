import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type EnterpriseDocument,
  openStudy,
  type ReportOptions,
  reportRun,
  runStudy,
  type Study,
  validateRun,
} from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows, numberOf, tableOf, targetsOf, textOf } from '../fixtures/page.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

let study: Study;
let run: string;
let page: string;

const report = (options: Partial<ReportOptions> = {}) => reportRun(study, { run, ...options });
const csv = (name: string) => csvRows(readFileSync(join(study.out, run, name), 'utf8'));
const sumOf = (rows: readonly Record<string, string>[], column: string) =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);

beforeAll(async () => {
  study = await openStudy(copyFoshan(5000));
  run = (await runStudy(study)).manifest.run;
  page = readFileSync((await report({ validation: {} })).file, 'utf8');
});

describe('the report’s numbers are those of the files', () => {
  it('industries: rank, score, interval, dimensions, target', () => {
    const rows = tableOf(page, 'fast').slice(1);
    const files = csv('industries.csv');
    expect(rows).toHaveLength(files.length);
    rows.forEach((row, i) => {
      const file = files[i]!;
      expect(row[1]).toBe(file.rank);
      expect(row[2]).toBe(Number(file.score).toFixed(2));
      expect(row[3]).toBe(`${Number(file.low).toFixed(1)} – ${Number(file.high).toFixed(1)}`);
      expect(row.slice(4, 8)).toEqual(
        ['future', 'advantage', 'scale', 'technology'].map((name) => Number(file[name]).toFixed(1)),
      );
      expect(row[8]).toBe(file.pinned === '1' ? 'yes, lent to' : file.target === '1' ? 'yes' : '');
    });
  });

  it('firms and mean dimension scores of every tier', () => {
    const ratings = csv('ratings.csv');
    for (const [tier, firms, size] of tableOf(page, 'dimensions').slice(1)) {
      const own = ratings.filter((row) => row.tier === tier);
      const scored = own.filter((row) => row.dim_size !== '');
      expect(numberOf(firms!)).toBe(own.length);
      expect(size).toBe(scored.length === 0 ? '' : (sumOf(scored, 'dim_size') / scored.length).toFixed(0));
    }
  });

  it('firms of every industry in the three parts of the scale', () => {
    const ratings = csv('ratings.csv').filter((row) => row.industry_id === 'ceramics');
    const row = tableOf(page, 'industry-tiers').find(([name]) => name === 'Ceramics')!;
    const from = (low: number, high: number) =>
      ratings.filter(({ tier }) => Number(tier!.slice(1)) >= low && Number(tier!.slice(1)) <= high).length;
    expect(row.slice(2).map((cell) => numberOf(cell.split(' ')[0]!))).toEqual([
      ratings.length,
      from(1, 5),
      from(6, 9),
      from(10, 15),
    ]);
  });

  it('every cell of the target list, in order', () => {
    const files = csv('targets.csv');
    const listed = targetsOf(page);
    expect(listed).toHaveLength(files.length);
    listed.forEach((row, i) => {
      for (const [name, value] of Object.entries(row))
        expect({ name, value }).toEqual({ name, value: files[i]![name] });
    });
    expect(targetsOf(page, 'zh')[0]!.industry).toMatch(/^\p{Script=Han}+/u);
  });

  it('lines by industry and tier, with their sum, mean and rate', () => {
    const files = csv('targets.csv');
    const rows = tableOf(page, 'lines');
    for (const [name, firms, sum, mean, rate, ...tiers] of rows.slice(1)) {
      const own = name === 'All' ? files : files.filter((row) => row.industry === name);
      expect(numberOf(firms!)).toBe(own.length);
      expect(numberOf(sum!)).toBe(sumOf(own, 'line_amount'));
      expect(numberOf(mean!)).toBe(Math.round(sumOf(own, 'line_amount') / own.length));
      const interest = own.reduce((total, row) => total + Number(row.line_amount) * Number(row.rate_bp), 0);
      expect(rate).toBe(`${(interest / sumOf(own, 'line_amount') / 100).toFixed(2)} %`);
      tiers.forEach((cell, i) => {
        const amount = sumOf(
          own.filter((row) => row.tier === `R${6 + i}`),
          'line_amount',
        );
        expect(cell === '' ? 0 : numberOf(cell.split(' ')[0]!)).toBe(amount);
      });
    }
  });

  it('coefficients of the card, and those of the data alone', () => {
    const card = JSON.parse(
      readFileSync(join(study.models, 'enterprise.json'), 'utf8'),
    ) as EnterpriseDocument;
    const [head, ...rows] = tableOf(page, 'features');
    const alone = head!.findIndex((name) => name.includes('data alone'));
    expect(rows).toHaveLength(card.features.length);
    for (const [j, { feature, coefficient }] of card.features.entries()) {
      const row = rows.find(([name]) => name!.includes(feature.name.en))!;
      const own = card.training.experts!.alone![j]!;
      expect(Number(row[4])).toBeCloseTo(coefficient, 3);
      expect(Number(row[alone]!.split(',')[0])).toBeCloseTo(own.coefficient, 3);
      if (own.p! > 0.0001) expect(row[alone]).toContain(`, ${own.p!.toFixed(4)}`);
    }
  });

  it('gates, refusals, and the balance of records', () => {
    const gated = csv('gates.csv');
    for (const [, code, firms, alone] of tableOf(page, 'gates').slice(1)) {
      const own = gated.filter((row) => row.gates!.split('|').includes(code!));
      expect(numberOf(firms!)).toBe(own.length);
      expect(numberOf(alone!)).toBe(own.filter((row) => row.gates === code).length);
    }
    expect(numberOf(tableOf(page, 'refused')[1]![2]!)).toBe(csv('refused.csv').length);
    const balance = textOf(/<p id="balance">([\s\S]*?)<\/p>/.exec(page)![1]!);
    expect(balance).toBe(
      `5,000 records = ${csv('ratings.csv').length.toLocaleString('en-US')} rated + ${csv('refused.csv').length} too thin to rate + 0 rejected.`,
    );
  });

  it('towns: rated firms and lines', () => {
    const towns = tableOf(page, 'towns').slice(1);
    const files = csv('targets.csv');
    expect(towns.reduce((sum, [, firms]) => sum + numberOf(firms!), 0)).toBe(csv('ratings.csv').length);
    for (const [town, , , , , listed, lines] of towns) {
      const own = files.filter((row) => row.town === town);
      expect([numberOf(listed!), numberOf(lines!)]).toEqual([own.length, sumOf(own, 'line_amount')]);
    }
  });

  it('the back-test is that of dipper validate', async () => {
    const found = await validateRun(study, { run });
    const rows = tableOf(page, 'backtest').slice(1);
    expect(rows.map(([name, n, d]) => [name, numberOf(n!), numberOf(d!)])).toEqual(
      [found.pooled, ...found.tiers].map(({ name, n, d }) => [name, n, d]),
    );
  });

  it('the funnel is that of dipper funnel', async () => {
    const outcomes = join(study.folder, 'outcomes.csv');
    const [first, second] = csv('targets.csv');
    writeFileSync(
      outcomes,
      `company_id,status,amount,drawn_amount,overdue_days,as_of\n${first!.company_id},granted,500000,,,2024-12-31\n${first!.company_id},drawn,,200000,0,2024-12-31\n${second!.company_id},contacted,,,,2024-12-31\n`,
    );
    const text = readFileSync((await report({ funnel: { outcomes } })).file, 'utf8');
    const [head, ...rows] = tableOf(text, 'funnel');
    expect(head).toEqual(['Step', 'Firms', 'Of', 'Share', '95 % interval', 'Amount, CNY', 'Mean, CNY']);
    const listed = String(csv('targets.csv').length);
    expect(rows.map(([step, firms, of, , , amount]) => [step, firms, of, amount])).toEqual([
      ['Contacted', '2', listed, ''],
      ['Interested', '1', '2', ''],
      ['Applied', '1', '2', ''],
      ['Rejected by rule', '0', '1', ''],
      ['Granted', '1', '1', '500,000'],
      ['Drawn', '1', '1', '200,000'],
      ['Overdue', '0', '1', ''],
    ]);
  });

  it('the fingerprints are those of the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(study.out, run, 'manifest.json'), 'utf8'));
    const marks = tableOf(page, 'fingerprints').map(([, , mark]) => mark);
    expect(marks).toContain(manifest.documents.enterprise.fingerprint);
    expect(marks).toContain(manifest.inputs.companies.sha256);
    expect(marks).toContain(manifest.outputs['targets.csv'].sha256);
  });
});

describe('the report', () => {
  it('is one file below 1.5 MB that names no address', () => {
    expect(page.length).toBeLessThan(1_500_000);
    expect(page.match(/(https?:)?\/\/[a-z0-9-]+\.[a-z]/gi)).toBeNull();
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).toContain('Synthetic data');
  });

  it('is the same bytes again', async () => {
    const again = await report({ validation: {} });
    expect(again.alreadyComplete).toBe(true);
    rmSync(again.folder, { recursive: true });
    expect(readFileSync((await report({ validation: {} })).file, 'utf8')).toBe(page);
  });

  it('leaves out the list when told to', async () => {
    const text = readFileSync((await report({ withoutList: true })).file, 'utf8');
    expect(text).not.toContain(csv('targets.csv')[0]!.company_id);
    expect(text).toContain('left out of this report');
  });

  it('is made again where today’s policy makes other segments of a validation', async () => {
    const folder = copyFoshan(2000);
    const other = await openStudy(folder);
    const made = (await runStudy(other)).manifest.run;
    const towns = await reportRun(other, { run: made, validation: {} });
    expect((await reportRun(other, { run: made, validation: {} })).folder).toBe(towns.folder);
    edit(folder, 'models/policy.json', (text) => {
      const { town: _town, ...portfolio } = JSON.parse(text).portfolio;
      return JSON.stringify({ ...JSON.parse(text), portfolio });
    });
    expect((await reportRun(other, { run: made, validation: {} })).folder).not.toBe(towns.folder);
  });

  it('refuses a company file that is not the run’s', async () => {
    const folder = copyFoshan(200);
    const other = await openStudy(folder);
    const made = (await runStudy(other)).manifest.run;
    cpSync(join(folder, 'companies.csv'), join(folder, 'kept.csv'));
    edit(folder, 'companies.csv', (text) => text.replace('有限公司', '有限公司二'));
    await expect(reportRun(other, { run: made })).rejects.toMatchObject({ code: 'CHANGED_INPUT' });
    expect(statSync(join(folder, 'kept.csv')).size).toBeGreaterThan(0);
  });
});

describe('the report of a sparse study', () => {
  const firms = [
    'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
    'b,<b>乙</b>,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四',
    'c,丙厂,9999,1,,,,D,2024-01-01,,,,王五',
  ];

  it('is drawn without draws, experts, labels, map or industries, and says what is not there', async () => {
    const tiny = await openStudy(writeTinyStudy(firms));
    const made = (await runStudy(tiny)).manifest.run;
    const text = readFileSync((await reportRun(tiny, { run: made, language: 'zh' })).file, 'utf8');
    expect(text).toContain('<html lang="zh-CN" data-lang="zh"');
    expect(text).not.toContain('<b>乙</b>');
    expect(tableOf(text, 'fast')).toHaveLength(3);
    expect(text).toContain('No outcomes were given');
  });

  it('cannot be validated where nobody says who was good', async () => {
    const tiny = await openStudy(writeTinyStudy(firms));
    const made = (await runStudy(tiny)).manifest.run;
    await expect(reportRun(tiny, { run: made, validation: {} })).rejects.toMatchObject({
      name: expect.stringMatching(/Error$/),
    });
  });
});

describe('what a validation found', () => {
  it('with the bank’s own rating, tiers beside each other and figures of every test', async () => {
    const internal = 'internal_rating';
    const shown = readFileSync((await report({ validation: { internal } })).file, 'utf8');
    const found = await validateRun(study, { run, internal });
    const own = found.internal!;
    expect(tableOf(shown, 'own-rating').slice(1, 6)).toEqual([
      ['firms with both ratings', own.n.toLocaleString('en-US')],
      ['bad among them', String(own.bads)],
      ['Kendall τ-b', own.kendall!.toFixed(3)],
      ['AUC of this rating', own.auc.toFixed(4)],
      ['AUC of the bank’s own', own.internalAuc.toFixed(4)],
    ]);
    // Places in the two rankings, not grades: the bank's scale may have any number of them.
    expect(tableOf(shown, 'own-rating').at(-1)![0]).toBe('three or more fifteenths of the ranking apart');
    expect(shown).toContain('名次相差十五分之三及以上');
    const grades = tableOf(shown, 'own-rating-by-tier');
    const firms = grades.slice(1).flatMap((row) => row.slice(1).map(numberOf));
    expect(firms.reduce((sum, n) => sum + n, 0)).toBe(own.n);
    expect(tableOf(shown, 'tier-steps').slice(1)).toHaveLength(found.steps.length);
    const ids = [...shown.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    expect(tableOf(shown, 'source-pairs').slice(1)).toHaveLength(found.sourcePairs.length);
    const results = tableOf(shown, 'probability-tests')
      .slice(1)
      .map(([name, result]) => [name, result]);
    const { spiegelhalter, line } = found.probabilities!;
    expect(results[0]).toEqual(['Spiegelhalter', `Z ${spiegelhalter.z.toFixed(3)}`]);
    expect(results.at(-1)![1]).toContain(`slope ${line!.slope.toFixed(3)}`);
    expect(page).not.toContain('id="own-rating"');
  });

  it('leaves nothing else out where it is too early to tell', async () => {
    const outcomes = join(study.folder, 'half-year.csv');
    const [first] = csv('targets.csv');
    writeFileSync(
      outcomes,
      `company_id,status,overdue_days,as_of\n${first!.company_id},drawn,0,2024-12-31\n`,
    );
    const spec = join(study.folder, 'models/enterprise.spec.json');
    const before = readFileSync(spec, 'utf8');
    const { label: _label, ...unlabelled } = JSON.parse(before);
    writeFileSync(spec, JSON.stringify(unlabelled));
    try {
      const made = await report({ validation: { outcomes }, funnel: { outcomes } });
      const shown = readFileSync(made.file, 'utf8');
      expect(shown).toContain('Of no rated firm is known yet what became of it');
      expect(tableOf(shown, 'funnel').length).toBeGreaterThan(1);
      await expect(validateRun(study, { run, outcomes })).rejects.toMatchObject({
        code: 'NO_OUTCOMES',
        problems: [{ found: '0 rated firms with a known outcome' }],
      });
    } finally {
      writeFileSync(spec, before);
    }
  });
});
