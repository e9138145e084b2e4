import { z } from 'zod';
import { AS_OF, type Column, WHOLE_TYPES } from './column.js';
import { columnNameSchema, idSchema, textsSchema } from './common.js';
import { columnsOfCondition, conditionSchema } from './condition.js';

/** One summand: `times` × the column's value; `times` defaults to 1. */
const termSchema = z.strictObject({ column: columnNameSchema, times: z.number().default(1) });
export type Term = z.infer<typeof termSchema>;

const common = {
  id: columnNameSchema,
  dimension: idSchema,
  name: textsSchema,
  /** Which end is the better credit: sets the trend of the bins and the check against experience. */
  better: z.enum(['higher', 'lower', 'either']),
  /** Whether the firm itself can change it: only such features enter "what would move this firm". */
  actionable: z.boolean().default(false),
};

/** What a ratio is when its denominator is zero or negative: missing, or a special code with a bin of its own. */
const denominatorRule = z.union([z.literal('missing'), z.number()]);

/** Values that stand for something else than an amount, e.g. −999: each has a bin of its own. */
const specials = z.array(z.number()).default([]);

/** Σ times × column, left to right; missing when any term is missing. A single column is the simplest sum. */
const sumSchema = z.strictObject({
  ...common,
  kind: z.literal('sum'),
  terms: z.array(termSchema).min(1),
  specials,
});

/** Sum over sum. Growth is (now − then) / then. Missing when any term is missing. */
const ratioSchema = z.strictObject({
  ...common,
  kind: z.literal('ratio'),
  numerator: z.array(termSchema).min(1),
  denominator: z.array(termSchema).min(1),
  whenZero: denominatorRule,
  whenNegative: denominatorRule,
});

/** Whole months from one date to another; `as_of` names the study's date. */
const monthsSchema = z.strictObject({
  ...common,
  kind: z.literal('months'),
  from: columnNameSchema,
  to: columnNameSchema,
});

/** A text as it stands, grouped into bins by bad rate. */
const categorySchema = z.strictObject({ ...common, kind: z.literal('category'), column: columnNameSchema });

/** 1 when the condition holds, else 0; missing when `missingWhen` names a column that is missing. */
const flagSchema = z.strictObject({
  ...common,
  kind: z.literal('flag'),
  when: conditionSchema,
  missingWhen: z.array(columnNameSchema).default([]),
});

/** What industry.json says of the firm's industry: its FAST score, its rank, or one dimension score. Missing outside every industry. */
const lookupSchema = z.strictObject({
  ...common,
  kind: z.literal('lookup'),
  value: z.union([z.enum(['score', 'rank']), z.string().regex(/^dimension:[a-z][a-z0-9_-]*$/)]),
});

/** A column of whole months computed from two dates, for conditions. */
export const monthsOfColumnsSchema = z.strictObject({
  id: columnNameSchema,
  kind: z.literal('months'),
  from: columnNameSchema,
  to: columnNameSchema,
});

/**
 * A feature: one number or category per firm, in one of six kinds.
 * `sum`: Σ times × column; `ratio`: sum over sum; `months`: whole months between two days, one less where the later day of the
 * month is not reached, `as_of` naming the study's date; each missing where a column of it is.
 * `category`: a text as it stands. `flag`: 1 when the condition holds, else 0; missing where any column of `missingWhen` is.
 * `lookup`: what industry.json says of the firm's industry, missing outside every industry.
 */
export const featureSchema = z.discriminatedUnion('kind', [
  sumSchema,
  ratioSchema,
  monthsSchema,
  categorySchema,
  flagSchema,
  lookupSchema,
]);
export type Feature = z.infer<typeof featureSchema>;

/** The company columns a feature reads, each once (a lookup reads the firm's industry, not a column). */
export function columnsOfFeature(feature: Feature): string[] {
  switch (feature.kind) {
    case 'sum':
      return unique(feature.terms.map((term) => term.column));
    case 'ratio':
      return unique([...feature.numerator, ...feature.denominator].map((term) => term.column));
    case 'months':
      return unique([feature.from, feature.to].filter((column) => column !== AS_OF));
    case 'category':
      return [feature.column];
    case 'flag':
      return unique([...columnsOfCondition(feature.when), ...feature.missingWhen]);
    case 'lookup':
      return [];
  }
}

/** The special codes a feature can take, ascending: a sum's, or a ratio's for zero and negative denominators. */
export function specialCodesOf(feature: Feature): number[] {
  if (feature.kind === 'sum') return unique(feature.specials).sort((a, b) => a - b);
  if (feature.kind !== 'ratio') return [];
  const codes = [feature.whenZero, feature.whenNegative].filter((rule) => rule !== 'missing');
  return unique(codes).sort((a, b) => a - b);
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** Whether a feature has whole values only: months, and sums of whole columns taken a whole number of times. */
export function isWhole(feature: Feature, columns: readonly Column[]): boolean {
  if (feature.kind === 'months') return true;
  if (feature.kind !== 'sum') return false;
  const whole = new Set(columns.filter(({ type }) => WHOLE_TYPES.includes(type)).map(({ name }) => name));
  return feature.terms.every(({ column, times }) => whole.has(column) && Number.isInteger(times));
}
