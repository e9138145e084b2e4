import type { IndustryDocument } from '../document/industry-document.js';
import { wordingIn } from '../text/wording.js';
import type { DrawChart } from './chart.js';
import { consistencyTable } from './consistency-table.js';
import type { Overlap } from './facts.js';
import { both, type Html, html, say } from './html.js';
import { industryRanking } from './industry-ranking.js';
import { barred, heads, heat, largest, percent, table } from './table.js';

/** FAST: ranking with intervals, dimensions, overlap of industries, weights and their consistency. */
export function industryPart(
  industry: IndustryDocument,
  overlap: Overlap | undefined,
  draw: DrawChart,
): Html {
  return html`${industryRanking(industry, draw)}
${overlap === undefined || overlap.ids.length < 2 ? '' : overlapTable(industry, overlap)}
${weightTable(industry)}
${consistencyTable(industry)}`;
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
