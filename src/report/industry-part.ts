import type { Texts } from '../document/common.js';
import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import type { Language } from '../text/reason.js';
import { wordingIn } from '../text/wording.js';
import { band, type Interval } from './band.js';
import { type Chart, colours, type DrawChart, LEGEND, margins } from './chart.js';
import type { Overlap } from './facts.js';
import { both, type Html, html, say } from './html.js';
import { barred, count, fixed, heads, heat, largest, percent, table } from './table.js';

/** FAST: ranking with intervals, dimensions, overlap of industries, weights and their consistency. */
export function industryPart(
  industry: IndustryDocument,
  overlap: Overlap | undefined,
  draw: DrawChart,
): Html {
  const ranked = [...industry.industries].sort((a, b) => a.rank - b.rank);
  return html`${draw(rankingChart(industry, ranked))}
${rankingTable(industry, ranked)}
${marginNote(industry)}
${passedNote(industry, ranked)}
${overlap === undefined || overlap.ids.length < 2 ? '' : overlapTable(industry, overlap)}
${weightTable(industry)}
${nodeTable(industry)}`;
}

/** Share of the score that each dimension brings: weight × dimension score. */
const partOf = (row: IndustryScore, { id, weight }: { readonly id: string; readonly weight: number }) =>
  weight * (row.dimensions[id] ?? 0);

/** Room for rank and name beside a bar, pixels, also in fonts wider than Arial; the table below has longer names in full. */
const NAMES = 250;
const NAME_LABELS = { interval: 0, width: NAMES - 50, overflow: 'truncate' } as const;

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

function overlapTable({ industries }: IndustryDocument, { ids, sizes, pairs }: Overlap): Html {
  const nameOf = new Map(industries.map(({ id, name }) => [id, name]));
  const shared = new Map(
    pairs.flatMap(({ a, b, firms }) => [[`${a} ${b}`, firms] as const, [`${b} ${a}`, firms] as const]),
  );
  const coefficient = (a: number, b: number) => {
    const least = Math.min(sizes[a]!, sizes[b]!);
    return least === 0 ? null : (shared.get(`${a} ${b}`) ?? 0) / least;
  };
  return table({
    id: 'overlap',
    title: say('Overlap of industries', '产业重合度'),
    note: say(
      'Firms in both by code or product, over the smaller of the two (overlap coefficient).',
      '按行业代码或产品同时属于两个产业的企业数，除以较小产业的企业数（重合系数）。',
    ),
    head: [say('Industry', '产业'), say('Firms', '企业数'), ...ids.map((_id, i) => i + 1)],
    rows: ids.map((id, a) => [
      html`${a + 1} ${both(nameOf.get(id)!)}`,
      sizes[a]!,
      ...ids.map((_other, b) => {
        const value = a === b ? null : coefficient(a, b);
        return value === null ? '' : heat(value.toFixed(2), value);
      }),
    ]),
  });
}

function weightTable({ indicators, dimensions }: IndustryDocument): Html {
  const most = largest(indicators.map(({ weight }) => weight));
  const dimensionOf = new Map(dimensions.map(({ id, name }) => [id, name]));
  return table({
    id: 'weights',
    title: say('AHP weights of the indicators', '指标的AHP权重'),
    head: heads(
      'Indicator|指标',
      'Dimension|维度',
      'Global weight|全局权重',
      'Unit|单位',
      'Better|方向',
      'Worth 0 to 100|取值0至100',
    ),
    words: [0, 1, 3, 4, 5],
    rows: [...indicators]
      .sort((a, b) => b.weight - a.weight)
      .map(({ name, dimension, weight, unit, normalisation, bounds }) => [
        both(name),
        both(dimensionOf.get(dimension)!),
        barred(percent(weight), weight / most),
        say(wordingIn(unit, 'en'), wordingIn(unit, 'zh')),
        better[normalisation.kind],
        bounds === undefined ? '' : `${short(bounds.low)} … ${short(bounds.high)}`,
      ]),
  });
}

const better = {
  benefit: say('higher', '越高越好'),
  cost: say('lower', '越低越好'),
  target: say('near its target', '接近目标值'),
  interval: say('inside its interval', '处于区间内'),
} as const;

const short = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });

function nodeTable({ nodes, dimensions }: IndustryDocument): Html {
  const nameOf = new Map(dimensions.map(({ id, name }) => [id, name]));
  return table({
    id: 'consistency',
    title: say('Consistency and consensus of the judgements', '判断的一致性与共识'),
    note: say(
      'CR up to 0.10 is accepted; S* is 0 for no consensus, 1 for full consensus.',
      'CR不超过0.10可接受；S*为0表示无共识，1表示完全一致。',
    ),
    head: heads('Node|节点', 'Experts|专家数', 'λmax', 'CR', 'GCI', 'Gaps|缺口', 'S*'),
    rows: nodes.map((each) => [
      nodeName(each, nameOf),
      each.experts,
      fixed(each.lambdaMax, 4),
      each.cr === null ? untested(each) : fixed(each.cr, 4),
      each.gci === null ? say('not testable', '不可检验') : fixed(each.gci, 4),
      each.gaps.length,
      fixed(each.consensus, 3),
    ]),
  });
}

/** A dimension by its name; the node of all dimensions as such; any other by its id. */
function nodeName(
  { node, items }: IndustryDocument['nodes'][number],
  dimensions: ReadonlyMap<string, Texts>,
): Html | string {
  const own = dimensions.get(node);
  if (own !== undefined) return both(own);
  return items.every(({ id }) => dimensions.has(id)) ? say('all dimensions', '各维度之间') : node;
}

/** Why a node has no CR: no judgement can contradict another, or the table of random indices ends before. */
function untested({ crReason, items, gaps, ri }: IndustryDocument['nodes'][number]): Html {
  const n = items.length;
  const isTree = gaps.length >= ((n - 1) * (n - 2)) / 2;
  const zh = isTree ? '不可检验：各比较互不构成回路，无从矛盾' : `${ri.table}没有${n}项的随机指数`;
  return say(crReason ?? '–', zh);
}
