import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { columnText } from '../text/column.js';
import { both, type Html, say } from './html.js';
import { fixed, heads, table } from './table.js';

/** Why a feature left, as far as its stage tells. */
const REASONS_ZH: Readonly<Record<RejectedFeature['stage'], string>> = {
  missing: '缺失率过高',
  leakage: '对标签的区分过强，疑似信息泄漏',
  direction: '方向与经验相反',
  constant: '任何切点都会使一侧企业过少，只余一个分箱',
  iv: '信息值过低',
  correlation: '与信息值更高的指标高度相关',
  vif: '可由其他指标线性表示',
  bic: '剔除后BIC更优',
  sign: '与其他指标联合拟合时符号相反',
  separation: '完全分离，系数无有限解',
};

/** The candidates of the shipped split that did not stay, and those that stayed as the last of their dimension, with what decided. */
export function turnedAwayTable({ training, features, inputs }: EnterpriseDocument): Html | '' {
  const shipped = training.evaluations.find(({ split }) => split === training.split);
  if (shipped === undefined) return '';
  const { split, rejected, shielded = [] } = shipped;
  if (rejected.length + shielded.length === 0) return '';
  const ivs = new Map(training.candidates.map(({ feature, iv }) => [feature, iv]));
  const names = new Map([
    ...training.candidates.map(({ feature, name }) => [feature, name] as const),
    ...features.map(({ feature: { id, name } }) => [id, name] as const),
  ]);
  const nameOf = (id: string) => both(names.get(id) ?? columnText(id, inputs));
  const reasonZh = ({ stage, twin }: RejectedFeature) =>
    twin === undefined
      ? REASONS_ZH[stage]
      : `与“${(names.get(twin) ?? columnText(twin, inputs)).zh}”高度相关，后者信息值更高`;
  const row = (why: RejectedFeature, became: Html) => [
    nameOf(why.feature),
    became,
    say(why.reason, reasonZh(why)),
    fixed(ivs.get(why.feature)),
    fixed(why.value),
    fixed(why.limit),
  ];
  return table({
    id: 'turned-away',
    title: say('Candidates that were turned away', '未入模的候选指标'),
    note: say(`split ${split}, in the order of the checks`, `划分${split}，按检查顺序`),
    head: heads('Feature|指标', 'Became|处理', 'Reason|原因', 'IV', 'Value|数值', 'Limit|限值'),
    words: [0, 1, 2],
    rows: [
      ...shielded.map((each) => row(each, say('stays, the last of its dimension', '保留：该维度仅余此指标'))),
      ...rejected.map((each) => row(each, say('turned away', '剔除'))),
    ],
  });
}
