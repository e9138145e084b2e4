import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { flagsOf } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import { ANSWER_COLUMNS, DRAFT_COLUMN, LIST_COLUMNS } from '../document/reserved.js';
import { capText } from '../text/cap.js';
import { columnText } from '../text/column.js';
import { gateText } from '../text/gate.js';
import { lineTermText } from '../text/line-term.js';
import { marks } from '../text/marks.js';
import type { Language } from '../text/reason.js';
import { type Cell, type Shown, shownBy, shownByType, type Table } from './csv.js';
import { yesOrNo } from './worded-answers.js';

/** What a list is worded by. */
export interface WordedBy {
  readonly policy: Policy;
  readonly contract: readonly Column[];
  /** Heads and codes become words in Chinese; in English they stay the names that the documents have. */
  readonly language: Language;
}

/** Columns that the list has of itself: their heads are ours, whatever a contract calls them, so that a list is known again. */
const OWN: ReadonlySet<string> = new Set([COMPANY_ID, ...LIST_COLUMNS, DRAFT_COLUMN, ...ANSWER_COLUMNS]);

/** A target list as people open it in a workbook: words for codes, days that sort, money with separators. */
export function wordedList(list: Table, by: WordedBy): Table {
  const shown = list.columns.map((name) => shownAs(name, by.contract));
  if (by.language === 'en') return { ...list, shown };
  const words = cellWords(by);
  const wordings = list.columns.map((name) => words.get(name));
  const worded = (cell: Cell, i: number) => (cell === null ? null : (wordings[i]?.(String(cell)) ?? cell));
  return { columns: headsOf(list.columns, by), rows: list.rows.map((row) => row.map(worded)), shown };
}

function shownAs(name: string, contract: readonly Column[]): Shown | undefined {
  return OWN.has(name) ? shownBy(name) : shownByType(contract.find((column) => column.name === name)?.type);
}

/** A word that two columns would share is given to the first; the other keeps its name. */
function headsOf(columns: readonly string[], { contract, language }: WordedBy): string[] {
  const own = columns.map((name) => columnText(name, OWN.has(name) ? [] : contract)[language]);
  const isTaken = (word: string, i: number) =>
    OWN.has(columns[i]!) ? false : own.some((other, j) => other === word && (j < i || OWN.has(columns[j]!)));
  return own.map((word, i) => (isTaken(word, i) ? columns[i]! : word));
}

/** What the codes of each column mean. */
function cellWords({ policy, language }: WordedBy): ReadonlyMap<string, (code: string) => string> {
  const flags = new Map(flagsOf(policy).map((flag) => [flag.code, gateText(flag, language)]));
  const flagText = (codes: string) =>
    codes
      .split('|')
      .map((code) => flags.get(code) ?? code)
      .join(marks[language].more);
  return new Map([
    ['customer', (code) => (code === 'existing' ? '存量客户' : '新客户')],
    ['binding_term', (term) => lineTermText(term, policy, language)],
    ['flags', flagText],
    ['stopped_by', (cap) => capText(cap, language)],
    ['synthetic', yesOrNo],
    [DRAFT_COLUMN, yesOrNo],
  ]);
}
