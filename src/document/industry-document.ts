import { z } from 'zod';
import { columnNameSchema, documentFields, idSchema, textsSchema } from './common.js';
import { indicatorSchema } from './indicator-spec.js';
import { industrySense } from './industry-sense.js';
import { classificationSchema, leftOutSchema } from './industry-spec.js';

/** Consistency and weights of one node of the tree. */
const nodeSchema = z.strictObject({
  node: idSchema,
  items: z.array(z.strictObject({ id: z.string(), weight: z.number() })),
  lambdaMax: z.number(),
  ci: z.number(),
  /** Null where no table says what random matrices give; the reason is beside it. */
  cr: z.number().nullable(),
  crReason: z.string().optional(),
  ri: z.strictObject({ table: z.string(), value: z.number().nullable() }),
  /** Geometric consistency index; null where the comparisons form a tree, which nothing can contradict. */
  gci: z.number().nullable(),
  /** Pairs that nobody compared, with the values they were completed with. */
  gaps: z.array(z.strictObject({ left: z.string(), right: z.string(), value: z.number() })),
  /** Goepel's S* by expert weights, and with all experts equal; null for a single expert. */
  consensus: z.number().nullable(),
  consensusUnweighted: z.number().nullable(),
  experts: z.int(),
});
export type NodeResult = z.infer<typeof nodeSchema>;

/** One industry as FAST sees it: the look-up row of the enterprise side. */
const industrySchema = z.strictObject({
  id: idSchema,
  name: textsSchema,
  /** FAST score 0..100 at full precision. */
  score: z.number(),
  /** 1 is best; ties by id. */
  rank: z.int().min(1),
  /** Dimension scores 0..100. */
  dimensions: z.record(idSchema, z.number()),
  /** Global weight × normalised value of each indicator; they add up to the score. */
  contributions: z.record(columnNameSchema, z.number()),
  /** 90 % interval of the score over the judgements' spread, and the share of draws at rank 1, 2, …; null without draws. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  ranks: z.array(z.number()),
  /** Indicators without a figure; their weight went to the others of the dimension. */
  missing: z.array(columnNameSchema),
  target: z.boolean(),
  /** In the product's own subset of the targets. */
  pinned: z.boolean(),
});
export type IndustryScore = z.infer<typeof industrySchema>;

const industryFields = {
  ...documentFields,
  kind: z.literal('industry'),
  classification: classificationSchema,
  /** Code prefixes of the classification → industry, unique by prefix; the longest prefix that matches wins. */
  prefixes: z.array(z.strictObject({ prefix: z.string().regex(/^\d{2,6}$/), industry: idSchema })),
  /** Product tags → industries, many to many. */
  products: z.array(z.strictObject({ product: z.string(), industry: idSchema })),
  dimensions: z.array(z.strictObject({ id: idSchema, name: textsSchema, weight: z.number() })),
  indicators: z.array(
    indicatorSchema.extend({
      /** Global weight: the product down the tree. */
      weight: z.number(),
      /** Frozen bounds of a benefit or cost indicator. */
      bounds: z.strictObject({ low: z.number(), high: z.number() }).optional(),
    }),
  ),
  /** What was judged but left out, and why. */
  leftOut: z.array(leftOutSchema),
  nodes: z.array(nodeSchema),
  experts: z.array(z.strictObject({ expert: z.string(), effectiveWeight: z.number() })),
  /** Draws of the Monte Carlo over judgements. */
  draws: z.int(),
  industries: z.array(industrySchema),
  targets: z.strictObject({
    top: z.int(),
    /** Score at place `top` minus the score at the next, whatever other conditions targets have; null when there is none. */
    margin: z.number().nullable(),
    /** Share of draws in which that margin is above zero; null without draws. */
    probability: z.number().nullable(),
  }),
};

/** industry.json: FAST, fitted. Checked as a whole too: see `industrySense`. */
export const industryDocumentSchema = z.strictObject(industryFields).superRefine((document, context) => {
  for (const { path, message } of industrySense(document))
    context.addIssue({ code: 'custom', path, message });
});
export type IndustryDocument = z.infer<typeof industryDocumentSchema>;
