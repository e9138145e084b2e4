import { type Column, dayRangeOf, isNumeric, rangeOf } from '../document/column.js';
import { type Comparison, type Condition, literalsOf } from '../document/condition.js';
import { holds, type PlainValue } from '../document/read-condition.js';

/** More alternatives than this are taken as possible. */
const MOST_ALTERNATIVES = 4096;

/**
 * Whether a condition can hold for any value that the contract lets in. Alternatives are taken one by one; within one, each
 * column is tried at every point where a comparison can change: the literals, beside and between them, and the contract's ends.
 * @param condition the condition
 * @param columns the columns it reads, by name; an unknown one is taken as possible
 */
export function canHold(condition: Condition, columns: ReadonlyMap<string, Column>): boolean {
  const alternatives = alternativesOf(condition);
  if (alternatives.length > MOST_ALTERNATIVES) return true;
  return alternatives.some((comparisons) =>
    [...new Set(comparisons.map(({ column }) => column))].every((name) => {
      const column = columns.get(name);
      const own = comparisons.filter((comparison) => comparison.column === name);
      if (column === undefined) return true;
      return testPoints(
        column,
        own.flatMap((comparison) => literalsOf(comparison)),
      ).some((value) => own.every((comparison) => holds(comparison, () => value)));
    }),
  );
}

/** The condition as a choice of lists of comparisons that must all hold. */
function alternativesOf(condition: Condition): Comparison[][] {
  if ('any' in condition) return condition.any.flatMap(alternativesOf);
  if (!('all' in condition)) return [[condition]];
  return condition.all
    .map(alternativesOf)
    .reduce<Comparison[][]>(
      (found, part) =>
        found.length * part.length > MOST_ALTERNATIVES
          ? Array.from({ length: MOST_ALTERNATIVES + 1 }, () => [])
          : found.flatMap((left) => part.map((right) => [...left, ...right])),
      [[]],
    );
}

/** Values of a column at which comparisons with the literals can differ, null among them where it may be missing. */
export function testPoints(column: Column, literals: readonly (number | string)[]): PlainValue[] {
  const missing = column.missing === 'rejected' ? [] : [null];
  if (isNumeric(column)) return [...missing, ...numberPoints(column, literals.map(Number))];
  if (column.values !== undefined) return [...missing, ...column.values];
  const texts = literals.map(String);
  if (column.type !== 'date') return [...missing, ...texts, ...texts.map((text) => `${text}\u0000`), ''];
  const { earliest, latest } = dayRangeOf(column);
  const days = [earliest, latest, ...texts, ...texts.map((day) => `${day}\u0000`), ...texts.map(before)];
  return [...missing, ...days.filter((day) => day >= earliest && day <= `${latest}\u0000`)];
}

/** A text just before a day, for comparing only. */
const before = (day: string) =>
  `${day.slice(0, -1)}${String.fromCharCode(day.charCodeAt(day.length - 1) - 1)}`;

function numberPoints(column: Column, literals: readonly number[]): number[] {
  const { min, max } = rangeOf(column);
  const ends = [min, max, ...literals].sort((a, b) => a - b);
  const between = ends.slice(1).map((value, i) => ends[i]! / 2 + value / 2);
  const points = [...ends, ...between, ...literals.flatMap((value) => [value - 1, value + 1])];
  const whole = column.type !== 'number';
  const tried = whole ? points.flatMap((value) => [Math.floor(value), Math.ceil(value)]) : points;
  return [...new Set(tried)].filter((value) => value >= min && value <= max).sort((a, b) => a - b);
}
