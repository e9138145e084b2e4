import type { Texts } from '../document/common.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import type { Challenge } from '../document/fit-evidence.js';
import { band } from './band.js';
import { axis, type Chart, colours, margins } from './chart.js';
import { say } from './html.js';
import { count } from './table.js';

/** What each influence of the experts costs, and which one was taken. */
export function dialChart({ curve }: ExpertEvidence): Chart {
  return {
    id: 'chart-dial',
    title: say('The expert dial', '专家影响力刻度'),
    note: say(
      'cross-validated log-loss at each influence, ± one standard error of the difference to the best; the mark is the one taken',
      '各影响力下交叉验证的对数损失，±与最优之差的一个标准误；标记为所选值',
    ),
    height: 300,
    option: (language) => ({
      grid: margins(70, 24, 16, 44),
      xAxis: { ...axis(language === 'zh' ? '专家影响力' : 'influence of the experts'), min: 0, max: 1 },
      yAxis: { type: 'value', scale: true },
      series: [
        band(
          curve.map(({ influence, logLoss, lossError }) => [
            influence,
            logLoss - lossError,
            logLoss + lossError,
          ]),
        ),
        {
          type: 'line',
          color: colours.mid,
          data: curve.map(({ influence, logLoss, chosen }) => ({
            value: [influence, logLoss],
            symbolSize: chosen ? 14 : 6,
            itemStyle: { color: chosen ? colours.bad : colours.mid },
          })),
        },
      ],
    }),
  };
}

const modelNames: Readonly<Record<string, Texts>> = {
  card: { en: 'this card', zh: '本评分卡' },
  linear: { en: 'linear regression', zh: '线性回归' },
  tree: { en: 'decision tree', zh: '决策树' },
  forest: { en: 'random forest', zh: '随机森林' },
  boosting: { en: 'boosting', zh: '梯度提升' },
};

/** A model's name as people know it. */
export const modelName = (model: string) => modelNames[model] ?? { en: model, zh: model };

/** AUC of the card and its challengers with intervals. */
export function challengerChart({ models, folds, rows }: Challenge): Chart {
  return {
    id: 'chart-challengers',
    title: say('The card and its challengers', '评分卡与挑战者模型'),
    note: say(
      `AUC with 95 % interval on the same ${folds} folds of ${count(rows)} firms`,
      `同样${folds}折、${count(rows)}家企业上的AUC及95%区间`,
    ),
    height: 80 + 30 * models.length,
    option: (language) => ({
      grid: margins(130, 40, 8, 28),
      xAxis: { type: 'value', scale: true },
      yAxis: { type: 'category', inverse: true, data: models.map(({ model }) => modelName(model)[language]) },
      series: [
        band(
          models.map(({ aucLow, aucHigh }, i) => [i, aucLow, aucHigh]),
          colours.mid,
          'across',
        ),
        { type: 'scatter', z: 6, symbolSize: 10, data: models.map(({ auc }, i) => [auc, i]) },
      ],
    }),
  };
}
