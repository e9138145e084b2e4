import { plainText } from '../core/plain-text.js';
import type { Column } from '../document/column.js';
import type { Texts } from '../document/common.js';
import type { Cell, Table } from '../output/csv.js';
import { columnText } from '../text/column.js';
import { type Html, html, say, trusted } from './html.js';
import type { Lent } from './lending-facts.js';
import { count, firmsText } from './table.js';

/** A column as the page holds it: numbers or rare texts as they are, repeated texts by their place in a list. */
type Packed = {
  readonly name: string;
  readonly title: Words;
  /** Left out in print, where A4 has no room for it. */
  readonly more?: true;
} & (
  | { readonly values: readonly (string | number | null)[] }
  | { readonly words: readonly (Words | null)[]; readonly at: readonly number[] }
);

/** English and Chinese, or one text that is both. */
type Words = string | readonly [en: string, zh: string];

/** Columns that say the same of every firm, or are ids of what stands beside them in words. */
const LEFT_OUT = ['industry_id', 'currency', 'rate_basis', 'synthetic'];

/** Columns that a reader looks for first. */
const FIRST = [
  'company_id',
  'name',
  'tier',
  'line_amount',
  'rate_bp',
  'industry',
  'town',
  'branch',
  'manager',
];

/** Columns that there is room for in print. */
const PRINTED: ReadonlySet<string> = new Set([...FIRST, 'valid_until', 'reason_1']);

/** The target list: searched and sorted on the page, which holds every firm. */
export function targetPart({ targets, policy }: Lent, run: string, contract: readonly Column[] = []): Html {
  if (targets === undefined)
    return html`<p>${say('The list was left out of this report.', '本报告未附名单。')}</p>`;
  const rows = targets.en.rows.length;
  if (rows === 0) return html`<p>${say('No firm is on the list.', '没有企业进入名单。')}</p>`;
  const columns = packTable(targets.en, targets.zh, contract);
  return html`<p>${say(
    `${firmsText(rows)}, best first; the same as targets.csv of run ${run}. Amounts in ${policy.currency}. Personal data are masked. Print has the columns that there is room for.`,
    `${count(rows)}家企业，由优到劣；与运行${run}的targets.csv一致。金额单位${policy.currency}。个人信息已脱敏。打印时只含放得下的列。`,
  )}</p>
<div class="tools"><label>${say('Search', '搜索')} <input id="search" type="search" autocomplete="off"></label>
<output id="found" aria-live="polite"></output>
<span><button type="button" id="previous">←</button> <output id="page"></output> <button type="button" id="next">→</button></span></div>
<p id="printed"></p>
<div class="scroll"><table id="targets"><caption class="hidden">${say('Target list', '目标名单')}</caption><thead><tr></tr></thead><tbody></tbody></table></div>
<noscript>${say('The list needs scripts; it stands in targets.csv too.', '名单需启用脚本；亦见targets.csv。')}</noscript>
<script type="application/json" id="target-data">${jsonData({ rows, columns })}</script>`;
}

/** JSON that can stand in a page: nothing in it ends the script, begins a tag, or turns the direction of what stands beside it. */
export function jsonData(value: unknown): Html {
  return trusted(
    JSON.stringify(value, (_, part) => (typeof part === 'string' ? plainText(part) : part))
      .replaceAll('<', '\\u003c')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  );
}

/**
 * Two tables with the same rows in two languages, column by column.
 * @param en the list in English
 * @param zh the list in Chinese
 * @param contract what is declared of the columns that the policy carries
 */
export function packTable(en: Table, zh: Table, contract: readonly Column[] = []): Packed[] {
  const shown = en.columns.filter((name) => !LEFT_OUT.includes(name));
  const inOrder = [
    ...FIRST.filter((name) => shown.includes(name)),
    ...shown.filter((name) => !FIRST.includes(name)),
  ];
  return inOrder.flatMap((name) => {
    const i = en.columns.indexOf(name);
    const cells = en.rows.map((row, r) => wordsOf(row[i] ?? null, zh.rows[r]![i] ?? null));
    if (cells.every((cell) => cell === null)) return [];
    const packed = packColumn(name, columnText(name, contract), cells);
    return [PRINTED.has(name) ? packed : { ...packed, more: true as const }];
  });
}

function wordsOf(en: Cell, zh: Cell): Words | number | null {
  if (en === null) return null;
  if (typeof en === 'bigint') return Number(en);
  return typeof en === 'number' || en === zh ? en : [en, String(zh)];
}

function packColumn(name: string, { en, zh }: Texts, cells: readonly (Words | number | null)[]): Packed {
  const title: Words = en === zh ? en : [en, zh];
  const places = new Map<string, number>();
  const words: (Words | null)[] = [];
  const at = cells.map((cell) => {
    const key = JSON.stringify(cell);
    if (!places.has(key)) {
      places.set(key, words.length);
      words.push(typeof cell === 'number' ? String(cell) : cell);
    }
    return places.get(key)!;
  });
  const isPlain = cells.every((cell) => cell === null || typeof cell !== 'object');
  const isRare = words.length > cells.length / 2 || cells.some((cell) => typeof cell === 'number');
  return isPlain && isRare
    ? { name, title, values: cells as readonly (string | number | null)[] }
    : { name, title, words, at };
}
