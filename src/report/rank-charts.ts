import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Evaluation } from '../document/training-evidence.js';
import { band } from './band.js';
import { axis, type Chart, colours, LEGEND, line, margins } from './chart.js';
import { type Html, say } from './html.js';
import { count, firmsText } from './table.js';
import type { CurvePoint, ReportedValidation } from './validation-facts.js';

/** How far scores tell bad from good. */
export interface Curve {
  readonly note: Html;
  readonly points: readonly CurvePoint[];
}

/** The curve of a validation; without one, that of the training's test firms at the limits of the tiers. */
export function curveOf(
  document: EnterpriseDocument,
  validation: ReportedValidation | undefined,
): Curve | undefined {
  if (validation !== undefined && validation.curve.length > 0) {
    const { n, bads } = validation.tested;
    return {
      note: say(
        `${firmsText(n)} with a known outcome, ${count(bads)} bad`,
        `${count(n)}家结果已知的企业，其中坏${count(bads)}家`,
      ),
      points: validation.curve,
    };
  }
  const shipped = document.training.evaluations.find(({ split }) => split === document.training.split);
  const points = tierCurve(document, shipped?.tiers ?? []);
  if (points.length === 0) return undefined;
  return {
    note: say('test firms of the training, at the limits of the tiers', '训练中的测试企业，取各等级界限处'),
    points,
  };
}

/** Cumulative shares from the worst tier up. */
function tierCurve({ tiers }: EnterpriseDocument, counted: NonNullable<Evaluation['tiers']>): CurvePoint[] {
  const bads = counted.reduce((total, { d }) => total + d, 0);
  const goods = counted.reduce((total, { n, d }) => total + n - d, 0);
  if (bads === 0 || goods === 0) return [];
  let [good, bad] = [0, 0];
  return [...counted]
    .sort((a, b) => b.tier - a.tier)
    .map(({ tier, n, d }) => {
      good += n - d;
      bad += d;
      const above = tier === 1 ? 1000 : tiers[tier - 2]!.floor - 1;
      return { score: above, goods: good / goods, bads: bad / bads };
    });
}

/** Share of the bads found against share of the goods, from the lowest score up. */
export function rocChart({ note, points }: Curve): Chart {
  const chance = [
    [0, 0],
    [1, 1],
  ];
  return {
    id: 'chart-roc',
    title: say('ROC', 'ROC曲线'),
    note,
    width: 440,
    height: 380,
    option: (language) => ({
      grid: margins(56, 16, 12, 44),
      xAxis: { ...axis(language === 'zh' ? '好企业占比' : 'share of good firms'), min: 0, max: 1 },
      yAxis: { ...axis(language === 'zh' ? '坏企业占比' : 'share of bad firms', 36), min: 0, max: 1 },
      series: [
        { ...line('', colours.quiet, chance), lineStyle: { type: 'dashed', width: 1 } },
        {
          ...line('', colours.mid, [[0, 0], ...points.map(({ goods, bads }) => [goods, bads])]),
          areaStyle: { opacity: 0.08 },
        },
      ],
    }),
  };
}

/** Both cumulative distributions over the score, and the widest gap between them. */
export function ksChart({ note, points }: Curve): Chart {
  const widest = points.reduce((best, point) => (gap(point) > gap(best) ? point : best));
  const found = gap(widest).toFixed(4);
  return {
    id: 'chart-ks',
    title: say(`KS ${found} at score ${widest.score}`, `KS ${found}，得分${widest.score}处`),
    note,
    width: 440,
    height: 380,
    option: (language) => ({
      legend: LEGEND,
      grid: margins(52, 16, 30, 44),
      xAxis: { ...axis(language === 'zh' ? '得分' : 'score'), scale: true },
      yAxis: { type: 'value', min: 0, max: 1 },
      series: [
        line(
          language === 'zh' ? '坏企业累计' : 'bad, cumulative',
          colours.bad,
          points.map(({ score, bads }) => [score, bads]),
        ),
        line(
          language === 'zh' ? '好企业累计' : 'good, cumulative',
          colours.head,
          points.map(({ score, goods }) => [score, goods]),
        ),
        band([[widest.score, widest.goods, widest.bads]], colours.ink),
      ],
    }),
  };
}

const gap = ({ goods, bads }: CurvePoint): number => bads - goods;
