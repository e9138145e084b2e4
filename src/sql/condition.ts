import type { Comparison, Condition } from '../document/condition.js';
import { and, binary, date, double, type Expr, isIn, isNull, isPresent, or, text } from './expr.js';

/** Finds a named column: its expression and whether it holds a number, a text or a date. */
export type ColumnLookup = (name: string) => {
  readonly expr: Expr;
  readonly type: 'number' | 'text' | 'date';
};

const OPERATORS = { '>': '>', '>=': '>=', '<': '<', '<=': '<=', '=': '=', '!=': '<>' } as const;

/**
 * The SQL reading of a condition. Where a compared value is missing the result is unknown, which every use
 * (CASE WHEN, WHERE) takes as false; the grammar has no negation, so this is the two-valued reading exactly.
 * @param condition the condition
 * @param lookup finds the columns it names
 */
export function conditionExpr(condition: Condition, lookup: ColumnLookup): Expr {
  if ('all' in condition) return and(...condition.all.map((part) => conditionExpr(part, lookup)));
  if ('any' in condition) return or(...condition.any.map((part) => conditionExpr(part, lookup)));
  return comparisonExpr(condition, lookup);
}

function comparisonExpr(comparison: Comparison, lookup: ColumnLookup): Expr {
  const { expr, type } = lookup(comparison.column);
  const literal = (value: number | string) => literalExpr(value, type);
  switch (comparison.op) {
    case 'missing':
      return comparison.value ? isNull(expr) : isPresent(expr);
    case 'in':
      return isIn(expr, comparison.values.map(literal));
    case 'between':
      return and(binary(expr, '>=', literal(comparison.low)), binary(expr, '<=', literal(comparison.high)));
    default:
      return binary(expr, OPERATORS[comparison.op], literal(comparison.value));
  }
}

function literalExpr(value: number | string, type: 'number' | 'text' | 'date'): Expr {
  if (type === 'date') return date(String(value));
  return type === 'number' ? double(Number(value)) : text(String(value));
}
