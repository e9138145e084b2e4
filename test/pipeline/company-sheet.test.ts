import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import {
  companySheet,
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
    expect(sheetMarkdown(sheet, 'zh')).toMatch(
      /## 评分升级途径[\s\S]*升至 R4（仅指评分；沿用或人工设定的等级不变）/,
    );
    // The first on the list is of the best tier lent to: one better, and the policy offers it nothing.
    expect(facts.rating!.better!.tier).toBe(facts.credit!.policy.tiers.from - 1);
    expect(sheetMarkdown(facts, 'zh')).toMatch(
      /## 升级途径[\s\S]*升至 R5；R5不在本政策准入范围，升至该等级后无预授信额度\n/,
    );
    const lower = { tier: 8, tierModel: 8, better: { tier: 7, points: 9 } };
    expect(sheetMarkdown({ ...facts, rating: { ...facts.rating!, ...lower } }, 'zh')).toMatch(
      /## 升级途径[\s\S]*升至 R7\n/,
    );
    expect(sheetMarkdown(facts, 'en')).toMatch(/expected loss by the pd of R6, 0\.\d+ %/);
  });

  it('says who assumed the pd that it is priced by, today and as a run priced it', async () => {
    const folder = copyFoshan(3000);
    const change = (document: string, more: (value: Record<string, unknown>) => object) =>
      edit(folder, `models/${document}.json`, (text) => {
        const value = JSON.parse(text);
        return JSON.stringify({ ...value, ...more(value) });
      });
    change('enterprise', ({ tiers }) => ({
      pdByScore: null,
      tiers: (tiers as object[]).map((tier) => ({ ...tier, pdPpm: null })),
    }));
    const ppm = Array.from({ length: 15 }, (_, i) => 1000 * (i + 1));
    change('policy', () => ({ assumedPds: { author: '李雷', reason: '2023 master scale', ppm } }));
    const own = await openStudy(folder);
    const { run } = (await runStudy(own)).manifest;
    const id = targets[0]!.company_id!;
    for (const facts of [await companySheet(own, id), runSheet(await explainRun(own, id, { run }))]) {
      expect(sheetMarkdown(facts, 'en')).toContain(
        'expected loss by the pd of R6, 0.60 %, which 李雷 assumed',
      );
      expect(sheetMarkdown(facts, 'zh')).toContain('预期损失按R6的违约概率0.60 %计（李雷假定）');
    }
  });

  it('says who set a tier by hand, until when and why, and that distances go by the score', async () => {
    const folder = copyFoshan(3000);
    const [target] = targets;
    const line = `${target!.company_id},${target!.tier},R8,部分订单流失,张三,李四,2024-12-31`;
    const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
    writeFileSync(join(folder, 'overrides.csv'), `${head}\n${line}\n`);
    edit(folder, 'dipper.json', (text) => {
      const made = JSON.parse(text);
      return JSON.stringify({ ...made, inputs: { ...made.inputs, overrides: 'overrides.csv' } });
    });
    const sheet = sheetMarkdown(await companySheet(await openStudy(folder), target!.company_id!), 'zh');
    expect(sheet).toContain('人工调整：张三，审批人李四，有效期至2024-12-31：部分订单流失');
    expect(sheet).toContain(`仅按评分为${target!.tier}；距R`);
    expect(sheet).toContain('| R8 |');
  });

  it('says which cap of the portfolio has no room for it', async () => {
    const folder = copyFoshan(3000);
    edit(folder, 'models/policy.json', (text) => {
      const policy = JSON.parse(text);
      return JSON.stringify({ ...policy, portfolio: { ...policy.portfolio, total: 2_000_000 } });
    });
    const capped = await openStudy(folder);
    const { folder: run } = await runStudy(capped);
    const list = csvRows(readFileSync(join(run, 'targets.csv'), 'utf8'));
    for (const { company_id: id, stopped_by: cap } of [
      list.find((row) => row.stopped_by === '')!,
      list.find((row) => row.stopped_by === 'TOTAL')!,
    ]) {
      const facts = await companySheet(capped, id!);
      expect(facts.credit!.stoppedBy ?? '').toBe(cap);
      expect(sheetMarkdown(facts, 'zh').includes('名单的组合限额已无余地（组合总额）')).toBe(cap === 'TOTAL');
    }
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

  it('names the rules that it fails beside, and offers no line that is none', async () => {
    const rows = csvRows(readFileSync(pathOf(study.inputs.companies!), 'utf8'));
    const outside = ratings.find(({ tier, industry_id: industry }) => tier === 'R12' && industry === '')!;
    const gates = tableOf(await sheetHtml(await companySheet(study, outside.company_id!), 'en'), 'gates');
    expect(gates.map((row) => row[1])).toContain('INDUSTRY_OUT');
    const listed = new Set(targets.map(({ company_id: id }) => id));
    const stopped = ratings.find(({ company_id: id, tier }) => {
      const revenue = Number(rows.find((row) => row.company_id === id)!.revenue_reported);
      return tier === 'R8' && !listed.has(id) && revenue > 0;
    })!;
    const page = sheetMarkdown(await companySheet(study, stopped.company_id!), 'en');
    expect(page).toContain('What its line would be, were it on the list, CNY');
    expect(page).not.toContain('offer valid until');
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
