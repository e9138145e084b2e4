import chalk from 'chalk';
import Table from 'cli-table3';
import { plainText } from '../src/opening.js';
import { type Cells, fitWidth, wrapLines } from './fit-width.js';
import { clearLine } from './notice.js';

// chalk does not know https://no-color.org by itself.
if (process.env.NO_COLOR) chalk.level = 0;

/** Prints one JSON document on stdout. */
export function printJson(value: unknown): void {
  clearLine();
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Prints lines on stdout, wrapped where a terminal is too narrow; nothing where there are none. */
export function printLines(...lines: readonly string[]): void {
  if (lines.length === 0) return;
  clearLine();
  process.stdout.write(`${wrapLines(lines.join('\n'), terminalWidth())}\n`);
}

/** Columns of the terminal; no end of them where stdout is none, or does not say. */
const terminalWidth = (): number =>
  (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY;

/** A heading. */
export function heading(text: string): string {
  return `\n${chalk.bold(text)}`;
}

/** Quiet words beside the main ones. */
export function quiet(text: string): string {
  return chalk.dim(text);
}

/** Words that must be seen. */
export function warning(text: string): string {
  return chalk.yellow(text);
}

/** The line that stands above everything made of invented data. */
export function syntheticNotice(): string {
  return warning('SYNTHETIC DATA: no real enterprise or loan stands behind these figures · 合成数据');
}

/**
 * A plain table: numbers to the right, texts to the left, Chinese aligned. In a terminal texts are wrapped where it is too narrow.
 * @param head column titles
 * @param rows cells as they are printed
 * @param left which columns are texts; default the first
 * @param spare which columns a narrow terminal does without; default none
 */
export function table(
  head: readonly string[],
  rows: Cells,
  left: readonly number[] = [0],
  spare: readonly number[] = [],
): string {
  const titles = head.map((title) => chalk.dim(title));
  const parts = fitWidth([titles, ...rows], terminalWidth(), { left, spare });
  return parts.map(({ columns, cells }) => drawn(cells, (i) => left.includes(columns[i]!))).join('\n\n');
}

function drawn([head, ...rows]: Cells, isText: (column: number) => boolean): string {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
  const more = { 'bottom-left': '', 'bottom-right': '', left: '  ', 'left-mid': '', mid: '', 'mid-mid': '' };
  const made = new Table({
    head: [...head!],
    chars: { ...none, ...more, right: '', 'right-mid': '', middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head!.map((_title, i) => (isText(i) ? 'left' : 'right')),
  });
  made.push(...rows.map((row) => [...row]));
  // Cells are filled up to the width of their column: blanks at the end of a line only wrap on narrow terminals.
  return made.toString().replace(/ +$/gm, '');
}

/** A whole number with thousands separated. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** A number of things, e.g. `1 firm`, `2,000 firms`. */
export const many = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;

/** How many rows of a table were not shown; nothing where all were. */
export const restLine = (all: number, shown: number): string[] =>
  all > shown ? [quiet(`  … and ${count(all - shown)} more`)] : [];

/** How many firms stand in a file that was asked for; nothing where none was. */
export const writtenLine = (firms: number, out: string | undefined): string[] =>
  out === undefined ? [] : [quiet(`  ${many(firms, 'firm')} written to ${plain(out)}`)];

/** A share as a percentage with two decimals. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** A bar of up to `width` cells for a share of the largest. */
export function bar(share: number, width = 30): string {
  const eighths = Math.round(share * width * 8);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : '▏▎▍▌▋▊▉'[rest - 1]!);
}

/** A name in both languages, once where they are the same. */
export function bothNames({ en, zh }: { readonly en: string; readonly zh: string }): string {
  return plain(en === zh ? en : `${en} ${zh}`);
}

/** A text from a file as a terminal may show it. */
export const plain = plainText;

/** What is said of outputs whose documents nobody approved. */
export const draftNotice = (): string =>
  warning('Made by documents that are not approved; every row says so.');

/** Where an approved document lies that a draft has replaced. */
export const keptLine = (path: string): string =>
  warning(`  the approved document before is kept at ${plain(path)}; the new one is a draft`);

/** How many firms have product tags, and how many of those are not in the company table. */
export function taggedLines({ firms, strangers, first }: import('../src/index.js').TaggedFirms): string[] {
  const told = quiet(`  firms with product tags: ${count(firms)}`);
  if (first === null) return [told];
  const text = `  ${count(strangers)} of them are not in the company table, or rejected there, e.g. ${plain(first)}`;
  return [told, warning(text)];
}

/** A number with fixed decimals, zero without a sign. */
export const fixed = (value: number, digits: number): string =>
  value.toFixed(digits).replace(/^-(?=[0.]+$)/, '');

/** A number, marked when it is above its limit. */
export function limited(value: number, limit: number | null): string {
  const text = value.toFixed(3);
  return limit !== null && value > limit ? warning(`${text} > ${limit}`) : text;
}
