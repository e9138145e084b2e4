import { sum } from '../core/numbers.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { partOfTier, scaleParts } from '../document/scale-parts.js';
import type { Language } from '../text/reason.js';
import { wordingIn } from '../text/wording.js';
import { type Chart, colours, type DrawChart } from './chart.js';
import { type Population, type ReportFacts, SCORE_STEP } from './facts.js';
import { both, type Content, type Html, html, say } from './html.js';
import { radarChart, spansRadar } from './radar.js';
import { barred, count, heads, heat, largest, percent, table } from './table.js';
import { sourceTable } from './tier-sources.js';

const looks = {
  head: { en: 'head', zh: '头部', colour: colours.head },
  mid: { en: 'mid', zh: '腰部', colour: colours.mid },
  tail: { en: 'tail', zh: '尾部', colour: colours.tail },
} as const;

/** The parts of the scale as the report names and paints them. */
const parts = scaleParts.map((part) => {
  const { en, zh, colour } = looks[part.id];
  const range = `R${part.from}–R${part.to}`;
  return { ...part, en: `${en} ${range}`, zh: `${zh}${range}`, colour };
});

const colourOfTier = (tier: number): string => looks[partOfTier(tier).id].colour;

/** The Big Dipper: tiers beside the published shares, scores, the seven dimensions by tier, industries. */
export function ratingPart(facts: ReportFacts, draw: DrawChart): Html {
  return html`<div class="pair">${draw(pyramid(facts))}${draw(histogram(facts))}</div>
${shareTable(facts)}
${sourceTable(facts)}
${spansRadar(facts.enterprise) ? radars(facts, draw) : ''}
${dimensionTable(facts)}
${facts.industry === undefined ? '' : industryTable(facts.population, facts.industry)}`;
}

const radars = (facts: ReportFacts, draw: DrawChart): Html =>
  html`<div class="pair">${draw(partRadar(facts))}${heldParts(facts).map((part) => draw(tierRadar(facts, part)))}</div>`;

const rated = ({ tiers }: Population) => sum(tiers.map(({ firms }) => firms));

function pyramid({ population }: ReportFacts) {
  const { tiers } = population;
  const all = rated(population);
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

function histogram({ population, enterprise }: ReportFacts) {
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

function shareTable({ population, enterprise }: ReportFacts): Html {
  const all = rated(population);
  const { reference } = enterprise;
  return table({
    id: 'shares',
    title: say('Parts of the scale', '头、腰、尾部占比'),
    ...(reference === undefined
      ? {}
      : {
          note: say(
            `published: ${wordingIn(reference.source, 'en')}`,
            `公开数据：${wordingIn(reference.source, 'zh')}`,
          ),
        }),
    head: heads('Part|部分', 'Firms|企业数', 'Share|占比', 'Published share|公开占比'),
    rows: parts.map(({ id, from, to, en, zh }) => {
      const firms = sum(population.tiers.slice(from - 1, to).map((each) => each.firms));
      const share = all === 0 ? 0 : firms / all;
      return [
        say(en, zh),
        count(firms),
        barred(percent(share), share),
        reference === undefined ? '–' : percent(reference[id]),
      ];
    }),
  });
}

/** Mean dimension scores of a part of the scale, weighted by firms; null without any. */
function meanOf(population: Population, id: string, part: (typeof parts)[number]) {
  const own = heldTiers(population, part).filter(({ dimensions }) => dimensions[id] !== null);
  const firms = sum(own.map((each) => each.firms));
  return firms === 0 ? null : sum(own.map((each) => each.firms * each.dimensions[id]!)) / firms;
}

/** The three parts of the scale beside each other. */
function partRadar({ population, enterprise }: ReportFacts): Chart {
  const shapes = heldParts({ population }).map((part) => ({
    name: part,
    scores: Object.fromEntries(enterprise.dimensions.map(({ id }) => [id, meanOf(population, id, part)])),
    colour: part.colour,
    isFilled: true,
  }));
  return radarChart(enterprise, shapes, {
    id: 'chart-radar',
    title: say('Dimensions', '各维度雷达图'),
    note: say('mean scores 0 to 100', '平均得分，0至100'),
    width: 520,
    height: 420,
  });
}

const heldTiers = ({ tiers }: Population, { from, to }: (typeof parts)[number]) =>
  tiers.filter(({ tier, firms }) => tier >= from && tier <= to && firms > 0);

/** The parts of the scale that hold firms. */
const heldParts = ({ population }: Pick<ReportFacts, 'population'>) =>
  parts.filter((part) => heldTiers(population, part).length > 0);

/** The tiers of one part that hold firms. */
function tierRadar({ population, enterprise }: ReportFacts, part: (typeof parts)[number]): Chart {
  const shapes = heldTiers(population, part).map(({ tier, dimensions }, i) => ({
    name: { en: `R${tier}`, zh: `R${tier}` },
    scores: dimensions,
    colour: colours.parts[i % colours.parts.length]!,
  }));
  return radarChart(enterprise, shapes, {
    id: `chart-radar-${part.id}`,
    title: say(`Dimensions by tier: ${part.en}`, `各等级的维度雷达图：${part.zh}`),
    width: 520,
    height: 420,
  });
}

function dimensionTable({ population, enterprise }: ReportFacts): Html {
  return table({
    id: 'dimensions',
    title: say('Mean dimension scores by tier', '各等级的各维度平均得分'),
    head: [
      say('Tier', '等级'),
      say('Firms', '企业数'),
      ...enterprise.dimensions.map(({ name }) => both(name)),
    ],
    rows: population.tiers.map(({ tier, firms, dimensions }) => [
      `R${tier}`,
      count(firms),
      ...enterprise.dimensions.map(({ id }) => {
        const mean = dimensions[id];
        return mean === null || mean === undefined ? '' : heat(mean.toFixed(0), mean / 100);
      }),
    ]),
  });
}

function industryTable(population: Population, industry: IndustryDocument): Html {
  const ranked = [...industry.industries].sort((a, b) => a.rank - b.rank);
  const rows: readonly { readonly id: string; readonly name: Content; readonly score: string }[] = [
    ...ranked.map(({ id, name, score }) => ({ id, name: both(name), score: score.toFixed(2) })),
    { id: '', name: say('outside the map', '未纳入产业图谱'), score: '–' },
  ];
  const firmsIn = (id: string, { from, to }: { readonly from: number; readonly to: number }) =>
    sum(
      population.byIndustry
        .filter((row) => row.industryId === id && row.tier >= from && row.tier <= to)
        .map(({ firms }) => firms),
    );
  const most = largest(rows.map(({ id }) => firmsIn(id, { from: 1, to: 15 })));
  return table({
    id: 'industry-tiers',
    title: say('Rated firms by industry', '各产业的评级企业'),
    head: [
      say('Industry', '产业'),
      'FAST',
      say('Firms', '企业数'),
      ...parts.map(({ en, zh }) => say(en, zh)),
    ],
    rows: rows
      .map(({ id, name, score }) => ({
        name,
        score,
        all: firmsIn(id, { from: 1, to: 15 }),
        split: parts.map((part) => firmsIn(id, part)),
      }))
      .filter(({ all }) => all > 0)
      .map(({ name, score, all, split }) => [
        name,
        score,
        barred(count(all), all / most),
        ...split.map((firms) => `${count(firms)} · ${percent(firms / all, 1)}`),
      ]),
  });
}
