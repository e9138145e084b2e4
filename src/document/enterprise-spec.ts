import { z } from 'zod';
import { sum } from '../core/numbers.js';
import { columnSchema } from './column.js';
import {
  columnNameSchema,
  idSchema,
  reasonSchema,
  shareSchema,
  specFields,
  textsSchema,
  wordingSchema,
} from './common.js';
import { featureSchema } from './feature.js';
import { labelSchema, outcomesSchema, splitSchema } from './label-spec.js';

/** Trends of the bad rate over ascending bins. */
export const trends = [
  'none',
  'ascending',
  'descending',
  'auto',
  'peak',
  'valley',
  'convex',
  'concave',
] as const;
export type Trend = (typeof trends)[number];

/** What experts say of the weights, and how much it counts. */
const expertsSchema = z.strictObject({
  /** Who was asked, and how. */
  source: z.string().min(1),
  /** Weights of the dimensions: from the study's ratingJudgements by AHP, or given; scaled to add up to 1. */
  dimensions: z.union([z.literal('judgements'), z.record(idSchema, z.number().min(0))]),
  /**
   * Weights of features within a dimension where people gave them; otherwise those of ratingJudgements under a node named
   * like the dimension; otherwise shares of information value.
   */
  within: z.record(idSchema, z.record(columnNameSchema, z.number().min(0))).default({}),
  /**
   * ψ in [0, 1): the weight of the experts' card beside the data. `auto`: the largest whose cross-validated log-loss is
   * within one standard error of the best, by paired folds.
   */
  influence: z.union([z.literal('auto'), z.number().min(0).lt(1)]).default('auto'),
});

/** Models that the scorecard is held against, on the same folds and bins. */
export const challengers = ['linear', 'tree', 'forest', 'boosting'] as const;
export type ChallengerName = (typeof challengers)[number];

/** How features are cut into bins. */
const binningSchema = z.strictObject({
  /** Most pre-bins per numeric feature. */
  prebins: z.int().min(2).max(200).default(50),
  /** Most bins per feature, without missing and special ones. */
  maxBins: z.int().min(2).max(30).default(6),
  /** Smallest share of labelled rows in a bin. */
  minShare: shareSchema.default(0.05),
  minGoods: z.int().min(0).default(1),
  minBads: z.int().min(0).default(1),
  /** What an empty cell of a bin counts as, in firms of weight 1, before shares are taken. */
  smoothing: z.number().positive().default(0.5),
  /** Trend by feature of numbers where it is not what `better` says (higher → descending bad rate, lower → ascending, either → auto). */
  trends: z.record(columnNameSchema, z.enum(trends)).default({}),
  /** What a missing value is worth when training saw none (or too few for a bin): the worst bin's WOE, or 0. */
  missing: z.enum(['worst', 'neutral']).default('neutral'),
});

/** Who stays. Every rejected feature is listed with stage and reason. */
const selectionSchema = z.strictObject({
  /** Largest share of labelled rows without the feature. */
  maxMissing: shareSchema.default(0.95),
  minIv: z.number().min(0).default(0.02),
  /** Above it a feature is taken for a leak and rejected, unless waived in writing. */
  maxIv: z.number().positive().default(0.5),
  /** Goodman and Kruskal's λ, each firm left out of its own cell, above which a feature is taken for the label in disguise, unless waived in writing. */
  maxDetermination: shareSchema.default(0.8),
  /** AUC above which the card's features can tell which list a good firm comes from: then the lists are not comparable. */
  maxSourceAuc: shareSchema.default(0.8),
  /** Largest |r| of two features' WOE columns: beyond it the one that tells less leaves. */
  maxCorrelation: shareSchema.default(0.7),
  maxVif: z.number().min(1).default(5),
  /** Bads, or goods where they are fewer, that each feature is to rest on: training warns below, and keeps no more of many that only together tell all firms apart. */
  eventsPerFeature: z.number().min(1).default(10),
  /** Backward elimination while it lowers the Bayesian information criterion. Default `none`. */
  stepwise: z.enum(['none', 'bic']).default('none'),
  /** Feature → why it stays in spite of a check. */
  waivers: z.record(columnNameSchema, reasonSchema).default({}),
});

/** Override rates that call for attention, and for action. */
export const overrideLimitsSchema = z.strictObject({
  amber: shareSchema.default(0.05),
  red: shareSchema.default(0.1),
});

const crossValidationSchema = z.strictObject({
  folds: z.int().min(2).max(20).default(10),
  maxRows: z.int().min(100).default(20_000),
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
