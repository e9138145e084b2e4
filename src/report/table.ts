import { type Content, type Html, html, say } from './html.js';

/** A table that people read: a title, a head, rows of cells. */
export interface TableParts {
  /** Id of the table, by which tests and links find it. */
  readonly id: string;
  readonly title: Content;
  readonly head: readonly Content[];
  /** Each cell is a whole `<td>`, or content to put into one; a number stands to the right. */
  readonly rows: readonly (readonly (Cell | Content)[])[];
  readonly note?: Content;
  /** Columns of words, 0-based. Default: the first. */
  readonly words?: readonly number[];
}

/** A finished cell. */
export interface Cell {
  readonly cell: Html;
}

/** A table with its title as caption; the first cell of each row names it. */
export function table({ id, title, head, rows, note, words = [0] }: TableParts): Html {
  const kind = (i: number) => (words.includes(i) ? 'w' : 'n');
  const heads = head.map((name, i) => html`<th scope="col" class="${kind(i)}">${name}</th>`);
  const lines = rows.map((row) => html`<tr>${row.map((cell, i) => cellOf(cell, i, kind(i)))}</tr>\n`);
  return html`<div class="scroll${breadth(head.length)}"><table id="${id}"><caption>${title}${note === undefined ? '' : html` <small>${note}</small>`}</caption>
<thead><tr>${heads}</tr></thead><tbody>
${lines}</tbody></table></div>`;
}

/** How a table with many columns is printed: across a page of its own, in smaller print. */
const breadth = (columns: number): string => (columns > 34 ? ' wide widest' : columns > 16 ? ' wide' : '');

function cellOf(cell: Cell | Content, place: number, kind: string): Html {
  if (typeof cell === 'object' && cell !== null && 'cell' in cell) return cell.cell;
  return place === 0
    ? html`<th scope="row" class="${kind}">${cell}</th>`
    : html`<td class="${kind}">${cell}</td>`;
}

/**
 * A cell shaded by a share; dark words can be read on every shade of it.
 * @param text what it says
 * @param share 0..1, how dark
 */
export function heat(text: Content, share: number): Cell {
  const depth = Math.round(Math.min(1, Math.max(0, share)) * 70) / 100;
  return {
    cell: html`<td class="n" style="background:rgba(31,95,168,${depth})">${text}</td>`,
  };
}

/** A cell with a bar of a share 0..1 behind its text. */
export function barred(text: Content, share: number): Cell {
  const width = Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
  return { cell: html`<td class="n bar"><i style="width:${width}%"></i><b>${text}</b></td>` };
}

/** Column heads: `English|中文`, or one text that is both. */
export const heads = (...names: readonly string[]): Html[] =>
  names.map((name) => {
    const [en, zh] = name.split('|');
    return say(en!, zh ?? en!);
  });

/** A count with thousands separated. */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** A number of firms in English, e.g. `1 firm`, `2,000 firms`. */
export const firmsText = (value: number): string => `${count(value)} ${value === 1 ? 'firm' : 'firms'}`;

/** A share as a percentage. */
export const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;

/** A number with fixed decimals, zero without a sign; a dash where there is none. */
export const fixed = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits).replace(/^-(?=[0.]+$)/, '');

/** A p-value with four decimals; a dash where there is none. */
export const pText = (p: number | null | undefined): string =>
  p !== null && p !== undefined && p < 0.0001 ? '< 0.0001' : fixed(p, 4);

/** Basis points as a percentage. */
export const rateText = (bp: number): string => `${(bp / 100).toFixed(2)} %`;

/** The largest of some numbers, at least 0. */
export const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);
