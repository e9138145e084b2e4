import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { band } from './band.js';
import { type Chart, colours, type DrawChart } from './chart.js';
import { type Html, html, say } from './html.js';
import { count, firmsText, heads, largest, percent, table } from './table.js';
import type { ReportedValidation } from './validation-facts.js';

/** Bad rates beside pds by tier: in training, and in a validation where there is one; and the scale itself. */
export function calibrationPart(
  document: EnterpriseDocument,
  validation: ReportedValidation | undefined,
  draw: DrawChart,
): Html {
  const trained = trainingRates(document);
  return html`${trained.tiers.length === 0 ? '' : draw(calibrationChart(trained))}
${validation === undefined ? '' : draw(calibrationChart(validationRates(validation)))}
${scaleTable(document)}`;
}

/** What is drawn, in percent. */
interface Rates {
  readonly id: string;
  readonly title: Html;
  readonly note: Html;
  readonly tiers: readonly {
    readonly name: string;
    readonly pd: number;
    readonly rate: number;
    readonly low: number;
    readonly high: number;
  }[];
}

const validationRates = ({ tiers, tested }: ReportedValidation): Rates => ({
  id: 'chart-validation',
  title: say('Validation by tier, %', '分等级验证（%）'),
  note: say(
    `${firmsText(tested.n)}; bars: pd of the tier; points: bad rate with its 90 % interval, which may leave the picture`,
    `${count(tested.n)}家企业；柱：等级违约概率；点：实际违约率及90%区间，区间可能超出图幅`,
  ),
  tiers: tiers.map(({ name, pd, rate, low, high }) => ({
    name,
    pd: 100 * pd,
    rate: 100 * rate,
    low: 100 * low,
    high: 100 * high,
  })),
});

const trainingRates = ({ tiers }: EnterpriseDocument): Rates => ({
  id: 'chart-calibration',
  title: say('Calibration by tier, %', '各等级校准情况（%）'),
  note: say(
    'bars: pd of the tier; points: bad rate in training, weighted to the population, with its 90 % interval, which may leave the picture',
    '柱：等级违约概率；点：训练中按总体加权的违约率及90%区间，区间可能超出图幅',
  ),
  tiers: tiers.flatMap(({ tier, pdPpm, badRatePpm, low, high }) =>
    pdPpm === null || badRatePpm === null
      ? []
      : [{ name: `R${tier}`, pd: pdPpm / 1e4, rate: badRatePpm / 1e4, low: low / 1e4, high: high / 1e4 }],
  ),
});

function calibrationChart({ id, title, note, tiers }: Rates): Chart {
  return {
    id,
    title,
    note,
    width: 720,
    height: 340,
    option: (language) => ({
      legend: { top: 0, itemGap: 22 },
      grid: { left: 52, right: 16, top: 32, bottom: 28 },
      xAxis: { type: 'category', data: tiers.map(({ name }) => name) },
      yAxis: {
        type: 'value',
        min: 0,
        max: Math.ceil(1.3 * largest(tiers.flatMap(({ pd, rate }) => [pd, rate]))),
      },
      series: [
        {
          type: 'bar',
          name: language === 'zh' ? '违约概率' : 'pd',
          color: '#a9c3df',
          data: tiers.map(({ pd }) => pd),
          barWidth: '60%',
        },
        band(
          tiers.map(({ low, high }, i) => [i, low, high]),
          colours.ink,
        ),
        {
          type: 'line',
          name: language === 'zh' ? '实际违约率' : 'bad rate',
          color: colours.bad,
          lineStyle: { width: 0 },
          symbolSize: 8,
          data: tiers.map(({ rate }) => rate),
        },
      ],
    }),
  };
}

function scaleTable({ tiers, training }: EnterpriseDocument): Html {
  const scale = {
    id: 'tiers',
    title: say('The scale', '等级标准'),
    note: say('As frozen at training.', '训练时确定。'),
  };
  const floors = ['Tier|等级', 'Scores from|得分下限'];
  if (training.fit === null)
    return table({
      ...scale,
      head: heads(...floors),
      rows: tiers.map(({ tier, floor }) => [`R${tier}`, floor]),
    });
  return table({
    ...scale,
    head: heads(
      ...floors,
      'pd|违约概率',
      'Labelled|有标签企业',
      'Bad|坏',
      'Bad rate|违约率',
      '90 % interval|90%区间',
    ),
    rows: tiers.map(({ tier, floor, pdPpm, n, d, badRatePpm, low, high, pooled }) => [
      `R${tier}`,
      floor,
      pdPpm === null ? '–' : html`${percent(pdPpm / 1e6)}${pooled ? say(' (pooled)', '（合并）') : ''}`,
      count(n),
      count(d),
      badRatePpm === null ? '–' : percent(badRatePpm / 1e6),
      badRatePpm === null ? '–' : `${percent(low / 1e6)} – ${percent(high / 1e6)}`,
    ]),
  });
}
