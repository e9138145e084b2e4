import { z } from 'zod';
import { binSchema } from './bin.js';
import { columnSchema } from './column.js';
import {
  columnNameSchema,
  documentFields,
  fingerprintSchema,
  idSchema,
  ppmSchema,
  textsSchema,
} from './common.js';
import { featureSchema } from './feature.js';
import { classificationSchema } from './industry-spec.js';

/** One tier: scores from `floor` up to the next better tier's floor. */
const tierSchema = z.strictObject({
  tier: z.int().min(1).max(15),
  floor: z.int().min(0).max(1000),
  /** Frozen calibrated probability of default, parts per million; null for a label-free card. */
  pdPpm: ppmSchema.nullable(),
  /** Labelled customers in this tier, and the bad ones. */
  n: z.int().min(0),
  d: z.int().min(0),
  /** Their bad rate with its Jeffreys 90 % interval, ppm, weighted to the population; null without any. */
  badRatePpm: ppmSchema.nullable(),
  low: ppmSchema,
  high: ppmSchema,
  /** True when this tier's pd was pooled with neighbours. */
  pooled: z.boolean(),
});
export type Tier = z.infer<typeof tierSchema>;

/** A feature as scoring reads it. */
const scoredFeatureSchema = z.strictObject({
  feature: featureSchema,
  bins: z.array(binSchema).min(2),
  /** Population mean of its points, rounded: reasons are measured against it. */
  meanPoints: z.int(),
  iv: z.number(),
  coefficient: z.number(),
  standardError: z.number().nullable(),
});
export type ScoredFeature = z.infer<typeof scoredFeatureSchema>;

/** A feature that did not stay. */
const rejectedSchema = z.strictObject({
  feature: columnNameSchema,
  stage: z.enum(['missing', 'constant', 'leakage', 'iv', 'correlation', 'vif', 'sign', 'separation']),
  reason: z.string(),
  /** The number that decided and its limit, where there is one. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
});
export type RejectedFeature = z.infer<typeof rejectedSchema>;

/** AUC and KS are free of class weights; Brier and log-loss are weighted, on calibrated probabilities. */
const measuresSchema = z.strictObject({
  n: z.int(),
  bads: z.int(),
  auc: z.number(),
  /** 95 % interval by DeLong. */
  aucLow: z.number(),
  aucHigh: z.number(),
  ks: z.number(),
  brier: z.number(),
  logLoss: z.number(),
});
export type Measures = z.infer<typeof measuresSchema>;

/** How one split's fit did on train and test. */
const evaluationSchema = z.strictObject({
  split: idSchema,
  by: z.string(),
  /** The industry document its lookups came from, and its date; null without lookups. */
  industryAsOf: z.string().nullable(),
  features: z.array(columnNameSchema),
  train: measuresSchema,
  test: measuresSchema.nullable(),
  testCustomers: measuresSchema.nullable(),
  rejected: z.array(rejectedSchema),
  /** Rows whose label window starts before the industry document's asOf: they know the future of their industry. */
  lookAheadRows: z.strictObject({ train: z.int(), test: z.int() }),
  /** Test rows by tier under the shipped document, where this split is the shipped one; rates weighted, ppm. */
  tiers: z
    .array(z.strictObject({ tier: z.int(), n: z.int(), d: z.int(), badRatePpm: ppmSchema.nullable() }))
    .optional(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

const secondOpinionSchema = z.strictObject({
  verdict: z.enum(['agrees', 'not applicable: separation', 'not converged']),
  rows: z.int(),
  largestDifference: z.number().nullable(),
});
export type SecondOpinion = z.infer<typeof secondOpinionSchema>;

const trainingSchema = z.strictObject({
  rows: z.int(),
  labelled: z.int(),
  goods: z.int(),
  bads: z.int(),
  excluded: z.record(z.string(), z.int()),
  sources: z.array(z.strictObject({ id: idSchema, goods: z.int(), bads: z.int(), weight: z.number() })),
  split: idSchema,
  evaluations: z.array(evaluationSchema),
  intercept: z.number(),
  logLikelihood: z.number(),
  iterations: z.int(),
  secondOpinion: secondOpinionSchema,
  calibration: z.strictObject({
    priorShift: z.number(),
    interceptShift: z.number(),
    slope: z.number(),
    n: z.int(),
    d: z.int(),
    note: z.string(),
  }),
  /** Largest |pd(rounded points) − pd(exact)| over the labelled rows. */
  roundingEffect: z.number(),
  /** Share of rated firms whose raw score lies outside 0..1000. */
  clampedShare: z.number(),
  /** Shares of rated firms in R1..R15 of the population it was fitted on. */
  tierShares: z.array(z.number()).length(15),
  tierNote: z.string(),
  rated: z.int(),
});
export type TrainingEvidence = z.infer<typeof trainingSchema>;

/** enterprise.json: the rating, fitted. */
export const enterpriseDocumentSchema = z.strictObject({
  ...documentFields,
  kind: z.literal('enterprise'),
  inputs: z.array(columnSchema).min(3),
  missingTexts: z.array(z.string()),
  /** The classification its industry codes belong to, and the industry document it looks up. */
  classification: classificationSchema,
  industry: fingerprintSchema,
  dimensions: z.array(z.strictObject({ id: idSchema, name: textsSchema })),
  thin: z.strictObject({ maxMissing: z.int().min(0), of: z.array(columnNameSchema) }),
  features: z.array(scoredFeatureSchema).min(1),
  basePoints: z.int(),
  /** pd in ppm at each score 0..1000, falling. */
  pdByScore: z.array(ppmSchema).length(1001),
  /** R1 first, floors strictly falling, the last floor 0. */
  tiers: z.array(tierSchema).length(15),
  reference: z
    .strictObject({ source: z.string(), head: z.number(), mid: z.number(), tail: z.number() })
    .optional(),
  training: trainingSchema,
});
export type EnterpriseDocument = z.infer<typeof enterpriseDocumentSchema>;
