import type { Policy } from '../document/policy.js';
import { codeText } from '../text/code.js';
import { columnText } from '../text/column.js';
import { lineTermText } from '../text/line-term.js';
import { marks } from '../text/marks.js';
import { answerHeads, outcomeZh } from '../text/outcome.js';
import type { Language } from '../text/reason.js';
import { type Cell, shownBy, type Table } from './csv.js';

/** How answers about firms are worded. */
export interface AnswerWords {
  /** The rules that some codes name. */
  readonly policy: Policy;
  readonly language: Language;
}

/** Yes or no, as 1 and 0 are read by people. */
export const yesOrNo = (code: string): string => (code === '1' ? '是' : '否');

/**
 * A table of decisions or of watched loans as people open it in a workbook in Chinese: words for heads and codes. Anywhere else the
 * table stays as it is: files of codes are for machines.
 * @param path of the file
 * @param heads of columns that are called otherwise here
 */
export function wordedAnswers(
  table: Table,
  path: string,
  { words, heads = {} }: { readonly words: AnswerWords; readonly heads?: Readonly<Record<string, string>> },
): Table {
  if (words.language !== 'zh' || !path.toLowerCase().endsWith('.xlsx')) return table;
  const { policy } = words;
  const codes = (text: string) =>
    text
      .split('|')
      .map((code) => codeText(code, policy, 'zh'))
      .join(marks.zh.more);
  const byColumn: Readonly<Record<string, (code: string) => string>> = {
    outcome: outcomeZh,
    action: outcomeZh,
    winner: outcomeZh,
    binding_term: (term) => lineTermText(term, policy, 'zh'),
    reasons: codes,
    flags: codes,
    synthetic: yesOrNo,
    draft: yesOrNo,
  };
  const wordings = table.columns.map((name) => byColumn[name]);
  const worded = (cell: Cell, i: number): Cell =>
    cell === null || cell === '' ? null : (wordings[i]?.(String(cell)) ?? cell);
  return {
    columns: table.columns.map((name) => heads[name] ?? answerHeads[name] ?? columnText(name).zh),
    rows: table.rows.map((row) => row.map(worded)),
    shown: table.columns.map(shownBy),
  };
}
