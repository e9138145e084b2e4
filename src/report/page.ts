import { sum } from '../core/numbers.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { marks } from '../text/marks.js';
import type { Language } from '../text/reason.js';
import { statusText } from '../text/status.js';
import { cardPart } from './card-part.js';
import { type DrawChart, openCharts } from './chart.js';
import { creditPart } from './credit-part.js';
import { contractOf, type ReportFacts } from './facts.js';
import { type Content, type Html, html, say } from './html.js';
import { industryPart } from './industry-part.js';
import type { Lent } from './lending-facts.js';
import { proofPart } from './proof-part.js';
import { proofOfOrigin, qualityPart } from './quality-part.js';
import { ratingPart } from './rating-part.js';
import { SCRIPT } from './script.js';
import { shell } from './shell.js';
import { count, rateText } from './table.js';
import { targetPart } from './target-part.js';
import { townPart } from './town-part.js';

/**
 * The report of a run: one HTML file with everything in it, in English and Chinese. Nothing in it asks for anything outside:
 * its own policy forbids the browser to.
 * @param facts what it is drawn from
 * @param language which language it opens in
 */
export async function reportPage(facts: ReportFacts, language: 'en' | 'zh'): Promise<string> {
  const parts = partsOf(facts, await openCharts());
  const links = parts.map(([id, title]) => html`<a href="#${id}">${title}</a>`);
  const body = parts.map(
    ([
      id,
      title,
      inner,
    ]) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${inner}</section>
`,
  );
  const { title } = facts;
  const titles = { en: `${title.en}: report`, zh: `${title.zh}：报告` };
  return shell({
    language,
    titles,
    script: SCRIPT,
    body: html`<a class="skip" href="#main">${say('To the content', '跳到正文')}</a>
${heading(facts)}
<nav aria-label="${titles[language]}"><div><p>${links}</p>${languageSwitch}</div></nav>
<main id="main">${body}</main>
<footer>${say('Made by dipper from the files named above. Nothing on this page is fetched from elsewhere.', '由dipper根据上列文件生成。本页不从外部获取任何内容。')}</footer>`,
  });
}

type Part = readonly [id: string, title: Html, body: Html];

/** Industries as a policy takes them: it may take some of the targets only. */
const takenBy = (policy: Policy | undefined, document: IndustryDocument): IndustryDocument =>
  policy?.industries === 'pinned'
    ? document
    : { ...document, industries: document.industries.map((row) => ({ ...row, pinned: row.target })) };

function partsOf(facts: ReportFacts, draw: DrawChart): Part[] {
  const { industry, overlap, lent } = facts;
  const industries = (document: IndustryDocument): Part => [
    'industries',
    say('Industries: FAST', '产业：FAST评价'),
    industryPart(takenBy(lent?.policy, document), overlap, draw),
  ];
  return [
    ...(industry === undefined ? [] : [industries(industry)]),
    ['ratings', say('Enterprises: the Big Dipper', '企业：北斗七星评级'), ratingPart(facts, draw)],
    ['proof', say('Do the ratings hold?', '评级是否可靠'), proofPart(facts, draw)],
    ['card', say('The scorecard', '评分卡'), cardPart(facts, draw)],
    ...(lent === undefined ? [] : lentParts(lent, facts)),
    ['quality', say('Data quality', '数据质量'), qualityPart(facts)],
    ['origin', say('Fingerprints', '来源与指纹'), proofOfOrigin(facts)],
  ];
}

const lentParts = (lent: Lent, facts: ReportFacts): Part[] => [
  ['credit', say('Lines and rates', '额度与利率'), creditPart(lent, facts)],
  ['local', say('Towns', '镇街概览'), townPart(lent)],
  ['list', say('Target list', '目标名单'), targetPart(lent, facts.manifest.run, contractOf(facts))],
];

const languageSwitch = html`<span class="speak" role="group" aria-label="Language 语言"><button type="button" data-speak="en">English</button><button type="button" data-speak="zh">中文</button></span>`;

function heading(facts: ReportFacts): Html {
  const { manifest, title, lent } = facts;
  const { records, rated, refused, rejected, targets } = manifest.counts;
  const cards: readonly Card[] = [
    [say('records', '条记录'), count(records!)],
    [say('rated', '家已评级'), count(rated!)],
    [say('too thin · rejected', '数据不足 · 拒收'), `${count(refused!)} · ${count(rejected!)}`],
    ...(lent === undefined ? [] : lentCards(lent, targets!)),
  ];
  const product = lent?.policy.product.name;
  return html`<header><h1>${say(title.en, title.zh)}</h1>
<p class="quiet">${say('as of', '数据日期')} ${manifest.asOf} · ${say('run', '运行')} ${manifest.run}${product === undefined ? '' : html` · ${say(product.en, product.zh)}`}</p>
${notices(facts)}
<div class="cards">${cards.map(([name, value]) => html`<div><b>${value}</b><small>${name}</small></div>`)}</div></header>`;
}

type Card = readonly [Content, Content];

function lentCards({ policy, credit }: Lent, targets: number): Card[] {
  const lineSum = sum(credit.lines.map((each) => each.lineSum));
  const rate =
    lineSum === 0 ? '–' : rateText(sum(credit.lines.map(({ lineRateSum }) => lineRateSum)) / lineSum);
  return [
    [say('on the target list', '家进入名单'), count(targets)],
    [say(`pre-approved, ${policy.currency}`, `预授信总额（${policy.currency}）`), count(lineSum)],
    [say('mean line', '户均额度'), targets === 0 ? '–' : count(lineSum / targets)],
    [say('mean rate, by line', '平均利率（按额度）'), rate],
    ...(credit.within.firms === targets
      ? []
      : ([
          [
            say('firms within the caps · lines', '家在限额之内 · 额度'),
            `${count(credit.within.firms)} · ${count(credit.within.lineSum)}`,
          ],
        ] as const)),
  ];
}

function notices({ manifest }: ReportFacts): Html {
  const drafts = Object.entries(manifest.documents).filter(([, { status }]) => status !== 'approved');
  const synthetic = say(
    'No real enterprise or loan stands behind these figures.',
    '本报告的数字不对应任何真实企业或贷款。',
  );
  return html`${manifest.synthetic ? notice(say('Synthetic data. ', '合成数据。'), synthetic) : ''}
${drafts.length === 0 ? '' : notice(say('Not approved: ', '未经批准：'), say(draftList(drafts, 'en'), draftList(drafts, 'zh')))}`;
}

const notice = (head: Html, text: Html): Html =>
  html`<p class="notice" role="note"><b>${head}</b>${text}</p>`;

const draftList = (drafts: readonly (readonly [string, { readonly status: string }])[], language: Language) =>
  drafts
    .map(([name, { status }]) => `${name}.json${marks[language].aside(statusText(status, language))}`)
    .join(marks[language].list);
