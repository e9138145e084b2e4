import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import { both, type Html, html, say } from './html.js';
import { barred, fixed, heads, largest, percent, pText, table } from './table.js';

/** The features of the card by spread, each with its coefficient and how sure that is. */
export function featureTable({ features, dimensions, training }: EnterpriseDocument): Html {
  const dimensionOf = new Map(dimensions.map(({ id, name }) => [id, name]));
  const spreadOf = ({ bins }: ScoredFeature) =>
    Math.max(...bins.map(({ points }) => points)) - Math.min(...bins.map(({ points }) => points));
  const most = largest(features.map(spreadOf));
  const hasAlone = training.experts?.alone !== undefined;
  const isFitted = training.fit !== null;
  const isWeighed = features.some(({ robust }) => robust !== undefined);
  return table({
    id: 'features',
    title: say('Features of the card', '入模指标'),
    note: html`${SPREAD_NOTE}${hasAlone ? html` ${ALONE_NOTE}` : ''}${isWeighed ? html` ${ROBUST_NOTE}` : ''}`,
    head: heads(
      'Feature|指标',
      'Dimension|维度',
      'Spread|分差',
      ...(isFitted ? ['IV'] : []),
      'Coefficient|系数',
      ...(isFitted ? ['95 % interval|95%区间', 'P'] : []),
      ...(isWeighed ? ['Robust P|稳健P'] : []),
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
        ...(isFitted ? sureness(scored, isWeighed) : []),
        ...(hasAlone ? [aloneText(scored, training.experts!)] : []),
        ...(isFitted ? [fixed(scored.vif, 2)] : []),
        scored.expertWeight === null ? '–' : percent(scored.expertWeight, 1),
      ]),
  });
}

/** Interval and P of a coefficient, and its robust P where firms weigh differently. */
const sureness = ({ low, high, p, robust }: ScoredFeature, isWeighed: boolean): string[] => [
  low === null ? '–' : `${fixed(low)} – ${fixed(high)}`,
  p === null ? '–' : pText(p),
  ...(isWeighed ? [robust === undefined ? '–' : pText(robust.p)] : []),
];

const SPREAD_NOTE = say(
  'Spread: points between its best and its worst bin.',
  '分差：最优与最差分箱之间的分数。',
);
const ALONE_NOTE = say(
  'Interval and P say how sure data and experts are together; by the data alone: coefficient, P.',
  '区间与P为数据与专家合并的把握；“仅凭数据”列为不含专家意见的系数与P。',
);

const ROBUST_NOTE = say(
  'P takes a weight for a number of firms; the robust P does not.',
  'P将权重视为企业数；稳健P不作此假定。',
);

/** Coefficient and P without the experts; a coefficient that the bound holds at 0 has no P. */
function aloneText({ feature }: ScoredFeature, { alone }: ExpertEvidence): string {
  const own = alone?.find((each) => each.feature === feature.id);
  if (own === undefined) return '–';
  return own.p === null ? fixed(own.coefficient) : `${fixed(own.coefficient)}, ${pText(own.p)}`;
}
