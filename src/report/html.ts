import { plainText } from '../core/plain-text.js';
import type { Texts } from '../document/common.js';
import { statusText } from '../text/status.js';

/** A piece of HTML that can stand in a page as it is: whatever was put into it is escaped. */
export interface Html {
  readonly html: string;
}

/** What a template takes: pieces, texts and numbers to escape, and lists of them. */
export type Content = Html | string | number | null | undefined | readonly Content[];

/** A text as it stands in HTML, between tags or in a quoted attribute, without control characters. */
function escapeHtml(text: string): string {
  return plainText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Template tag: the words of the template are HTML, everything put between them is escaped unless it is a piece of HTML. */
export function html(words: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { html: words.reduce((made, word, i) => made + textOf(values[i - 1]) + word) };
}

/** HTML that somebody else vouches for: a drawing, a style sheet, a script. */
export const trusted = (text: string): Html => ({ html: text });

/** A text in both languages; the page shows one of them. */
export function say(en: string, zh: string): Html {
  return en === zh ? html`${en}` : html`<span lang="en">${en}</span><span lang="zh">${zh}</span>`;
}

/** A name in both languages. */
export const both = ({ en, zh }: Texts): Html => say(en, zh);

/** A status in both languages. */
const sayStatus = (status: string): Html => say(status, statusText(status, 'zh'));

/** A status word; told by its text as well as by its colour. */
export const badge = (status: string): Html =>
  html`<span class="badge ${status.toLowerCase().replace(' ', '-')}">${sayStatus(status)}</span>`;

function textOf(value: Content): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return isList(value) ? value.map(textOf).join('') : value.html;
}

const isList = (value: Html | readonly Content[]): value is readonly Content[] => Array.isArray(value);
