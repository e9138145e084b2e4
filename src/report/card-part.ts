import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import type { Challenge } from '../document/training-evidence.js';
import { besideOf, binText } from '../text/reason.js';
import { challengerChart, dialChart, modelName } from './card-charts.js';
import type { DrawChart } from './chart.js';
import type { ReportFacts } from './facts.js';
import { both, type Html, html, say } from './html.js';
import { barred, count, fixed, heads, heat, largest, percent, table } from './table.js';
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

function featureTable({ features, dimensions, training }: EnterpriseDocument): Html {
  const dimensionOf = new Map(dimensions.map(({ id, name }) => [id, name]));
  const spreadOf = ({ bins }: ScoredFeature) =>
    Math.max(...bins.map(({ points }) => points)) - Math.min(...bins.map(({ points }) => points));
  const most = largest(features.map(spreadOf));
  const hasAlone = training.experts?.alone !== undefined;
  const isFitted = training.fit !== null;
  return table({
    id: 'features',
    title: say('Features of the card', '入模指标'),
    note: hasAlone ? html`${SPREAD_NOTE} ${ALONE_NOTE}` : SPREAD_NOTE,
    head: heads(
      'Feature|指标',
      'Dimension|维度',
      'Spread|分差',
      ...(isFitted ? ['IV'] : []),
      'Coefficient|系数',
      ...(isFitted ? ['95 % interval|95%区间', 'P'] : []),
      ...(hasAlone ? ['By the data alone|仅凭数据'] : []),
      ...(isFitted ? ['VIF'] : []),
      'Experts’ weight|专家权重',
    ),
    words: [0, 1],
    rows: [...features]
      .sort((a, b) => spreadOf(b) - spreadOf(a))
      .map((scored) => [
        both(scored.feature.name),
        both(dimensionOf.get(scored.feature.dimension)!),
        barred(spreadOf(scored), most === 0 ? 0 : spreadOf(scored) / most),
        ...(isFitted ? [fixed(scored.iv)] : []),
        fixed(scored.coefficient),
        ...(isFitted ? sureness(scored) : []),
        ...(hasAlone ? [aloneText(scored, training.experts!)] : []),
        ...(isFitted ? [fixed(scored.vif, 2)] : []),
        scored.expertWeight === null ? '–' : percent(scored.expertWeight, 1),
      ]),
  });
}

/** Interval and P of a coefficient. */
const sureness = ({ low, high, p }: ScoredFeature): string[] => [
  low === null ? '–' : `${fixed(low)} – ${fixed(high)}`,
  p === null ? '–' : pText(p),
];

const SPREAD_NOTE = say(
  'Spread: points between its best and its worst bin.',
  '分差：最优与最差分箱之间的分数。',
);
const ALONE_NOTE = say(
  'Interval and P say how sure data and experts are together; by the data alone: coefficient, P.',
  '区间与P为数据与专家合并的把握；“仅凭数据”列为不含专家意见的系数与P。',
);

const pText = (p: number): string => (p < 0.0001 ? '< 0.0001' : fixed(p, 4));

/** Coefficient and P without the experts; a coefficient that the bound holds at 0 has no P. */
function aloneText({ feature }: ScoredFeature, { alone }: ExpertEvidence): string {
  const own = alone?.find((each) => each.feature === feature.id);
  if (own === undefined) return '–';
  return own.p === null ? fixed(own.coefficient) : `${fixed(own.coefficient)}, ${pText(own.p)}`;
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
    ...(isFitted ? ['WOE', 'Good|好', 'Bad|坏', 'Bad share|坏占比'] : ['Value by rank|排位取值']),
  ),
  words: [0, 1],
  rows,
})}</details>`;
}
