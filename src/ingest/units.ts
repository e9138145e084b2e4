import type { Column } from '../document/column.js';
import type { Mapping } from '../document/mapping.js';

/** What a unit stands for, in whole units of currency. */
export const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    元: 1,
    元人民币: 1,
    人民币元: 1,
    人民币: 1,
    yuan: 1,
    cny: 1,
    rmb: 1,
    千: 1e3,
    千元: 1e3,
    万: 1e4,
    万元: 1e4,
    万元人民币: 1e4,
    百万: 1e6,
    百万元: 1e6,
    亿: 1e8,
    亿元: 1e8,
    thousand: 1e3,
    thousands: 1e3,
    million: 1e6,
    millions: 1e6,
  }),
);

/** What stands behind numbers of things; of money it says nothing. */
export const COUNTERS = [
  '人',
  '名',
  '家',
  '户',
  '个',
  '件',
  '项',
  '笔',
  '台',
  '次',
  '天',
  '个月',
  '年',
] as const;

/** What stands in brackets in a header; undefined where nothing does. */
const unitOf = (header: string): string | undefined =>
  /[([【]\s*([^)\]】]+?)\s*[)\]】]/u.exec(header.normalize('NFKC'))?.[1]?.toLowerCase();

/** What the unit in a header's brackets stands for; 1 without a known one. */
export const factorOf = (header: string): number => UNITS.get(unitOf(header) ?? '') ?? 1;

/** The unit in a header's brackets, where it stands for many units of currency; a column of it is told as one. */
export function unitIn(header: string): string | undefined {
  const unit = unitOf(header);
  return unit !== undefined && (UNITS.get(unit) ?? 1) !== 1 ? unit : undefined;
}

/** A header of a proposal whose amounts may be in a unit that nobody knows. */
export interface UnknownUnit {
  readonly header: string;
  readonly column: string;
  /** What stands in brackets. */
  readonly unit: string;
}

/** The headers of a proposal that belong to an amount and have something in brackets that is no known unit, e.g. another currency. */
export function unknownUnits(mapping: Mapping, columns: readonly Column[]): UnknownUnit[] {
  const amounts = new Set(columns.filter(({ type }) => type === 'amount').map(({ name }) => name));
  return Object.entries(mapping).flatMap(([header, mapped]) => {
    const unit = unitOf(header);
    if (mapped === null || !amounts.has(mapped.column) || unit === undefined || UNITS.has(unit)) return [];
    return [{ header, column: mapped.column, unit }];
  });
}

/** A header that a mapping multiplies otherwise than the unit in its brackets says. */
export interface UnscaledUnit extends UnknownUnit {
  /** What its numbers are multiplied with, and what they would be for the column's unit. */
  readonly times: number;
  readonly expected: number;
}

/** The mapped headers whose unit in brackets is another than their column's, and whose factor does not make up for it. */
export function unscaledUnits(mapping: Mapping, columns: readonly Column[]): UnscaledUnit[] {
  const known = new Map(columns.map((column) => [column.name, column]));
  return Object.entries(mapping).flatMap(([header, mapped]) => {
    const expected = mapped === null ? undefined : unitFactor(header, known.get(mapped.column));
    if (mapped === null || expected === undefined) return [];
    const { column, times = 1 } = mapped;
    return times === expected ? [] : [{ header, column, unit: unitOf(header)!, times, expected }];
  });
}

/** What takes numbers in the unit of a header's brackets to that of a column; undefined where one of them is not known. */
export function unitFactor(header: string, column: Column | undefined): number | undefined {
  const [from, to] = [UNITS.get(unitOf(header) ?? ''), yuanIn(column)];
  return from === undefined || to === undefined ? undefined : from / to;
}

/** Whether a column counts something else than single units of currency: thousands of them, say. */
export const isInMany = (column: Column): boolean => (yuanIn(column) ?? 1) !== 1;

/** What one of a column stands for: an amount counts whole units of currency, another number what its unit says. */
function yuanIn(column: Column | undefined): number | undefined {
  return column?.type === 'amount' ? 1 : UNITS.get(column?.unit?.toLowerCase() ?? '');
}
