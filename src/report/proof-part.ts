import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Measures } from '../document/measures.js';
import { calibrationPart } from './calibration-part.js';
import type { DrawChart } from './chart.js';
import { contractOf, type ReportFacts } from './facts.js';
import { type Html, html, say } from './html.js';
import { curveOf, ksChart, rocChart } from './rank-charts.js';
import { count, fixed, heads, table } from './table.js';
import { validationTables } from './validation-tables.js';

/** Whether the ratings hold: ranking (ROC, KS), calibration by tier, tests of a validation. */
export function proofPart(
  { enterprise, industry, lent, validation, isTooEarly }: ReportFacts,
  draw: DrawChart,
): Html {
  const curve = curveOf(enterprise, validation);
  const called = {
    ...(industry !== undefined && { industries: industry.industries }),
    columns: contractOf({ enterprise, lent }),
  };
  return html`${measureTable(enterprise)}
${curve === undefined ? '' : html`<div class="pair">${draw(rocChart(curve))}${draw(ksChart(curve))}</div>`}
${calibrationPart(enterprise, validation, draw)}
${validation === undefined ? untested(enterprise, isTooEarly) : validationTables(validation, called)}`;
}

/** Why ratings are not tested. */
function untested({ pdByScore }: EnterpriseDocument, isTooEarly: boolean): Html {
  if (pdByScore === null) return NO_PDS;
  return isTooEarly ? TOO_EARLY : NOT_VALIDATED;
}

const NO_PDS = html`<p>${say(
  'The card has no pds, so outcomes cannot be held against them: train it on labels to test its ratings.',
  '评分卡没有违约概率，无法与实际结果对照：以标签训练后方可检验评级。',
)}</p>`;

const NOT_VALIDATED = html`<p>${say(
  'No outcomes were given: run the report with --validate or --outcomes to test the ratings.',
  '未提供实际结果：生成报告时加上 --validate 或 --outcomes 即可检验评级。',
)}</p>`;

const TOO_EARLY = html`<p>${say(
  'Of no rated firm is known yet what became of it: nothing can be tested.',
  '尚无评级企业的实际结果可知，无法检验。',
)}</p>`;

const UNLABELLED = html`<p>${say(
  'The card was made without labels: there is nothing to measure it on.',
  '评分卡未使用标签建立，无从度量。',
)}</p>`;

function measureTable({ training }: EnterpriseDocument): Html {
  if (training.evaluations.length === 0) return UNLABELLED;
  const rows = training.evaluations.flatMap(({ split, train, test }) => [
    measureRow(say(`${split}: train`, `${split}：训练`), train),
    ...(test === null ? [] : [measureRow(say(`${split}: test`, `${split}：测试`), test)]),
  ]);
  const { leaveOneOut } = training;
  const alone = leaveOneOut && [
    measureRow(say('each firm by a card that never saw it', '逐一剔除（未见过该企业的评分卡）'), leaveOneOut),
  ];
  return table({
    id: 'measures',
    title: say('Measures of the training', '训练中的度量'),
    head: heads(
      'Split|划分',
      'Firms|企业数',
      'Bad|坏',
      'AUC',
      '95 % interval|95%区间',
      'Gini',
      'KS',
      'Brier',
    ),
    rows: [...rows, ...(alone ?? [])],
  });
}

const measureRow = (
  name: Html,
  { n, bads, auc, aucLow, aucHigh, gini, ks, brier }: Omit<Measures, 'hosmerLemeshow'>,
) => [
  name,
  count(n),
  count(bads),
  fixed(auc, 4),
  aucLow === null ? '–' : `${fixed(aucLow, 4)} – ${fixed(aucHigh, 4)}`,
  fixed(gini, 4),
  fixed(ks, 4),
  fixed(brier, 4),
];
