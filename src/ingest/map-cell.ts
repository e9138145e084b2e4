import { isIsoDate } from '../core/numbers.js';
import { type Column, type ColumnType, isQuantity } from '../document/column.js';
import { type MappedColumn, SERIAL } from '../document/mapping.js';
import { readCell, trimBlanks } from './cell.js';
import { decimalOf, multiplier } from './decimal-text.js';
import { COUNTERS, UNITS } from './units.js';

/** How the cells of a column are changed. */
export type CellChange = (cell: string) => string;

/**
 * What a mapping makes of the cells of one column. A cell that is no number, day or listed value comes back as it was.
 * @param type of the column: behind money nobody counts people or things; default no money
 * @returns undefined when the cells stay as they are
 */
export function cellChange(mapped: MappedColumn, type?: ColumnType): CellChange | undefined {
  const { times, grouped, percent, priced, dateFormat, values } = mapped;
  const listed = values === undefined ? undefined : new Map(Object.entries(values));
  const scaled = times === undefined ? same : multiplier(times);
  const whole = grouped ? (cell: string) => scaled(ungrouped(cell) ?? cell) : scaled;
  const plain = priced ? (cell: string) => withoutUnit(cell, type, times) ?? cell : whole;
  const number = percent ? (cell: string) => plain(withoutPercent(cell) ?? cell) : plain;
  const other = dateFormat === undefined ? number : dayReader(dateFormat);
  if (listed === undefined) return other === same ? undefined : other;
  return (cell) => listed.get(trimBlanks(cell)) ?? listed.get(cell) ?? other(cell);
}

const same: CellChange = (cell) => cell;

/** A zero never stands before a separator: 0,123 has a decimal comma. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;

/** Accounts write what is less than zero in brackets. */
const BRACKETED = /^\( *([\d.][\d.,]*) *\)$/;

/** A number without its thousands separators and brackets, in usual digits; undefined when it is none. */
export function ungrouped(cell: string): string | undefined {
  const written = trimBlanks(cell).normalize('NFKC');
  const text = written.replace(BRACKETED, '-$1');
  if (GROUPED.test(text)) return text.replaceAll(',', '');
  return decimalOf(text) === undefined ? undefined : text;
}

/** A number without its percent sign; undefined when it is none or has none. */
export function withoutPercent(cell: string): string | undefined {
  const text = trimBlanks(cell).normalize('NFKC');
  return text.endsWith('%') && ungrouped(text.slice(0, -1)) !== undefined
    ? trimBlanks(text.slice(0, -1))
    : undefined;
}

const PRICED = new RegExp(
  `^([+-]?)(?:¥|rmb|cny|人民币)? *([+-]?[\\d.,]+) *(${[...UNITS.keys()].join('|')})?$`,
  'i',
);

const COUNTED = new RegExp(`^([+-]?[\\d.,]+) *(?:${COUNTERS.join('|')})$`);

/**
 * A number without the sign of currency before it and multiplied with the unit behind it, or without what it counts; undefined when it
 * is none.
 * @param type of the column: money counts nothing
 * @param times what a number without a unit is multiplied with: that of the header. Default 1
 */
export function withoutUnit(cell: string, type?: ColumnType, times = 1): string | undefined {
  const text = trimBlanks(cell).normalize('NFKC').replace(BRACKETED, '-$1');
  const counted = type === 'amount' ? undefined : COUNTED.exec(text)?.[1];
  if (counted !== undefined) return ungrouped(counted);
  const [, sign = '', digits = '', unit = ''] = PRICED.exec(text) ?? [];
  const number = ungrouped(sign + digits);
  return number === undefined ? undefined : multiplier(UNITS.get(unit.toLowerCase()) ?? times)(number);
}

/** Whether a cell that is no value of a column is one without its separators, in usual digits. */
export const isReadGrouped = (cell: string, column: Column): boolean =>
  isReadAs(cell, ungrouped(cell), column);

/** Whether a cell that is no value of a column is one without its percent sign, or as a share with `times` 0.01. */
export function isReadPercent(cell: string, column: Column, times?: number): boolean {
  const isShare = column.type !== 'amount' && withoutPercent(cell) !== undefined;
  const change = { column: column.name, percent: true, ...(times !== undefined && { times }) } as const;
  return isShare && isReadAs(cell, cellChange(change)!(cell), column);
}

/** Whether a cell that is no value of a column is one without its sign of currency and its unit, or what it counts. */
export const isReadPriced = (cell: string, column: Column): boolean =>
  isReadAs(cell, withoutUnit(cell, column.type), column);

function isReadAs(cell: string, plain: string | undefined, column: Column): boolean {
  return (
    isQuantity(column) &&
    plain !== undefined &&
    plain !== trimBlanks(cell) &&
    'value' in readCell(plain, column)
  );
}

const DIGITS: Readonly<Record<string, string>> = {
  YYYY: '(?<Y>\\d{4})',
  MM: '(?<M>\\d{2})',
  M: '(?<M>\\d{1,2})',
  DD: '(?<D>\\d{2})',
  D: '(?<D>\\d{1,2})',
};

/** A day since 1927 by its number in a spreadsheet, whatever the time of day behind it. */
const DAY_NUMBER = /^([1-9]\d{4})(?:\.\d+)?$/;

/** The day of a spreadsheet's number, as YYYY-MM-DD; undefined for what is none. */
export function dayOfSerial(cell: string): string | undefined {
  const days = DAY_NUMBER.exec(trimBlanks(cell))?.[1];
  return days && new Date(Date.UTC(1899, 11, 30) + Number(days) * 86_400_000).toISOString().slice(0, 10);
}

/** Reads days in a format and writes them as YYYY-MM-DD. */
function dayReader(format: string): CellChange {
  if (format === SERIAL) return (cell) => dayOfSerial(cell) ?? cell;
  const source = format.replace(/YYYY|MM?|DD?|[^YMD]+|Y/g, (part) => DIGITS[part] ?? escaped(part));
  const pattern = new RegExp(`^${source}$`, 'u');
  return (cell) => {
    const found = pattern.exec(trimBlanks(cell))?.groups;
    if (found === undefined) return cell;
    const day = `${found.Y}-${found.M!.padStart(2, '0')}-${found.D!.padStart(2, '0')}`;
    return isIsoDate(day) ? day : cell;
  };
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
