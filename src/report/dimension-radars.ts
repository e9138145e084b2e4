import { sum } from '../core/numbers.js';
import { type Chart, colours, type DrawChart } from './chart.js';
import type { Population, ReportFacts } from './facts.js';
import { type Html, html, say } from './html.js';
import { radarChart } from './radar.js';
import { shownParts } from './shown-parts.js';

/** Mean dimension scores as shapes: of the parts of the scale, then of the tiers of each part. */
export const dimensionRadars = (facts: ReportFacts, draw: DrawChart): Html =>
  html`<div class="pair">${draw(partRadar(facts))}${heldParts(facts).map((part) => draw(tierRadar(facts, part)))}</div>`;

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

type ShownPart = (typeof shownParts)[number];

/** The parts of the scale that hold firms. */
const heldParts = ({ population }: Pick<ReportFacts, 'population'>) =>
  shownParts.filter((part) => heldTiers(population, part).length > 0);

const heldTiers = ({ tiers }: Population, { from, to }: ShownPart) =>
  tiers.filter(({ tier, firms }) => tier >= from && tier <= to && firms > 0);

/** Mean dimension scores of a part of the scale, weighted by firms; null without any. */
function meanOf(population: Population, id: string, part: ShownPart) {
  const own = heldTiers(population, part).filter(({ dimensions }) => dimensions[id] !== null);
  const firms = sum(own.map((each) => each.firms));
  return firms === 0 ? null : sum(own.map((each) => each.firms * each.dimensions[id]!)) / firms;
}

/** The tiers of one part that hold firms. */
function tierRadar({ population, enterprise }: ReportFacts, part: ShownPart): Chart {
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
