import { z } from 'zod';
import { columnSchema } from './column.js';
import { columnNameSchema, dateSchema, idSchema, specFields, textsSchema } from './common.js';
import { conditionSchema } from './condition.js';
import { featureSchema } from './feature.js';

const share = z.number().min(0).max(1);

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

/** Which firms are good, bad or left out; a firm that is both, or neither, is left out and counted. */
const labelSchema = z.strictObject({
  bad: conditionSchema,
  good: conditionSchema,
  /** Left out even when good or bad. */
  exclude: conditionSchema.optional(),
  /** Where labels come from, first match wins; each with the sample weight of its firms (default 1). */
  sources: z
    .array(z.strictObject({ id: idSchema, when: conditionSchema, weight: z.number().positive().default(1) }))
    .min(1),
  /** The bank's own customers: calibration and the headline AUC use them alone. Default: every labelled firm. */
  customers: conditionSchema.optional(),
  /** The column with the day a label's window starts, for the look-ahead check. */
  windowStart: columnNameSchema.optional(),
});

/** A division of the labelled firms into train and test. */
const splitSchema = z.discriminatedUnion('by', [
  /** Test when hash(id) / 2^32 < testShare; the hash is the first 32 bits of MD5. */
  z.strictObject({ id: idSchema, by: z.literal('hash'), testShare: share, industry: z.string().optional() }),
  /** Train before `from`, test from that day on (until `until`, exclusive, when given). */
  z.strictObject({
    id: idSchema,
    by: z.literal('date'),
    column: columnNameSchema,
    from: dateSchema,
    until: dateSchema.optional(),
    /** Variant of the industry document that knows nothing later, e.g. `2005` for industry.2005.json. */
    industry: z.string().optional(),
  }),
  /** Test where the column holds the value. */
  z.strictObject({
    id: idSchema,
    by: z.literal('given'),
    column: columnNameSchema,
    test: z.union([z.string(), z.number()]),
    industry: z.string().optional(),
  }),
]);
export type Split = z.infer<typeof splitSchema>;

/** How features are cut into bins. */
const binningSchema = z.strictObject({
  /** Most pre-bins per numeric feature. */
  prebins: z.int().min(2).max(200).default(50),
  /** Most bins per feature, without missing and special ones. */
  maxBins: z.int().min(2).max(30).default(6),
  /** Smallest share of labelled rows in a bin. */
  minShare: share.default(0.05),
  minGoods: z.int().min(0).default(1),
  minBads: z.int().min(0).default(1),
  /** What an empty cell of a bin counts as, in firms of weight 1, before shares are taken. */
  smoothing: z.number().positive().default(0.5),
  /** Trend by feature where it is not what `better` says (higher → descending bad rate, lower → ascending, either → auto). */
  trends: z.record(columnNameSchema, z.enum(trends)).default({}),
  /** What a missing value is worth when training saw none (or too few for a bin): the worst bin's WOE, or 0. */
  missing: z.enum(['worst', 'neutral']).default('neutral'),
});

/** Who stays. Every rejected feature is listed with stage and reason. */
const selectionSchema = z.strictObject({
  maxMissing: share.default(0.95),
  minIv: z.number().min(0).default(0.02),
  /** Above it a feature is taken for a leak and rejected, unless waived in writing. */
  maxIv: z.number().positive().default(0.5),
  /** Goodman and Kruskal's λ above which a feature is taken for the label in disguise, unless waived in writing. */
  maxDetermination: share.default(0.8),
  maxCorrelation: share.default(0.7),
  maxVif: z.number().min(1).default(5),
  /** Feature → why it stays in spite of a check. */
  waivers: z.record(columnNameSchema, z.string().min(10)).default({}),
});

/** Fifteen tiers over the score. */
const tiersSchema = z.discriminatedUnion('method', [
  /** Shares of rated firms, R1 first, adding up to 1; placed once, then frozen. */
  z.strictObject({
    method: z.literal('shares'),
    shares: z.array(share).length(15),
    minimumFirms: z.int().default(30),
  }),
  /** PD_k = base × ratio^(k−1), limits PD_k √ratio. */
  z.strictObject({ method: z.literal('master-scale'), base: z.number().positive(), ratio: z.number().gt(1) }),
  /** Fourteen lowest scores of R1 to R14. */
  z.strictObject({ method: z.literal('given'), floors: z.array(z.int().min(0).max(1000)).length(14) }),
]);
export type TierMethod = z.infer<typeof tiersSchema>;

/** enterprise.spec.json: what people decide before the fit. */
export const enterpriseSpecSchema = z.strictObject({
  ...specFields,
  kind: z.literal('enterprise-spec'),
  /** The company table's contract; company_id, name and industry_code are always there. */
  inputs: z.array(columnSchema).min(3),
  /** Texts that mean "missing" beside the empty cell, e.g. `NULL`. */
  missingTexts: z.array(z.string()).default([]),
  dimensions: z
    .array(z.strictObject({ id: idSchema, name: textsSchema, waiver: z.string().optional() }))
    .min(1),
  features: z.array(featureSchema).min(1),
  /** Firms with more missing feature inputs than this are refused as THIN_FILE. Inputs are counted once each. */
  thin: z.strictObject({ maxMissing: z.int().min(0), of: z.array(columnNameSchema).optional() }),
  label: labelSchema,
  /** The first split trains the document; each further one is refitted as evidence only. */
  splits: z.array(splitSchema).min(1),
  binning: binningSchema,
  selection: selectionSchema,
  fit: z.strictObject({
    /** Ridge penalty on coefficients of WOE columns, not on the intercept. Default 0. */
    l2: z.number().min(0).default(0),
  }),
  calibration: z.strictObject({
    /** Long-run share of bad firms; null keeps the weighted share of the sample. */
    longRunBadRate: z.number().gt(0).lt(1).nullable(),
  }),
  scale: z.strictObject({
    score: z.int().default(600),
    odds: z.number().positive().default(50),
    pointsToDouble: z.number().positive().default(60),
  }),
  tiers: tiersSchema,
  /** Shares somebody published, shown beside ours. */
  reference: z.strictObject({ source: z.string(), head: share, mid: share, tail: share }).optional(),
});
export type EnterpriseSpec = z.infer<typeof enterpriseSpecSchema>;
