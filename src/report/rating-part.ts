import { sum } from '../core/numbers.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { wordingIn } from '../text/wording.js';
import type { DrawChart } from './chart.js';
import { dimensionRadars } from './dimension-radars.js';
import type { Population, ReportFacts } from './facts.js';
import { both, type Content, type Html, html, say } from './html.js';
import { spansRadar } from './radar.js';
import { shownParts } from './shown-parts.js';
import { barred, count, heads, heat, largest, percent, table } from './table.js';
import { scoreChart, tierChart } from './tier-charts.js';
import { sourceTable } from './tier-sources.js';

/** The Big Dipper: tiers beside the published shares, scores, the seven dimensions by tier, industries. */
export function ratingPart(facts: ReportFacts, draw: DrawChart): Html {
  return html`<div class="pair">${draw(tierChart(facts))}${draw(scoreChart(facts))}</div>
${shareTable(facts)}
${sourceTable(facts)}
${spansRadar(facts.enterprise) ? dimensionRadars(facts, draw) : ''}
${dimensionTable(facts)}
${facts.industry === undefined ? '' : industryTable(facts.population, facts.industry)}`;
}

function shareTable({ population, enterprise }: ReportFacts): Html {
  const all = sum(population.tiers.map(({ firms }) => firms));
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
    rows: shownParts.map(({ id, from, to, en, zh }) => {
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
      ...shownParts.map(({ en, zh }) => say(en, zh)),
    ],
    rows: rows
      .map(({ id, name, score }) => ({
        name,
        score,
        all: firmsIn(id, { from: 1, to: 15 }),
        split: shownParts.map((part) => firmsIn(id, part)),
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
