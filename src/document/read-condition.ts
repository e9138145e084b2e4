import { Buffer } from 'node:buffer';
import type { Comparison, Condition } from './condition.js';

/** A value as the contract reads it: numbers, texts (dates as `YYYY-MM-DD`), null when missing. */
export type PlainValue = number | string | null;

/** Finds a named value of one record. */
export type ValueLookup = (name: string) => PlainValue;

/**
 * The TypeScript reading of a condition for one record. A comparison with a missing value is false; only `missing` sees it.
 * Texts are compared byte for byte (UTF-8).
 * @param condition the condition
 * @param valueAt finds the values it names
 */
export function holds(condition: Condition, valueAt: ValueLookup): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, valueAt));
  if ('any' in condition) return condition.any.some((part) => holds(part, valueAt));
  return compares(condition, valueAt(condition.column));
}

function compares(comparison: Comparison, value: PlainValue): boolean {
  if (comparison.op === 'missing') return comparison.value === (value === null);
  if (value === null) return false;
  const order = (literal: number | string) => compare(value, literal);
  switch (comparison.op) {
    case 'in':
      return comparison.values.some((literal) => order(literal) === 0);
    case 'between':
      return order(comparison.low) >= 0 && order(comparison.high) <= 0;
    case '=':
      return order(comparison.value) === 0;
    case '!=':
      return order(comparison.value) !== 0;
    case '<':
      return order(comparison.value) < 0;
    case '<=':
      return order(comparison.value) <= 0;
    case '>':
      return order(comparison.value) > 0;
    case '>=':
      return order(comparison.value) >= 0;
  }
}

/** Below 0, 0 or above 0; the literal is read as what the value is. */
function compare(value: number | string, literal: number | string): number {
  if (typeof value === 'number') {
    const other = Number(literal);
    return value < other ? -1 : value > other ? 1 : value === other ? 0 : Number.NaN;
  }
  const other = String(literal);
  return value === other ? 0 : Buffer.compare(Buffer.from(value), Buffer.from(other));
}
