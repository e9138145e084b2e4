import { z } from 'zod';
import { binSchema } from './bin.js';
import { columnNameSchema, textsSchema } from './common.js';
import { trends } from './training-spec.js';

/** Where a feature left, in order. */
const stages = [
  'missing',
  'leakage',
  'direction',
  'constant',
  'iv',
  'correlation',
  'vif',
  'bic',
  'sign',
  'separation',
] as const;
type Stage = (typeof stages)[number];

/** Stages that a feature named in `selection.waivers` passes all the same. */
export const waivableStages: readonly Stage[] = ['leakage', 'direction', 'iv', 'correlation', 'vif'];

/** A feature that did not stay. */
export const rejectedSchema = z.strictObject({
  feature: columnNameSchema,
  stage: z.enum(stages),
  reason: z.string(),
  /** The feature that tells more, of one that left for its correlation with it. */
  twin: columnNameSchema.optional(),
  /** The number that decided and its limit, where there is one. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
});
export type RejectedFeature = z.infer<typeof rejectedSchema>;

/** How a candidate was cut, whether it stayed or not; points are those of the card, 0 where it did not. */
export const candidateSchema = z.strictObject({
  feature: columnNameSchema,
  /** As the spec names it. */
  name: textsSchema.optional(),
  iv: z.number(),
  missingShare: z.number(),
  /** Goodman and Kruskal's λ of its pre-bins on good and bad, each firm left out of its own. */
  determination: z.number(),
  /** The same λ on the label source among good firms and among bad firms, whichever is larger; null where of neither kind 30 lie outside its largest source. */
  sourceDetermination: z.number().nullable(),
  trend: z.enum([...trends, 'manual']),
  /** Information value in the direction that experience calls wrong; null where no direction is expected. */
  contraryIv: z.number().nullable(),
  /** Who cut it by hand, and why. */
  manual: z.strictObject({ author: z.string(), reason: z.string() }).optional(),
  bins: z.array(binSchema),
});
export type Candidate = z.infer<typeof candidateSchema>;
