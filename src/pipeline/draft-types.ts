import { type ColumnType, isNumeric } from '../document/column.js';
import { readCell } from '../ingest/cell.js';
import { cellChange, ungrouped, withoutPercent, withoutUnit } from '../ingest/map-cell.js';
import { factorOf } from '../ingest/units.js';

/** A text of a column, and how many rows have it. */
export interface TextCount {
  readonly value: string;
  readonly rows: number;
}

/** What a column of a file holds. */
export interface ColumnFacts {
  readonly header: string;
  /** Rows that have nothing, and different texts. */
  readonly empty: number;
  readonly distinct: number;
  /** Its texts, the most frequent first; empty where no label asks for the column. */
  readonly texts: readonly TextCount[];
  /** Words that may stand for nothing, as they occur. */
  readonly words: readonly string[];
  /** Rows that have anything else; and of those numbers, numbers with separators or in wide digits, whole ones, digits after a zero. */
  readonly stated: number;
  readonly numbers: number;
  readonly regrouped: number;
  /** Numbers with a percent sign. */
  readonly percents: number;
  readonly integers: number;
  readonly coded: number;
  /** Different numbers below zero, the least number and the greatest. */
  readonly negatives: number;
  readonly least: number;
  readonly most: number;
  /** How its days are written; undefined where not all that is stated are days, null for how the contract reads days. */
  readonly dayFormat: string | null | undefined;
  /** Rows with an amount that has a sign of currency or a unit: no numbers. */
  readonly priced: number;
  /** A word that stands before sums, e.g. 合计; undefined where none does. */
  readonly total: string | undefined;
  /** A text that is no number, as it stands; undefined where all are. */
  readonly noNumber: string | undefined;
  /** Rows with a day in the format that most are written in, and a text that is none in it. */
  readonly days: number;
  readonly noDay: string | undefined;
}

/** The same of a column that has its name in the draft. */
export interface NamedFacts extends ColumnFacts {
  readonly name: string;
  /** Whether all its texts look like ids. */
  readonly hasPlainIds: boolean;
}

/** More values than this are no category. */
export const MOST_CATEGORIES = 100;

/** Days from 1954 to 2099, as a spreadsheet counts them. */
const SERIALS = [20_000, 73_050] as const;

/** Whole numbers under a header that speaks of days, as a spreadsheet leaves them in a CSV. */
export const isSerial = ({ header, stated, integers, least, most }: ColumnFacts): boolean =>
  /日期|时间|日$|\bdate\b|_date|date_|_on$/i.test(header) &&
  stated > 0 &&
  integers === stated &&
  least >= SERIALS[0] &&
  most <= SERIALS[1];

/** What a column is read as. */
export function typeOf(facts: ColumnFacts): ColumnType {
  const { header, stated, numbers, integers, coded, distinct, dayFormat } = facts;
  // Under a unit in the header nobody knows what a cell with a unit of its own means.
  const priced = factorOf(header) === 1 ? facts.priced : 0;
  if (dayFormat !== undefined) return 'date';
  const isNumber = stated > 0 && numbers + priced === stated && coded === 0;
  if (isNumber && integers < stated) return 'number';
  if (isNumber && isExact(facts)) return isFlag(facts) ? 'flag' : 'integer';
  return distinct <= MOST_CATEGORIES ? 'category' : 'text';
}

/** Whether whole numbers are held to the last digit. */
export const isExact = ({ least, most }: Pick<ColumnFacts, 'least' | 'most'>): boolean =>
  Math.max(-least, most) <= Number.MAX_SAFE_INTEGER;

/** 0 and 1, as they stand. */
const isFlag = ({ least, most, distinct, words, regrouped, percents }: ColumnFacts): boolean =>
  least >= 0 && most <= 1 && distinct - words.length <= 2 && regrouped + percents === 0;

/** Whether a column's values have an order: numbers and days. */
export const isOrdered = (type: ColumnType): boolean => type === 'date' || isNumeric({ type });

/** A day as conditions have it, out of a text as the column has it; undefined for what is none. */
function dayOf(value: string, { dayFormat }: Pick<ColumnFacts, 'dayFormat'>): string | undefined {
  if (dayFormat === undefined) return undefined;
  const text = dayFormat === null ? value : cellChange({ column: 'day', dateFormat: dayFormat })!(value);
  const read = readCell(text, { name: 'day', type: 'date' });
  return 'value' in read && read.value !== null ? String(read.value) : undefined;
}

/** What a text of a column is once it is read by its type: a number, a day, or itself; undefined for none of its type. */
export function readAs(text: string, facts: ColumnFacts): number | string | undefined {
  const type = typeOf(facts);
  if (type === 'date') return dayOf(text, facts);
  if (!isNumeric({ type })) return text;
  const plain = ungrouped(withoutPercent(text) ?? text) ?? (facts.priced > 0 ? withoutUnit(text) : undefined);
  return plain === undefined ? undefined : Number(plain.replaceAll('_', ''));
}
