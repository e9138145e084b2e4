import { z } from 'zod';
import { columnNameSchema } from './common.js';

const literal = z.union([z.number(), z.string()]);

/**
 * One comparison over a named column. A comparison with a missing value is false; only `missing` sees it.
 * Dates are compared with `YYYY-MM-DD` texts; `between` includes both ends.
 */
const comparisonSchema = z.union([
  z.strictObject({ column: columnNameSchema, op: z.enum(['>', '>=', '<', '<=', '=', '!=']), value: literal }),
  z.strictObject({ column: columnNameSchema, op: z.literal('in'), values: z.array(literal).min(1) }),
  z.strictObject({ column: columnNameSchema, op: z.literal('between'), low: literal, high: literal }),
  z.strictObject({ column: columnNameSchema, op: z.literal('missing'), value: z.boolean().default(true) }),
]);
export type Comparison = z.infer<typeof comparisonSchema>;

/** A condition: a comparison, or all / any of several conditions. Flags, labels and credit rules share it. */
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/**
 * A comparison, or all / any of several conditions. A comparison with a missing value is false; only `missing` sees it
 * (`value` false: that it is there). Dates are compared with `YYYY-MM-DD` texts; `between` includes both ends.
 */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    comparisonSchema,
  ]),
);

/** The columns a condition reads, each once, in order of first use. */
export function columnsOfCondition(condition: Condition): string[] {
  if ('all' in condition) return [...new Set(condition.all.flatMap(columnsOfCondition))];
  if ('any' in condition) return [...new Set(condition.any.flatMap(columnsOfCondition))];
  return [condition.column];
}

/** The literals of a condition, or of the comparisons of one column. */
export function literalsOf(condition: Condition, name?: string): (number | string)[] {
  if ('all' in condition) return condition.all.flatMap((part) => literalsOf(part, name));
  if ('any' in condition) return condition.any.flatMap((part) => literalsOf(part, name));
  if ((name !== undefined && condition.column !== name) || condition.op === 'missing') return [];
  if (condition.op === 'in') return [...condition.values];
  return condition.op === 'between' ? [condition.low, condition.high] : [condition.value];
}
