import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { companySheet, openStudy, runStudy, type Study, sheetHtml, sheetMarkdown } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows, tableOf } from '../fixtures/page.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const HOSTILE = '<script>alert(1)</script>|=cmd|`[x](y)`';
let study: Study;
let ratings: Record<string, string>[];
let targets: Record<string, string>[];

beforeAll(async () => {
  const folder = copyFoshan(3000);
  study = await openStudy(folder);
  const { run } = (await runStudy(study)).manifest;
  const read = (name: string) => csvRows(readFileSync(join(study.out, run, name), 'utf8'));
  ratings = read('ratings.csv');
  targets = read('targets.csv');
});

describe('the sheet of a firm on the list', () => {
  it('has the tier, score, line and rate of the run', async () => {
    for (const target of targets.slice(0, 3)) {
      const facts = await companySheet(study, target.company_id!);
      const rated = ratings.find(({ company_id: id }) => id === target.company_id)!;
      expect(`R${facts.rating!.tier}`).toBe(target.tier);
      expect(facts.rating!.score).toBe(Number(rated.score));
      expect(facts.credit!.line!.lineAmount).toBe(Number(target.line_amount));
      expect(facts.credit!.line!.binding).toBe(target.binding_term);
      expect(facts.credit!.rate!.rateBp).toBe(Number(target.rate_bp));
      expect(facts.credit!.gates).toEqual([]);
      expect(Object.fromEntries(facts.details).manager).toBe(target.manager);
    }
  });

  it('holds it against the lower median of its industry', async () => {
    const target = targets[0]!;
    const { rating } = await companySheet(study, target.company_id!);
    const own = ratings.filter(({ industry_id: id }) => id === target.industry_id);
    const sizes = own.map((row) => Number(row.dim_size)).sort((a, b) => a - b);
    expect(rating!.peers!.firms).toBe(own.length);
    expect(rating!.peers!.medians.size).toBe(sizes[Math.ceil(sizes.length / 2) - 1]);
  });

  it('shows the components of the rate, which add up to it before rounding up', async () => {
    const { credit } = await companySheet(study, targets[0]!.company_id!);
    const sum = Object.values(credit!.rate!.components).reduce((total, value) => total + value, 0);
    const { roundUpToBp, capBp } = credit!.policy.rate;
    expect(credit!.rate!.rateBp).toBe(Math.min(capBp, Math.ceil(sum / roundUpToBp - 1e-9) * roundUpToBp));
  });

  it('tells the way to the next tier from the tier that the score gives, also where another one is held', async () => {
    const facts = await companySheet(study, targets[0]!.company_id!);
    const held = { tier: 6, tierModel: 5, tierSource: 'held', better: { tier: 4, points: 9 }, aboveFloor: 7 };
    const sheet = { ...facts, rating: { ...facts.rating!, ...held } };
    expect(sheetMarkdown(sheet, 'en')).toContain('9 points below R4; 7 above the floor of R5');
    expect(sheetMarkdown(sheet, 'zh')).toContain('距R4还差9分；高于R5下限7分');
  });

  it('names the limit that binds, masks people, and says that the data are synthetic', async () => {
    const facts = await companySheet(study, targets[0]!.company_id!);
    const page = await sheetHtml(facts, 'en');
    expect(tableOf(page, 'line').find((row) => row[2] === '◀ binds')).toBeDefined();
    expect(tableOf(page, 'details').find(([name]) => name === 'Contact')![1]).toMatch(/^.\*+$/u);
    expect(page).toContain('Synthetic data');
    expect(sheetMarkdown(facts, 'zh')).toContain('合成数据');
  });
});

describe('the sheet of another firm', () => {
  it('says why there is no line where the tier is not lent to', async () => {
    const tail = ratings.find(({ tier }) => tier === 'R12')!;
    const page = await sheetHtml(await companySheet(study, tail.company_id!), 'en');
    expect(tableOf(page, 'gates')[1]).toEqual(['Its tier is not lent to', 'R6–R9']);
    expect(page).not.toContain('id="line"');
  });

  it('says of a firm too thin to rate what is missing, and nothing else', async () => {
    const known = new Set(ratings.map(({ company_id: id }) => id));
    const thin = csvRows(readFileSync(pathOf(study.inputs.companies!), 'utf8')).find(
      ({ company_id: id }) => !known.has(id!),
    )!;
    const facts = await companySheet(study, thin.company_id!);
    expect(facts.rating).toBeUndefined();
    const page = await sheetHtml(facts, 'en');
    expect(page).toContain('Too little is known to rate the firm');
    expect(tableOf(page, 'missing').length - 1).toBe(facts.missing.length);
  });

  it('keeps a hostile name inert in HTML and in Markdown', async () => {
    const folder = copyFoshan(50);
    const [first] = csvRows(readFileSync(join(folder, 'companies.csv'), 'utf8'));
    edit(folder, 'companies.csv', (text) => text.replace(first!.name!, HOSTILE));
    const facts = await companySheet(await openStudy(folder), first!.company_id!);
    expect(facts.name).toBe(HOSTILE);
    expect(await sheetHtml(facts, 'en')).not.toContain('<script');
    const [title] = sheetMarkdown(facts, 'en').split('\n');
    expect(title).toBe('# &lt;script&gt;alert(1)&lt;/script&gt;\\|=cmd\\|\\`\\[x\\](y)\\`');
    const [link] = sheetMarkdown({ ...facts, name: 'https://a.cn WWW.b.cn' }, 'en').split('\n');
    expect(link).toBe('# https&#58;//a.cn WWW&#46;b.cn');
  });
});

describe('the sheet of a firm in a study whose policy reads towns and does not carry them', () => {
  it('has the branch of the target list', async () => {
    const firm = 'a,甲厂,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文';
    const folder = writeTinyStudy([firm]);
    edit(folder, 'models/policy.json', (text) => {
      const policy = JSON.parse(text);
      const when = { column: 'town', op: '=', value: '大沥' };
      const rule = {
        id: 'TOWN',
        text: policy.rules[0].text,
        when,
        outcome: 'reject',
        missing: 'ignore',
        hard: false,
      };
      return JSON.stringify({ ...policy, rules: [...policy.rules, rule], carry: ['name'] });
    });
    edit(folder, 'dipper.json', (text) => text.replace('"companies"', '"assignments":"who.csv","companies"'));
    writeFileSync(join(folder, 'who.csv'), 'town,industry_id,branch,manager\n桂城,,南海支行,李四\n');
    const tiny = await openStudy(folder);
    const { folder: made } = await runStudy(tiny);
    const [target] = csvRows(readFileSync(join(made, 'targets.csv'), 'utf8'));
    expect(target!.branch).toBe('南海支行');
    expect(Object.fromEntries((await companySheet(tiny, 'a')).details)).toEqual({
      branch: '南海支行',
      manager: '李四',
    });
  });
});
