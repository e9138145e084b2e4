import { z } from 'zod';
import { columnNameSchema, idSchema, textsSchema, wordingSchema } from './common.js';
import { conditionSchema } from './condition.js';

const bound = z.union([z.literal('data'), z.number()]);

interface Ends {
  readonly kind: string;
  readonly low?: number | 'data';
  readonly high?: number | 'data';
}

/** Whether given bounds ascend; those of an interval may be one number. */
function isAscending({ kind, low, high }: Ends): boolean {
  if (typeof low !== 'number' || typeof high !== 'number') return true;
  return low < high || (kind === 'interval' && low === high);
}

/** How an indicator becomes 0..100. */
const normalisationSchema = z
  .union([
    /** Linear between two bounds: learned from the data at fitting (after winsorising), or given; frozen in the document. */
    z.strictObject({
      kind: z.enum(['benefit', 'cost']),
      low: bound.default('data'),
      high: bound.default('data'),
    }),
    /** 100 at the target, falling linearly to 0 at `tolerance` away from it. */
    z.strictObject({ kind: z.literal('target'), target: z.number(), tolerance: z.number().positive() }),
    /** 100 inside [low, high], falling linearly to 0 at `tolerance` outside. */
    z.strictObject({
      kind: z.literal('interval'),
      low: z.number(),
      high: z.number(),
      tolerance: z.number().positive(),
    }),
  ])
  .refine(isAscending, { path: ['high'], message: 'a number above low' });

/** Where an indicator's figure comes from. */
const sourceSchema = z.discriminatedUnion('from', [
  /** A column of industries.csv in the latest year up to the document's asOf. */
  z.strictObject({ from: z.literal('column'), column: columnNameSchema }),
  /** Compound growth a year of a column over the `years` years up to that year: (last/first)^(1/years) − 1. */
  z.strictObject({ from: z.literal('growth'), column: columnNameSchema, years: z.int().min(1).max(30) }),
  /** One column over another in the same year. */
  z.strictObject({ from: z.literal('ratio'), numerator: columnNameSchema, denominator: columnNameSchema }),
  /**
   * An aggregate over the firms whose primary industry it is, for which `when` holds: how many there are, the sum, mean
   * or median of a column, their share of all its firms, or the Herfindahl index of a column (0..1). Sums are exact:
   * sum, mean and hhi take integer, amount and flag columns only.
   */
  z.strictObject({
    from: z.literal('firms'),
    aggregate: z.enum(['count', 'sum', 'mean', 'median', 'share', 'hhi']),
    column: columnNameSchema.optional(),
    when: conditionSchema.optional(),
  }),
  /** Σ numerator / Σ denominator over the firms that have both. */
  z.strictObject({
    from: z.literal('firms-ratio'),
    numerator: columnNameSchema,
    denominator: columnNameSchema,
  }),
  /** Σ column / Σ before − 1 over the firms that have both. */
  z.strictObject({ from: z.literal('firms-growth'), column: columnNameSchema, before: columnNameSchema }),
  /**
   * How much the industry is interwoven with the others. `firms`: the mean of |A∩B| / min(|A|, |B|) over the other
   * industries, weighted by their size, where a firm belongs to every industry that its code or product tags reach;
   * `io`: the share of its flows in industry-io.csv that goes to or comes from other industries.
   */
  z.strictObject({ from: z.literal('overlap'), by: z.enum(['firms', 'io']) }),
]);

/** One quantitative indicator. */
export const indicatorSchema = z.strictObject({
  id: columnNameSchema,
  dimension: idSchema,
  name: textsSchema,
  /** What its figures are in; in one text, or one for each language. */
  unit: wordingSchema,
  source: sourceSchema,
  normalisation: normalisationSchema,
  /** Shares in [0, 1) cut off at each end before bounds are learned (values beyond are held at the bound). Default 0. */
  winsorise: z.number().min(0).max(0.25).default(0),
  /** A missing figure: weights are redistributed within the dimension and the industry flagged, or fitting refuses. */
  missing: z.enum(['reweight', 'refuse']),
});
export type Indicator = z.infer<typeof indicatorSchema>;
