import { z } from 'zod';
import {
  columnNameSchema,
  dateSchema,
  idSchema,
  reasonSchema,
  specFields,
  textsSchema,
  wordingSchema,
} from './common.js';
import { conditionSchema } from './condition.js';
import { repeatedNames, type SenseProblem, unknownNames } from './sense.js';

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

/** The classification that industry codes come from. Divisions are its two-digit prefixes. */
export const classificationSchema = z.strictObject({
  name: z.string(),
  sections: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Z0-9-]{1,8}$/),
        name: z.string().optional(),
        /** Two-digit prefixes and ranges of them, e.g. `13-43` or `31-33,42`. */
        divisions: z.string().regex(/^\d\d(-\d\d)?(,\d\d(-\d\d)?)*$/),
      }),
    )
    .min(1),
});
export type Classification = z.infer<typeof classificationSchema>;

/** An item of the tree that has no figures, and why. */
export const leftOutSchema = z.strictObject({ item: z.string(), reason: reasonSchema });

const industrySpecFields = {
  ...specFields,
  kind: z.literal('industry-spec'),
  /** Figures later than this day are not used. Default: the study's asOf. */
  asOf: dateSchema.optional(),
  classification: classificationSchema,
  /** The tree's root in judgements.csv, e.g. `fast`. Its items are the dimensions; a dimension's items are its indicators. */
  root: idSchema,
  dimensions: z.array(z.strictObject({ id: idSchema, name: textsSchema })).min(1),
  indicators: z.array(indicatorSchema).min(1),
  /** Judged dimensions or indicators that this document does without; their weight goes to their siblings, pro rata. */
  leftOut: z.array(leftOutSchema).default([]),
  ahp: z.strictObject({
    method: z.enum(['eigenvector', 'geometric']),
    aggregation: z.enum(['aij', 'aip-geometric', 'aip-arithmetic']),
    ri: z.enum(['alonso-lamata', 'saaty-1980', 'tummala-ling']),
  }),
  /** Draws of the Monte Carlo over judgements; 0 for none. */
  draws: z.int().min(0).max(100_000).default(10_000),
  targets: z.strictObject({
    /** How many of the best industries become target industries. */
    top: z.int().min(1),
    /** The least score of a target, 0..100. Default: none. */
    minScore: z.number().min(0).max(100).default(0),
    /** The fewest firms of the company table that a target has. Default: none; above 0 the company file is read. */
    minFirms: z.int().min(0).default(0),
    /** The industries one product takes, all of them targets. Default: every target. */
    pinned: z.array(idSchema).optional(),
  }),
};

/** Items of the tree whose name is taken above them: a name leads to one place. */
function sharedNames(
  list: 'dimensions' | 'indicators',
  entries: readonly { readonly id: string }[],
  above: readonly string[],
): SenseProblem[] {
  const taken = new Set(above);
  return entries.flatMap(({ id }, i) =>
    taken.has(id)
      ? [{ path: [list, i, 'id'], message: 'a name that neither the root nor a dimension has' }]
      : [],
  );
}

/** industry.spec.json, checked as a whole too: names once in the whole tree, indicators of known dimensions. */
export const industrySpecSchema = z
  .strictObject(industrySpecFields)
  .superRefine(({ root, dimensions, indicators, leftOut }, context) => {
    const declared = new Set([...dimensions, ...indicators].map(({ id }) => id));
    for (const { path, message } of [
      ...repeatedNames('dimensions', dimensions, 'id'),
      ...repeatedNames('indicators', indicators, 'id'),
      ...sharedNames('dimensions', dimensions, [root]),
      ...sharedNames('indicators', indicators, [root, ...dimensions.map(({ id }) => id)]),
      ...unknownNames('indicators', indicators, 'dimension', new Set(dimensions.map(({ id }) => id))),
      ...leftOut.flatMap(({ item }, i): SenseProblem[] =>
        declared.has(item)
          ? [
              {
                path: ['leftOut', i, 'item'],
                message: 'an item that is not among the dimensions or indicators',
              },
            ]
          : [],
      ),
    ])
      context.addIssue({ code: 'custom', path, message });
  });
export type IndustrySpec = z.infer<typeof industrySpecSchema>;
