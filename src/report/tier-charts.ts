import { sum } from '../core/numbers.js';
import type { Language } from '../text/reason.js';
import { type ReportFacts, SCORE_STEP } from './facts.js';
import { say } from './html.js';
import { colourOfTier } from './shown-parts.js';
import { count, percent } from './table.js';

/** Firms in each tier, R1 at the top. */
export function tierChart({ population }: ReportFacts) {
  const { tiers } = population;
  const all = sum(tiers.map(({ firms }) => firms));
  return {
    id: 'chart-tiers',
    title: say('Firms by tier', '各等级企业数'),
    note: say('R1 is best', 'R1为最优'),
    width: 480,
    height: 420,
    option: (_language: Language) => ({
      grid: { left: 44, right: 90, top: 8, bottom: 24 },
      xAxis: { type: 'value' as const, splitNumber: 3 },
      yAxis: { type: 'category' as const, inverse: true, data: tiers.map(({ tier }) => `R${tier}`) },
      series: [
        {
          type: 'bar' as const,
          barWidth: '70%',
          data: tiers.map(({ tier, firms }) => ({
            value: firms,
            itemStyle: { color: colourOfTier(tier) },
            label: {
              show: true,
              position: 'right' as const,
              formatter: `${count(firms)}  ${percent(all === 0 ? 0 : firms / all, 1)}`,
            },
          })),
        },
      ],
    }),
  };
}

/** Firms by score, the empty steps at both ends left out. */
export function scoreChart({ population, enterprise }: ReportFacts) {
  const first = Math.max(
    0,
    population.scores.findIndex((firms) => firms > 0),
  );
  const last = population.scores.findLastIndex((firms) => firms > 0);
  const shown = population.scores.slice(first, last + 1);
  const tierAt = (score: number) => enterprise.tiers.find(({ floor }) => score >= floor)!.tier;
  return {
    id: 'chart-scores',
    title: say('Firms by score', '得分分布'),
    note: say(`steps of ${SCORE_STEP} points, coloured by tier`, `每${SCORE_STEP}分一格，按等级着色`),
    width: 480,
    height: 420,
    option: (language: Language) => ({
      grid: { left: 56, right: 16, top: 16, bottom: 44 },
      xAxis: {
        type: 'category' as const,
        data: shown.map((_firms, i) => String((first + i) * SCORE_STEP)),
        name: language === 'zh' ? '得分' : 'score',
        nameLocation: 'middle' as const,
        nameGap: 28,
      },
      yAxis: { type: 'value' as const },
      series: [
        {
          type: 'bar' as const,
          barCategoryGap: '8%',
          data: shown.map((firms, i) => ({
            value: firms,
            itemStyle: { color: colourOfTier(tierAt((first + i + 0.5) * SCORE_STEP)) },
          })),
        },
      ],
    }),
  };
}
