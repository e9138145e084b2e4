import type { Column } from '../document/column.js';
import type { Texts } from '../document/common.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { columnText } from '../text/column.js';
import { sizeClassZh } from '../text/size-class.js';
import { badge, both, type Content, type Html, html, say } from './html.js';
import { rankingTables } from './ranking-tables.js';
import { count, fixed, heads, percent, pText, table } from './table.js';
import { tierSources } from './tier-sources.js';
import type { FamilyPd, ReportedValidation, TestedPd } from './validation-facts.js';

/** What segments are called. */
interface Called {
  readonly industries?: IndustryDocument['industries'];
  readonly columns?: readonly Column[];
}

/**
 * What a validation found: back-tests by tier and by segment, each with N, D, power and a status word.
 * @param found the validation
 * @param called names of the industries, and the columns of the contract, for segments by them
 */
export function validationTables(
  found: ReportedValidation,
  { industries = [], columns = [] }: Called = {},
): Html {
  const names = new Map([['', OUTSIDE], ...industries.map(({ id, name }) => [id, name] as const)]);
  const named: Readonly<Record<string, ReadonlyMap<string, Texts>>> = {
    industry: names,
    tier_source: tierSources,
  };
  const { status, pooled, tiers, segments } = found;
  return html`<h3>${say('Validation', '验证')} ${badge(status)}</h3>
${sampleLine(found)}
${testTable(found)}
${table({ id: 'backtest', title: say('Back-test by tier', '分等级回溯检验'), head: HEAD, note: ADJUSTED, rows: [row(pooled), ...tiers.map((tier) => adjusted(tier))] })}
${rankingTables(found)}
${segments.map(({ by, tests, tooSmall }) => {
  const title = say(`Segments by ${by}`, `分组：${columnText(by, columns).zh}`);
  if (tests.length === 0)
    return tooSmall.segments === 0 ? '' : html`<p><b>${title}</b> ${smallNote(tooSmall)}</p>`;
  const rows = tests.map((test) => adjusted(test, named[by]?.get(test.name)));
  return table({
    id: `segments-${by}`,
    title,
    note: html`${ADJUSTED} ${smallNote(tooSmall)}`,
    head: HEAD,
    rows,
  });
})}`;
}

/** Segments that no test was made of. */
const smallNote = ({ segments, firms }: ReportedValidation['segments'][number]['tooSmall']): Html | '' =>
  segments === 0
    ? ''
    : say(
        `Not tested: ${count(segments)} with fewer than 30 firms, ${count(firms)} in all.`,
        `未检验：${count(segments)}个分组企业数不足30家，合计${count(firms)}家。`,
      );

const OUTSIDE: Texts = { en: 'outside the map', zh: '未纳入产业图谱' };

const ADJUSTED = say('P adjusted for the number of tests (Holm).', 'P值已按检验个数调整（Holm）。');

const testNames = {
  Spiegelhalter: say('Spiegelhalter', 'Spiegelhalter'),
  'Hosmer-Lemeshow': say('Hosmer-Lemeshow', 'Hosmer-Lemeshow'),
  'calibration line': say('calibration line', '校准线'),
} as const;

function testTable({ tests, tested }: ReportedValidation): Html {
  if (tests.length === 0) return html``;
  return table({
    id: 'probability-tests',
    title: say('Tests of the probabilities', '违约概率的检验'),
    note: say(
      'Power: to notice that every pd is twice as high.',
      '检验功效：发现违约概率实际高出一倍的概率。',
    ),
    head: heads('Test|检验', 'Result|结果', 'N', 'D', 'P', 'Power|检验功效', 'Status|结论'),
    words: [0, 1],
    rows: tests.map(({ test, result, p, power, status }) => [
      testNames[test],
      both(result),
      count(tested.n),
      count(tested.bads),
      pText(p),
      percent(power, 0),
      badge(status),
    ]),
  });
}

function sampleLine({ by, trainedOn, labelled, tested, auc }: ReportedValidation): Html {
  const isOwn = tested.who === 'customers';
  const ranking =
    auc === null
      ? ''
      : ` · AUC ${fixed(auc.auc, 4)} (${fixed(auc.low, 4)} – ${fixed(auc.high, 4)}) · KS ${fixed(auc.ks, 4)}`;
  const firms = say(
    `${count(labelled.n)} labelled firms, ${count(labelled.bads)} bad; pds tested on ${count(tested.n)} (${isOwn ? 'own customers' : 'all labelled firms'})${ranking}. `,
    `有标签企业${count(labelled.n)}家，其中坏${count(labelled.bads)}家；违约概率检验范围${count(tested.n)}家（${isOwn ? '本行客户' : '全部有标签企业'}）${ranking}。`,
  );
  return html`<p>${firms}${sourceOf(by, trainedOn)}</p>`;
}

/** What the card knew of the labels. */
function sourceOf(by: ReportedValidation['by'], trainedOn: number): Content {
  if (trainedOn > 0)
    return say(
      `The labels of ${count(trainedOn)} firms stand in the file that the card was trained on: they show how it fits, and the test rows above how it does on firms that it never saw.`,
      `其中${count(trainedOn)}家企业的标签即训练评分卡所用文件中的标签：仅说明拟合程度；对未见过企业的效果见上文测试样本。`,
    );
  return by === 'outcomes'
    ? ''
    : say(
        'Labels of the company table: the card may have been trained on some of these firms.',
        '标签来自企业表：其中部分企业可能用于训练评分卡。',
      );
}

const HEAD = heads(
  'Firms of|范围',
  'N',
  'D',
  'Effective N|有效样本量',
  'pd|违约概率',
  'Rate|实际违约率',
  '90 % interval|90%区间',
  'P (Jeffreys)|P（Jeffreys）',
  'Power|检验功效',
  'Status|结论',
);

function row(
  { name, n, d, rate, effective, pd, low, high, jeffreysP, power, status }: TestedPd,
  called?: Texts,
): Content[] {
  return [
    called === undefined ? nameOf(name) : both(called),
    count(n),
    count(d),
    count(effective),
    percent(pd),
    n === 0 ? '–' : percent(rate),
    `${percent(low)} – ${percent(high)}`,
    pText(jeffreysP),
    percent(power, 0),
    badge(status),
  ];
}

function nameOf(name: string): Content {
  if (name === '') return say('not known', '未知');
  return say(name, name === 'all' ? '全部' : sizeClassZh(name));
}

const adjusted = (test: FamilyPd, called?: Texts): Content[] =>
  row({ ...test, jeffreysP: test.adjustedP }, called);
