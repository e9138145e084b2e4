import { plainText } from '../core/plain-text.js';
import type { Language } from '../text/reason.js';
import type { SheetPart } from './sheet.js';
import type { SheetFacts } from './sheet-facts.js';
import { sheetOf } from './sheet-parts.js';

/**
 * A company sheet as Markdown in one language.
 * @param facts the firm
 * @param language en or zh
 */
export function sheetMarkdown(facts: SheetFacts, language: Language): string {
  const { title, subtitle, notices, headline, parts, foot } = sheetOf(facts, language);
  const lines = [
    `# ${plain(title)}`,
    plain(subtitle),
    ...notices.map((notice) => `> **${plain(notice)}**`),
    ...(headline.length === 0
      ? []
      : [
          rowsOf(
            headline.map(([name]) => name),
            [headline.map(([, value]) => value)],
          ),
        ]),
    ...parts.map(partText),
    plain(foot),
  ];
  return `${lines.join('\n\n')}\n`;
}

function partText({ title, head, rows, note }: SheetPart): string {
  const parts = [`## ${plain(title)}`, ...(note === undefined ? [] : [plain(note)])];
  return [...parts, ...(rows.length === 0 ? [] : [rowsOf(head, rows)])].join('\n\n');
}

const rowsOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => (cell === '---' ? cell : plain(cell))).join(' | ')} |`)
    .join('\n');

/** A text that Markdown shows as it is: nothing in it is markup, a link or HTML. */
const plain = (text: string): string =>
  plainText(text)
    .replace(/[\\`*_{}[\]<>#|!~]/g, (mark) => `\\${mark}`)
    .replaceAll('\\<', '&lt;')
    .replaceAll('\\>', '&gt;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (begins) => `${begins.slice(0, -1)}&#46;`);
