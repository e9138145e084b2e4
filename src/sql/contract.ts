import { type Column, dayRangeOf, isNumeric, rangeOf } from '../document/column.js';
import { binary, call, date, double, type Expr, integer, isIn, isNull, not, or, text } from './expr.js';

/** One way in which a value can break its column's contract; unknown where the value is missing. */
export interface Breach {
  readonly code: 'MISSING' | 'RANGE' | 'VALUE' | 'PATTERN' | 'UNKNOWN_INDUSTRY_CODE';
  readonly when: Expr;
}

/**
 * Every way in which a typed value can break its column's contract.
 * @param entry the column
 * @param value its value: a number, a text or a date
 * @param divisions two-digit divisions that industry codes may begin with; undefined: any
 */
export function breachesOf(entry: Column, value: Expr, divisions: readonly string[] | undefined): Breach[] {
  const missing: Breach[] = entry.missing === 'rejected' ? [{ code: 'MISSING', when: isNull(value) }] : [];
  if (entry.type === 'date') return [...missing, ...dayBreaches(entry, value)];
  if (isNumeric(entry)) return [...missing, ...numberBreaches(entry, value)];
  return [...missing, ...textBreaches(entry, value, divisions)];
}

/** A number out of its range: so is every infinity and NaN, which engines hold for larger than any number. */
function numberBreaches(entry: Column, value: Expr): Breach[] {
  const { min, max } = rangeOf(entry);
  return [{ code: 'RANGE', when: outside(value, double(min), double(max)) }];
}

/** Below or above both ends, which are in: half the time of a negated BETWEEN. */
function outside(value: Expr, low: Expr, high: Expr): Expr {
  return or(binary(value, '<', low), binary(value, '>', high));
}

/** A day out of its range. */
export function dayBreaches(entry: Column, day: Expr): Breach[] {
  const { earliest, latest } = dayRangeOf(entry);
  return [{ code: 'RANGE', when: outside(day, date(earliest), date(latest)) }];
}

/** A text that is not among the values, does not match, or is no industry code. */
function textBreaches(entry: Column, value: Expr, divisions: readonly string[] | undefined): Breach[] {
  const isCode = entry.type === 'code' && divisions !== undefined;
  const known = () => isIn(call('prefix', value, integer(2)), divisions!.map(text));
  return [
    ...(entry.values === undefined
      ? []
      : [{ code: 'VALUE' as const, when: not(isIn(value, entry.values.map(text))) }]),
    ...(entry.pattern === undefined
      ? []
      : [{ code: 'PATTERN' as const, when: not(call('full_match', value, text(entry.pattern))) }]),
    ...(isCode ? [{ code: 'UNKNOWN_INDUSTRY_CODE' as const, when: not(known()) }] : []),
  ];
}
