import { z } from 'zod';
import { sum } from '../core/numbers.js';
import { columnSchema } from './column.js';
import { columnNameSchema, idSchema, shareSchema, specFields, textsSchema, wordingSchema } from './common.js';
import { featureSchema } from './feature.js';
import { labelSchema, outcomesSchema, splitSchema } from './label-spec.js';
import {
  binningSchema,
  challengers,
  crossValidationSchema,
  expertsSchema,
  selectionSchema,
} from './training-spec.js';

/** Override rates that call for attention, and for action. */
export const overrideLimitsSchema = z.strictObject({
  amber: shareSchema.default(0.05),
  red: shareSchema.default(0.1),
});

/** Fifteen tiers over the score. */
const tiersSchema = z.discriminatedUnion('method', [
  /** Shares of rated firms, R1 first, adding up to 1; placed once, then frozen. */
  z.strictObject({
    method: z.literal('shares'),
    shares: z
      .array(shareSchema)
      .length(15)
      .refine((all) => Math.abs(sum(all) - 1) < 1e-6, 'shares that add up to 1'),
    minimumFirms: z.int().default(30),
  }),
  /** PD_k = base × ratio^(k−1), limits PD_k √ratio. */
  z.strictObject({ method: z.literal('master-scale'), base: z.number().positive(), ratio: z.number().gt(1) }),
  /** Lowest scores of R1 to R14, falling; R15 begins at 0. */
  z.strictObject({
    method: z.literal('given'),
    floors: z
      .array(z.int().min(1).max(1000))
      .length(14)
      .refine(
        (all) => all.every((floor, i) => i === 0 || floor < all[i - 1]!),
        'floors that fall from R1 to R14',
      ),
  }),
]);
export type TierMethod = z.infer<typeof tiersSchema>;

/** enterprise.spec.json: what people decide before the fit. */
export const enterpriseSpecSchema = z.strictObject({
  ...specFields,
  kind: z.literal('enterprise-spec'),
  /** The company table's contract: company_id is always there, industry_code where a feature looks up industry.json. */
  inputs: z.array(columnSchema).min(1),
  /** Texts that mean "missing" beside the empty cell, e.g. `NULL`. */
  missingTexts: z.array(z.string()).default([]),
  dimensions: z
    .array(z.strictObject({ id: idSchema, name: textsSchema, waiver: z.string().optional() }))
    .min(1),
  features: z.array(featureSchema).min(1),
  /** Firms with more missing feature inputs than this are refused as THIN_FILE. Inputs are counted once each. */
  thin: z.strictObject({ maxMissing: z.int().min(0), of: z.array(columnNameSchema).optional() }),
  /** Left out, the card is label-free: expert weights on quantile bins, tiers by shares, no pd. */
  label: labelSchema.optional(),
  outcomes: outcomesSchema.default(() => outcomesSchema.parse({})),
  experts: expertsSchema.optional(),
  /** The first split trains the document; each further one is refitted as evidence only. None: all rows train. By `hash`: test where hash / 2^32 < testShare. */
  splits: z.array(splitSchema).default([]),
  binning: binningSchema.default(() => binningSchema.parse({})),
  selection: selectionSchema.default(() => selectionSchema.parse({})),
  fit: z.strictObject({
    /** Ridge penalty on coefficients of WOE columns, not on the intercept. Default 0. */
    l2: z.number().min(0).default(0),
    /** Maximum likelihood, or Firth's bias-reduced one that stays finite under separation. Default `ml`. */
    method: z.enum(['ml', 'firth']).default('ml'),
    /** Keeps every coefficient at 0 or above, so that a worse bin never earns points. Default true. */
    nonNegative: z.boolean().default(true),
    /**
     * A column with log odds that belong to the sample and not to the firm, e.g. ln of sampling rates: part of the fit,
     * not of the score. Missing counts as 0; −20 to 20.
     */
    offset: columnNameSchema.optional(),
  }),
  /** Folds of the dial's curve and of the challengers, on at most `maxRows` training rows (those with the smallest hashes). */
  crossValidation: crossValidationSchema.default(() => crossValidationSchema.parse({})),
  challengers: z.array(z.enum(challengers)).default([]),
  /** Rates every labelled firm by a card made without it, bins and selection included; for at most 2,000 firms. Default false. */
  leaveOneOut: z.boolean().default(false),
  calibration: z.strictObject({
    /**
     * Long-run share of bad firms; null keeps the weighted share of the sample. Where customers are named, good and bad ones
     * among them, the intercept is then fitted to what they did.
     */
    longRunBadRate: z.number().gt(0).lt(1).nullable(),
  }),
  scale: z.strictObject({
    score: z.int().default(600),
    odds: z.number().positive().default(50),
    pointsToDouble: z.number().positive().default(60),
    /** A card without labels: the mean score of its firms, before rounding and bounds, and the points of one standard deviation. */
    middle: z.int().default(500),
    pointsPerDeviation: z.number().positive().default(150),
  }),
  tiers: tiersSchema,
  /** A firm rated before changes its tier only this many points past the cut-off, or when two runs agree. Default 10. */
  hysteresis: z.strictObject({ points: z.int().min(0).max(200).default(10) }).default({ points: 10 }),
  /** Shares of rated firms under an override from which the run warns. */
  overrides: overrideLimitsSchema.default(() => overrideLimitsSchema.parse({})),
  /** Shares somebody published, shown beside ours. */
  reference: z
    .strictObject({ source: wordingSchema, head: shareSchema, mid: shareSchema, tail: shareSchema })
    .optional(),
});
export type EnterpriseSpec = z.infer<typeof enterpriseSpecSchema>;
