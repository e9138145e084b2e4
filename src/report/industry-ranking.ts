import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import type { Language } from '../text/reason.js';
import { band, type Interval } from './band.js';
import { type Chart, colours, type DrawChart, LEGEND, margins } from './chart.js';
import { both, type Html, html, say } from './html.js';
import { barred, count, fixed, percent, table } from './table.js';

/** Who is how good: bars and table of the industries, best first, and what is said of the targets among them. */
export function industryRanking(industry: IndustryDocument, draw: DrawChart): Html {
  const ranked = [...industry.industries].sort((a, b) => a.rank - b.rank);
  return html`${draw(rankingChart(industry, ranked))}
${rankingTable(industry, ranked)}
${marginNote(industry)}
${passedNote(industry, ranked)}`;
}

function rankingChart({ dimensions, draws }: IndustryDocument, ranked: readonly IndustryScore[]): Chart {
  return {
    id: 'chart-fast',
    title: say('FAST score by dimension', 'FAST得分及四维构成'),
    note: say(
      `★ target industry${draws === 0 ? '' : `; lines: 90 % interval over ${count(draws)} draws of the judgements`}`,
      `★ 目标产业${draws === 0 ? '' : `；线段为对专家判断抽样${count(draws)}次的90%区间`}`,
    ),
    width: 720,
    height: 60 + 26 * ranked.length,
    option: (language) => ({
      legend: LEGEND,
      grid: margins(NAMES, 24, 30, 24),
      xAxis: { type: 'value', min: 0, max: 100 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rowNames(ranked, language),
        axisLabel: NAME_LABELS,
      },
      series: [
        ...dimensions.map((dimension) => ({
          type: 'bar' as const,
          stack: 'score',
          name: dimension.name[language],
          data: ranked.map((row) => partOf(row, dimension)),
          barWidth: '62%',
        })),
        band(intervalsOf(ranked), colours.ink, 'across'),
      ],
    }),
  };
}

/** Share of the score that each dimension brings: weight × dimension score. */
const partOf = (row: IndustryScore, { id, weight }: { readonly id: string; readonly weight: number }) =>
  weight * (row.dimensions[id] ?? 0);

/** Room for rank and name beside a bar, pixels, also in fonts wider than Arial; the table below has longer names in full. */
const NAMES = 250;

const NAME_LABELS = { interval: 0, width: NAMES - 50, overflow: 'truncate' } as const;

const intervalsOf = (ranked: readonly IndustryScore[]): Interval[] =>
  ranked.flatMap(({ low, high }, i): Interval[] => (low === null || high === null ? [] : [[i, low, high]]));

const rowNames = (ranked: readonly IndustryScore[], language: Language) =>
  ranked.map(({ rank, name, target }) => `${rank}${target ? ' ★' : ''} ${name[language]}`);

function rankingTable({ dimensions }: IndustryDocument, ranked: readonly IndustryScore[]): Html {
  const isSubset = ranked.some(({ target, pinned }) => target && !pinned);
  return table({
    id: 'fast',
    title: say('Ranking', '产业排名'),
    head: [
      say('Industry', '产业'),
      say('Rank', '名次'),
      say('Score', '得分'),
      say('90 % interval', '90%区间'),
      ...dimensions.map(({ name, weight }) => html`${both(name)} <small>${percent(weight, 1)}</small>`),
      say('Target', '目标'),
    ],
    words: [0, 4 + dimensions.length],
    rows: ranked.map(({ name, rank, score, low, high, dimensions: scores, target, pinned }) => [
      both(name),
      rank,
      fixed(score, 2),
      low === null ? '–' : `${fixed(low, 1)} – ${fixed(high, 1)}`,
      ...dimensions.map(({ id }) => barred(fixed(scores[id], 1), (scores[id] ?? 0) / 100)),
      pinned && isSubset ? say('yes, lent to', '是，本产品准入') : target ? say('yes', '是') : '',
    ]),
  });
}

function marginNote({ targets }: IndustryDocument): Html {
  const { top, margin, probability } = targets;
  if (margin === null) return html``;
  const real = probability === null ? '' : percent(probability, 0);
  return html`<p>${say(
    `Industry ${top} leads industry ${top + 1} by ${margin.toFixed(2)} points${real === '' ? '' : `; the lead is real in ${real} of the draws`}.`,
    `第${top}名领先第${top + 1}名${margin.toFixed(2)}分${real === '' ? '' : `；在${real}的抽样中成立`}。`,
  )}</p>`;
}

/** Those among the best that the spec does not let be targets. */
function passedNote({ targets }: IndustryDocument, ranked: readonly IndustryScore[]): Html {
  const passed = ranked.filter(({ rank, target }) => rank <= targets.top && !target);
  if (passed.length === 0) return html``;
  const named = (language: Language) => passed.map(({ name }) => name[language]);
  return html`<p>${say(
    `Among the best ${targets.top}, but no targets for want of the score or the firms that the specification asks: ${named('en').join(', ')}.`,
    `位列前${targets.top}名，但得分或企业数未达规格要求，不列为目标产业：${named('zh').join('、')}。`,
  )}</p>`;
}
