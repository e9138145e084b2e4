import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import type { Challenge } from '../document/fit-evidence.js';
import { besideOf, binText } from '../text/reason.js';
import { challengerChart, dialChart, modelName } from './card-charts.js';
import type { DrawChart } from './chart.js';
import type { ReportFacts } from './facts.js';
import { featureTable } from './feature-table.js';
import { both, type Html, html, say } from './html.js';
import { count, fixed, heads, heat, largest, percent, table } from './table.js';
import { turnedAwayTable } from './turned-away.js';

/** The scorecard: every bin's points, what the experts were worth, how challengers did, what was turned away. */
export function cardPart({ enterprise }: ReportFacts, draw: DrawChart): Html {
  const { experts, challenge } = enterprise.training;
  return html`${experts === null || experts.curve.length === 0 ? '' : draw(dialChart(experts))}
${experts === null ? '' : html`<p>${say(`Influence of the experts: ${percent(experts.influence, 0)}; ${experts.reason}.`, `专家影响力：${percent(experts.influence, 0)}；${reasonZh(experts)}。`)}</p>`}
${challenge === null ? '' : html`${draw(challengerChart(challenge))}${challengerTable(challenge)}`}
${featureTable(enterprise)}
${turnedAwayTable(enterprise)}
${pointsTable(enterprise)}`;
}

const reasonsZh = new Map([
  ['given by the spec', '由规格文件给定'],
  ['there are no labels', '没有标签'],
]);

/** The rule in words where the curve chose; otherwise why there was nothing to choose. */
const reasonZh = ({ curve, reason }: ExpertEvidence) =>
  curve.length === 0
    ? (reasonsZh.get(reason) ?? reason)
    : '取交叉验证对数损失与最优之差不超过一个标准误（配对折）的最大影响力';

function challengerTable(challenge: Challenge): Html {
  const { models, verdict } = challenge;
  return table({
    id: 'challengers',
    title: say('Challengers', '挑战者模型'),
    note: say(verdict, verdictZh(challenge)),
    head: heads(
      'Model|模型',
      'AUC',
      '95 % interval|95%区间',
      'KS',
      'Brier',
      'Log-loss|对数损失',
      'Lead over the card|领先评分卡',
    ),
    rows: models.map(({ model, auc, aucLow, aucHigh, ks, brier, logLoss, lead, leadError }) => [
      both(modelName(model)),
      fixed(auc, 4),
      `${fixed(aucLow, 4)} – ${fixed(aucHigh, 4)}`,
      fixed(ks, 4),
      fixed(brier, 4),
      fixed(logLoss, 4),
      lead === null ? '' : `${fixed(lead, 4)} ± ${fixed(leadError, 4)}`,
    ]),
  });
}

/** The best challenger beside the card. */
function verdictZh({ models, additiveAuc }: Challenge): string {
  const best = models.reduce((found, each) => ((each.lead ?? -1) > (found.lead ?? -1) ? each : found));
  if (best.lead === null || best.leadError === null) return '';
  const isAhead = best.lead > best.leadError;
  return `${modelName(best.model).zh}与评分卡的AUC之差为${best.lead.toFixed(4)}（标准误${best.leadError.toFixed(4)}）：${isAhead ? `超过一个标准误${crossingZh(best.auc, additiveAuc)}` : '未超过一个标准误，维持评分卡'}`;
}

/** How much of a lead is interplay of features. */
function crossingZh(auc: number, additiveAuc: number | null): string {
  if (additiveAuc === null) return '';
  const without = `不使指标交互的提升树AUC为${additiveAuc.toFixed(4)}`;
  return auc > additiveAuc
    ? `；其中${(auc - additiveAuc).toFixed(4)}来自指标间的交互（${without}）`
    : `；并非来自指标间的交互（${without}）`;
}

/** Good and bad firms of a bin. */
const seenIn = ({ goods, bads }: ScoredFeature['bins'][number]): string[] => [
  count(goods),
  count(bads),
  goods + bads === 0 ? '–' : percent(bads / (goods + bads)),
];

function pointsTable({ features, basePoints, inputs, training }: EnterpriseDocument): Html {
  const isFitted = training.fit !== null;
  const most = largest(features.flatMap(({ bins }) => bins.map(({ points }) => Math.abs(points))));
  const rows = features.flatMap((scored) => {
    const { feature, bins } = scored;
    const beside = besideOf(scored, { inputs });
    return bins.map((bin, i) => [
      i === 0 ? both(feature.name) : '',
      say(binText(bin, feature.kind, 'en', beside), binText(bin, feature.kind, 'zh', beside)),
      heat(bin.points, most === 0 ? 0 : Math.abs(bin.points) / most),
      fixed(bin.woe),
      ...(isFitted ? seenIn(bin) : []),
    ]);
  });
  return html`<details><summary>${say('Scorecard: points of every bin', '评分卡：各分箱的分数')}</summary>
${table({
  id: 'scorecard',
  title: say('Scorecard', '评分卡'),
  note: say(
    `score = ${basePoints} + the points of a firm’s bins, held within 0 and 1000`,
    `得分 = ${basePoints} + 各指标所在分箱的分数，限于0至1000`,
  ),
  head: heads(
    'Feature|指标',
    'Bin|分箱',
    'Points|分数',
    ...(isFitted ? ['WOE', 'Good|好', 'Bad|坏', 'Bad share|坏企业占比'] : ['Value by rank|排位取值']),
  ),
  words: [0, 1],
  rows,
})}</details>`;
}
