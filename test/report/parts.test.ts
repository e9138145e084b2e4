import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import type { IndustryDocument } from '../../src/document/industry-document.js';
import { calibrationPart } from '../../src/report/calibration-part.js';
import { cardPart } from '../../src/report/card-part.js';
import { openCharts } from '../../src/report/chart.js';
import type { ReportFacts } from '../../src/report/facts.js';
import { html } from '../../src/report/html.js';
import { industryPart } from '../../src/report/industry-part.js';
import { qualityPart } from '../../src/report/quality-part.js';
import type { ReportedValidation } from '../../src/report/validation-facts.js';
import { validationTables } from '../../src/report/validation-tables.js';
import { root } from '../fixtures/foshan-study.js';

const read = (name: string) => JSON.parse(readFileSync(join(root, 'models/foshan', name), 'utf8'));
const draw = () => html``;

describe('the Chinese page', () => {
  it('says in Chinese why the experts’ influence is what it is', () => {
    const enterprise = read('enterprise.json');
    enterprise.training.experts = { ...enterprise.training.experts, curve: [], reason: 'given by the spec' };
    const page = cardPart({ enterprise } as ReportFacts, draw).html;
    expect(page).toMatch(/<span lang="zh">专家影响力：[^<]*；由规格文件给定。<\/span>/);
    expect(page).toMatch(/<span lang="en">[^<]*; given by the spec\.<\/span>/);
  });

  it('names the candidates that were turned away, and those that stay as the last of their dimension', () => {
    const enterprise = read('enterprise.json');
    const { training } = enterprise;
    const shipped = training.evaluations.find(({ split }: { split: string }) => split === training.split);
    const why = { stage: 'iv', reason: 'tells too little', value: 0.00123, limit: 0.005 };
    shipped.rejected = [
      { feature: 'town_wealth', ...why },
      { feature: 'shareholders', ...why, stage: 'correlation', twin: 'age_months' },
    ];
    shipped.shielded = [{ feature: 'age_months', ...why }];
    const table = () => {
      const page = cardPart({ enterprise } as ReportFacts, draw).html;
      const body = page.split('id="turned-away"')[1]?.split('</tbody>')[0] ?? '';
      const rows = body.split('<tr>').slice(2);
      return rows.map((row) => row.replace(/(<[^>]+>\s*)+/g, '|'));
    };
    const { iv } = training.candidates.find(({ feature }: { feature: string }) => feature === 'age_months');
    const ofCard = enterprise.features.find(
      ({ feature }: { feature: { id: string } }) => feature.id === 'age_months',
    ).feature.name;
    const ofColumn = enterprise.inputs.find(({ name }: { name: string }) => name === 'shareholders').meaning;
    expect(table()).toEqual([
      `|${ofCard.en}|${ofCard.zh}|stays, the last of its dimension|保留：该维度仅余此指标|tells too little|信息值过低|${iv.toFixed(3)}|0.001|0.005|`,
      '|town_wealth|turned away|剔除|tells too little|信息值过低|–|0.001|0.005|',
      `|${ofColumn.en}|${ofColumn.zh}|turned away|剔除|tells too little|与“${ofCard.zh}”高度相关，后者信息值更高|–|0.001|0.005|`,
    ]);
    Object.assign(shipped, { rejected: [], shielded: undefined });
    expect(table()).toEqual([]);
  });

  it('calls no weight of evidence what a card without labels has', () => {
    const enterprise = read('enterprise.json');
    const page = () => cardPart({ enterprise } as ReportFacts, draw).html;
    expect(page()).toContain('>WOE</th>');
    expect(page()).toContain('>VIF</th>');
    expect(calibrationPart(enterprise, undefined, draw).html).toContain('违约概率');
    Object.assign(enterprise.training, { fit: null, evaluations: [], challenge: null });
    expect(page()).not.toContain('>VIF</th>');
    expect(page()).not.toContain('坏企业占比');
    expect(calibrationPart(enterprise, undefined, draw).html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(page()).not.toContain('>WOE</th>');
    expect(page()).toContain('<span lang="zh">排位取值</span>');
  });

  it('says of industries that they are lent to where a product takes some of the targets only', () => {
    const industry = read('industry.json');
    const ranks = () =>
      industryPart(industry, undefined, draw).html.split('id="fast"')[1]!.split('</table>')[0]!;
    expect(ranks()).toContain('是，本产品准入');
    for (const each of industry.industries) each.pinned = each.target;
    expect(ranks()).not.toContain('是，本产品准入');
  });

  it('says in Chinese why a node has no CR', () => {
    const industry = read('industry.json');
    const [node] = industry.nodes;
    const crReason = 'saaty-1980 ends at 15 items';
    industry.nodes = [
      { ...node, cr: null, crReason, ri: { table: 'saaty-1980', value: null } },
      {
        ...node,
        cr: null,
        crReason: 'not testable',
        items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
        gaps: [{ left: 'b', right: 'c', value: 1 }],
        gci: null,
      },
    ];
    const page = industryPart(industry, undefined, draw).html;
    expect(page).toContain(
      `<span lang="en">${crReason}</span><span lang="zh">saaty-1980没有${node.items.length}项的随机指数</span>`,
    );
    expect(page).toContain('<span lang="en">not testable</span><span lang="zh">不可检验');
    expect(page).toContain('<span lang="en">not testable</span><span lang="zh">不可检验</span>');
  });

  it('names the industries among the best that are no targets', () => {
    const industry = read('industry.json');
    expect(industryPart(industry, undefined, draw).html).not.toContain('no targets');
    const second = industry.industries.find(({ rank }: { rank: number }) => rank === 2);
    second.target = false;
    const page = industryPart(industry, undefined, draw).html;
    expect(page).toMatch(new RegExp(`no targets [^<]*: ${second.name.en}\\.</span>`));
    expect(page).toContain(`不列为目标产业：${second.name.zh}。`);
  });

  it('names the nodes of the tree that are dimensions', () => {
    const industry = read('industry.json');
    const page = industryPart(industry, undefined, draw).html;
    const nodes = page.split('id="consistency"')[1]!;
    const [{ name }] = industry.dimensions;
    expect(nodes).toContain(`<span lang="en">${name.en}</span><span lang="zh">${name.zh}</span>`);
    expect(nodes).toContain('<span lang="en">all dimensions</span><span lang="zh">各维度之间</span>');
    industry.nodes[0].items[0].id = 'growth';
    expect(industryPart(industry, undefined, draw).html.split('id="consistency"')[1]).toContain('>fast</');
  });

  it('names columns with missing values as the documents do', () => {
    const facts = {
      enterprise: { inputs: [{ name: 'staff', type: 'integer', meaning: { en: 'Staff', zh: '员工人数' } }] },
      lent: {
        policy: { inputs: [{ name: 'own_line', type: 'amount', meaning: { en: 'x', zh: '本行额度' } }] },
      },
      manifest: { counts: { records: 4, rated: 4, refused: 0, rejected: 0 } },
      quality: {
        loaded: 4,
        refused: [],
        rejects: [],
        missing: [
          { column: 'staff', firms: 1 },
          { column: 'own_line', firms: 2 },
          { column: 'other', firms: 3 },
        ],
      },
    } as unknown as ReportFacts;
    const page = qualityPart(facts).html;
    expect(page).toContain('<span lang="en">staff</span><span lang="zh">员工人数</span>');
    expect(page).toContain('<span lang="en">own_line</span><span lang="zh">本行额度</span>');
    expect(page).toContain('>other</th>');
  });

  it('names segments and size classes in Chinese', () => {
    const pd = { n: 40, d: 2, rate: 0.05, effective: 40, pd: 0.04, low: 0.01, high: 0.1 };
    const test = {
      ...pd,
      name: '2: from 3,000 below 5,000',
      jeffreysP: 0.3,
      adjustedP: 0.6,
      power: 0.2,
      status: 'pass',
    };
    const tooSmall = { segments: 3, firms: 41 };
    const found = {
      by: 'labels',
      trainedOn: 0,
      status: 'pass',
      labelled: { n: 40, bads: 2 },
      tested: { n: 40, bads: 2, who: 'all' },
      pooled: { ...test, name: 'all' },
      tiers: [],
      auc: null,
      tests: [],
      steps: [],
      sourcePairs: [],
      internal: undefined,
      curve: [],
      segments: [{ by: 'town', tests: [test], tooSmall }],
    } as unknown as ReportedValidation;
    const page = validationTables(found).html;
    const byIndustry = {
      ...found,
      segments: [{ by: 'industry', tests: [{ ...test, name: 'tiles' }], tooSmall }],
    };
    const industry = {
      id: 'tiles',
      name: { en: 'Tiles', zh: '瓷砖' },
    } as IndustryDocument['industries'][number];
    const named = validationTables(byIndustry, { industries: [industry] }).html;
    expect(named).toContain('<span lang="en">Tiles</span><span lang="zh">瓷砖</span>');
    const bySize = { ...found, segments: [{ by: 'sales', tests: [test], tooSmall }] };
    const few = { ...found, segments: [{ by: 'town', tests: [], tooSmall }] };
    const told = 'Not tested: 3 with fewer than 30 firms, 41 in all.';
    expect(page).toContain(told);
    expect(validationTables(few).html).toContain(told);
    expect(validationTables(few).html).toContain('未检验：3个分组企业数不足30家，合计41家。');
    expect(validationTables(few).html).not.toContain('id="segments-town"');
    const columns = [{ name: 'sales', type: 'amount', meaning: { en: 'Sales', zh: '营业收入' } } as Column];
    expect(validationTables(bySize, { columns }).html).toContain('<span lang="zh">分组：营业收入</span>');
    expect(page).toContain('<span lang="en">Segments by town</span><span lang="zh">分组：镇街</span>');
    expect(page).toContain(
      '<span lang="en">2: from 3,000 below 5,000</span><span lang="zh">2：不低于3,000且低于5,000</span>',
    );
    expect(page).toContain('<span lang="en">all</span><span lang="zh">全部</span>');
    const word = '<span lang="en">pass</span><span lang="zh">通过</span>';
    expect(page).toContain(
      `<h3><span lang="en">Validation</span><span lang="zh">验证</span> <span class="badge pass">${word}`,
    );
    expect(page.split(word).length).toBe(4);
  });
});

describe('industries', () => {
  const industry = read('industry.json') as IndustryDocument;

  it('one alone overlaps with nothing: no table of it', () => {
    const overlapOf = (ids: readonly string[]) => ({ ids, sizes: ids.map(() => 9), pairs: [] });
    const page = (ids: readonly string[]) => industryPart(industry, overlapOf(ids), draw).html;
    const [first, second] = industry.industries.map(({ id }) => id);
    expect(page([first!])).not.toContain('id="overlap"');
    expect(page([first!, second!])).toContain('id="overlap"');
  });

  it('a long name is cut at its end on the chart, where rank and star stand before it, and leaves room for the bars', async () => {
    const name = {
      en: 'A long name of an industry '.repeat(4),
      zh: '高端装备制造与新一代信息技术融合'.repeat(3),
    };
    const longer = { ...industry, industries: industry.industries.map((each) => ({ ...each, name })) };
    const page = industryPart(longer, undefined, await openCharts()).html.split('</figure>')[0]!;
    const labels = [...page.matchAll(/<text[^>]*>(1 [^<]*)<\/text>/g)].map(([, label]) => label);
    expect(labels).toHaveLength(2);
    for (const label of labels) expect(label).toMatch(/^1 ★ (A long name|高端装备).*\.\.\.$/);
  });
});
