import { z } from 'zod';
import { binSchema, pointsSchema } from './bin.js';
import { columnSchema } from './column.js';
import {
  columnNameSchema,
  documentFields,
  fingerprintSchema,
  idSchema,
  ppmSchema,
  textsSchema,
  wordingSchema,
} from './common.js';
import { enterpriseSense } from './enterprise-sense.js';
import { overrideLimitsSchema } from './enterprise-spec.js';
import { featureSchema } from './feature.js';
import { classificationSchema } from './industry-spec.js';
import { BIN_BASE } from './rating-columns.js';
import { trainingSchema } from './training-evidence.js';

/** One tier: scores from `floor` up to the next better tier's floor. */
const tierSchema = z.strictObject({
  tier: z.int().min(1).max(15),
  floor: z.int().min(0).max(1000),
  /** Frozen calibrated probability of default, parts per million; null for a label-free card. */
  pdPpm: ppmSchema.nullable(),
  /** Labelled customers in this tier, and the bad ones. */
  n: z.int().min(0),
  d: z.int().min(0),
  /** Firms drawn without weights whose bad rate would be known as well; left out where that is n. */
  effective: z.int().min(0).optional(),
  /**
   * Of firms that weigh differently: so many that weigh as all do of their kind, good or bad, say as much, and what takes their odds of
   * bad to those of the population. Intervals and power go by it; left out where it says nothing new.
   */
  drawn: z.strictObject({ n: z.number().min(0), factor: z.number().positive() }).optional(),
  /** Its pd would lie above 30 %, with fewer than 30 rated firms and no bad customer to show for it: it counts as 30 %. */
  capped: z.literal(true).optional(),
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
  bins: z.array(binSchema).min(2).max(BIN_BASE),
  /** Population mean of its points, rounded: reasons are measured against it. */
  meanPoints: pointsSchema,
  iv: z.number(),
  coefficient: z.number(),
  standardError: z.number().nullable(),
  z: z.number().nullable(),
  /** Two-sided P value of z, and the 95 % interval. */
  p: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Standard error and P that do not take a weight for a number of firms; absent where every firm weighs 1. */
  robust: z.strictObject({ standardError: z.number(), p: z.number() }).optional(),
  /** Variance inflation among the card's WOE columns; null for a label-free card. */
  vif: z.number().nullable(),
  /** The experts' weight, adding up to 1 over the card; null where no experts were asked. */
  expertWeight: z.number().nullable(),
});
export type ScoredFeature = z.infer<typeof scoredFeatureSchema>;

const enterpriseFields = {
  ...documentFields,
  kind: z.literal('enterprise'),
  inputs: z.array(columnSchema).min(1),
  missingTexts: z.array(z.string()),
  /** The classification its industry codes belong to, and the industry document it looks up; null where it was trained without one. */
  classification: classificationSchema.nullable(),
  industry: fingerprintSchema.nullable(),
  dimensions: z.array(z.strictObject({ id: idSchema, name: textsSchema })),
  thin: z.strictObject({ maxMissing: z.int().min(0), of: z.array(columnNameSchema) }),
  features: z.array(scoredFeatureSchema).min(1),
  basePoints: pointsSchema,
  /** pd in ppm at each score 0..1000, falling; null for a label-free card. */
  pdByScore: z.array(ppmSchema).length(1001).nullable(),
  /** R1 first, floors strictly falling, the last floor 0. */
  tiers: z.array(tierSchema).length(15),
  /** A firm rated before changes its tier only this many points past the cut-off (up: floor + points and more; down: floor − points and less), or when two runs agree. */
  hysteresis: z.strictObject({ points: z.int().min(0) }),
  /** Override rates that call for attention, and for action. */
  overrides: overrideLimitsSchema.default(() => overrideLimitsSchema.parse({})),
  reference: z
    .strictObject({ source: wordingSchema, head: z.number(), mid: z.number(), tail: z.number() })
    .optional(),
  training: trainingSchema,
};

/** enterprise.json: the rating, fitted. Checked as a whole too: see `enterpriseSense`. */
export const enterpriseDocumentSchema = z.strictObject(enterpriseFields).superRefine((document, context) => {
  for (const { path, message } of enterpriseSense(document))
    context.addIssue({ code: 'custom', path, message });
});
export type EnterpriseDocument = z.infer<typeof enterpriseDocumentSchema>;
