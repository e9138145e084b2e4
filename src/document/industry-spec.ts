import { z } from 'zod';
import { dateSchema, idSchema, reasonSchema, specFields, textsSchema } from './common.js';
import { indicatorSchema } from './indicator-spec.js';
import { repeatedNames, type SenseProblem, unknownNames } from './sense.js';

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
