import type { ColumnType } from '../document/column.js';
import { type ColumnFacts, isOrdered, type NamedFacts, readAs, type TextCount } from './draft-types.js';

/** The comparisons that say who is good or bad, each with its opposite. */
export const OPPOSITES = { '=': '!=', '!=': '=', '>=': '<', '<': '>=', '<=': '>', '>': '<=' } as const;
export type AnswerOp = keyof typeof OPPOSITES;

/** Which firms are good or bad: a column, compared. */
export interface Answer {
  readonly column: string;
  readonly op: AnswerOp;
  readonly value: string;
}

type Read = number | string;

const HOLDS: Readonly<Record<AnswerOp, (text: Read, value: Read) => boolean>> = {
  '=': (text, value) => text === value,
  '!=': (text, value) => text !== value,
  '>=': (text, value) => text >= value,
  '<': (text, value) => text < value,
  '<=': (text, value) => text <= value,
  '>': (text, value) => text > value,
};

/** Which texts of a column an answer speaks of: those that are read as what it compares. */
export function textsOf(facts: ColumnFacts, { op, value }: Omit<Answer, 'column'>): TextCount[] {
  const asked = readAs(value, facts);
  return facts.texts.filter(({ value: text }) => {
    const read = readAs(text, facts);
    return read !== undefined && asked !== undefined && HOLDS[op](read, asked);
  });
}

/**
 * Words of a column that are empty cells: all in numbers and days; in a label of words all that no answer names, as nobody knows who is
 * good there, unless one value alone would be left. In another category such a word may say something.
 * @param answers of all columns
 */
export function emptiedWords(
  facts: NamedFacts,
  type: ColumnType,
  answers: readonly Answer[],
): readonly string[] {
  if (isOrdered(type)) return facts.words;
  const asked = answers.filter(({ column }) => column === facts.name);
  if (asked.length === 0) return [];
  const unnamed = facts.words.filter((word) => asked.every(({ value }) => value !== word));
  return facts.distinct - unnamed.length < 2 ? [] : unnamed;
}

/** What a label was taken from: values with their rows, the most frequent first, and how many more there are. */
export interface TakenValues {
  readonly header: string;
  readonly values: readonly TextCount[];
  readonly more: { readonly values: number; readonly rows: number };
}

/** Values that are told one by one. */
const MOST_TOLD = 5;

/** The values that are taken for what an answer says, without those that are empty cells. */
export function takenValues(facts: ColumnFacts, answer: Answer, emptied: readonly string[]): TakenValues {
  const taken = textsOf(facts, answer).filter(({ value }) => !emptied.includes(value));
  const more = taken.slice(MOST_TOLD);
  return {
    header: facts.header,
    values: taken.slice(0, MOST_TOLD),
    more: { values: more.length, rows: more.reduce((sum, { rows }) => sum + rows, 0) },
  };
}
