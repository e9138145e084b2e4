import type { Language } from '../text/reason.js';
import { sheetWords } from '../text/sheet.js';
import { type Chart, colours, LEGEND, openCharts } from './chart.js';
import { type Html, html } from './html.js';
import type { SheetFacts, SheetRating } from './sheet-facts.js';
import { type SheetPart, sheetOf } from './sheet-parts.js';
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
  const chart = facts.rating === undefined ? '' : draw(radar(facts, facts.rating));
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

const RADAR = {
  center: ['50%', '56%'],
  radius: '60%',
  axisName: { color: colours.ink },
};

/** The firm's seven dimensions beside the medians. */
function radar({ document }: SheetFacts, { dimensions, peers }: SheetRating): Chart {
  const shape = (
    name: string,
    scores: SheetRating['dimensions'],
    color: string,
    type: 'solid' | 'dashed',
  ) => ({
    name,
    value: document.dimensions.map(({ id }) => scores[id] ?? 0),
    itemStyle: { color },
    lineStyle: { color, width: 2, type },
  });
  return {
    id: 'radar',
    title: html``,
    width: 460,
    height: 330,
    option: (language) => {
      const { firm, median } = sheetWords[language];
      const indicator = document.dimensions.map(({ name }) => ({ name: name[language], max: 100 }));
      const data = [
        { ...shape(firm, dimensions, colours.mid, 'solid'), areaStyle: { opacity: 0.15 } },
        ...(peers === undefined ? [] : [shape(median, peers.medians, colours.tail, 'dashed')]),
      ];
      return {
        legend: LEGEND,
        radar: { ...RADAR, indicator },
        series: [{ type: 'radar', symbol: 'none', data }],
      };
    },
  };
}
