import type { Language } from '../text/reason.js';
import { sheetWords } from '../text/sheet.js';
import { type Chart, colours, openCharts } from './chart.js';
import { type Html, html, say } from './html.js';
import { radarChart, spansRadar } from './radar.js';
import type { SheetPart } from './sheet.js';
import type { SheetFacts, SheetRating } from './sheet-facts.js';
import { dimensionTitle, sheetOf } from './sheet-parts.js';
import { shell } from './shell.js';
import { table } from './table.js';

/**
 * A company sheet as one HTML page in one language: fits A4, holds everything, asks for nothing outside.
 * @param facts the firm
 * @param language en or zh
 */
export async function sheetHtml(facts: SheetFacts, language: Language): Promise<string> {
  const { title, subtitle, notices, headline, parts, foot } = sheetOf(facts, language);
  const draw = await openCharts();
  const { rating, document } = facts;
  const chart = rating === undefined || !spansRadar(document) ? '' : draw(radar(facts, rating));
  const body = html`<main id="main" class="sheet"><h1>${title}</h1><p class="quiet">${subtitle}</p>
${notices.map((notice) => html`<p class="notice" role="note">${notice}</p>`)}
<div class="cards">${headline.map(([name, value]) => html`<div><b>${value}</b><small>${name}</small></div>`)}</div>
<div class="columns">${chart}${parts.map(partHtml)}</div>
<p class="quiet">${foot}</p></main>`;
  return shell({ language, titles: { en: title, zh: title }, body });
}

const partHtml = ({ id, title, head, rows, words, note }: SheetPart): Html =>
  rows.length === 0
    ? html`<p id="${id}"><b>${title}</b> ${note}</p>`
    : table({ id, title, head, rows, words, ...(note === undefined ? {} : { note }) });

/** The firm's seven dimensions beside the medians. */
function radar(facts: SheetFacts, { dimensions, peers }: SheetRating): Chart {
  const { en, zh } = sheetWords;
  const firm = {
    name: { en: en.firm, zh: zh.firm },
    scores: dimensions,
    colour: colours.mid,
    isFilled: true,
  };
  const others = peers && {
    name: { en: en.median, zh: zh.median },
    scores: peers.medians,
    colour: colours.tail,
    line: 'dashed' as const,
  };
  return radarChart(facts.document, [firm, ...(others === undefined ? [] : [others])], {
    id: 'radar',
    title: say(dimensionTitle(facts, 'en'), dimensionTitle(facts, 'zh')),
    width: 460,
    height: 330,
  });
}
