import type { EChartsOption } from 'echarts';
import type { Language } from '../text/reason.js';
import { type Content, type Html, html, trusted } from './html.js';

/** A drawing with words in it. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: Html;
  /** What a reader should see in it, in a sentence; read out to those who cannot see it. */
  readonly note?: Content;
  readonly width?: number;
  readonly height: number;
  readonly option: (language: Language) => EChartsOption;
}

/** Draws a chart once in each language. */
export type DrawChart = (chart: Chart) => Html;

/** The colours: head, mid, tail, then the four dimensions of FAST; told apart also by people who see few colours. */
export const colours = {
  head: '#1b7f5c',
  mid: '#1f5fa8',
  tail: '#b9791a',
  quiet: '#8a94a3',
  bad: '#b3303b',
  ink: '#1d2733',
  line: '#d5dbe3',
  parts: ['#1f5fa8', '#1b7f5c', '#b9791a', '#7a4fa3', '#b3303b', '#4f8fa3', '#8a6d3b'],
} as const;

/** Where legends stand. */
export const LEGEND = { top: 0, itemGap: 22 } as const;

/** The space around a drawing's field, pixels. */
export const margins = (left: number, right: number, top: number, bottom: number) => ({
  left,
  right,
  top,
  bottom,
});

/** An axis of numbers with its name beside it. */
export const axis = (name: string, gap = 28) => ({
  type: 'value' as const,
  name,
  nameLocation: 'middle' as const,
  nameGap: gap,
});

/** A line without marks. */
export const line = (name: string, color: string, data: readonly (readonly number[])[]) => ({
  type: 'line' as const,
  symbol: 'none',
  name,
  color,
  data: data.map((point) => [...point]),
});

/** The widths that the drawing library reckons with are those of Arial. */
const FONT = 'Arial, "Liberation Sans", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';

/**
 * Loads the drawing library and gives a function that draws charts as SVG: no script, no request, the same bytes every time.
 */
export async function openCharts(): Promise<DrawChart> {
  const { init } = await import('echarts');
  const draw = ({ id, width = 640, height, option }: Chart, language: Language): Html => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: colours.ink },
      color: [...colours.parts],
      ...option(language),
    });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return trusted(asPart(svg, `${id}-${language}`));
  };
  return (chart) => html`<figure class="chart" role="img" aria-labelledby="${chart.id}-title">
<figcaption id="${chart.id}-title"><b>${chart.title}</b> <small>${chart.note}</small></figcaption>
<div lang="en">${draw(chart, 'en')}</div><div lang="zh">${draw(chart, 'zh')}</div></figure>`;
}

/** A drawing as part of a page: names of its own, no looks for the mouse, places with one decimal. */
function asPart(svg: string, id: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (class|ecmeta_\w+|xmlns|xmlns:xlink|baseProfile|version)="[^"]*"/g, '')
    .replace(/zr\d+-/g, `${id}-`)
    .replace(PLACES, (attribute) => attribute.replace(/(\.\d)\d+/g, '$1'));
}

/** Attributes that hold coordinates; words on the drawing stay as they are. */
const PLACES = / (d|points|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="[^"]*"/g;
