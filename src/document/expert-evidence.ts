import { z } from 'zod';
import { columnNameSchema, idSchema } from './common.js';

/** What experts said, and what listening to them costs. */
export const expertEvidenceSchema = z.strictObject({
  source: z.string(),
  /** Before sharing: as judged or given, adding up to 1 over the dimensions. */
  dimensions: z.record(idSchema, z.number()),
  /** Of each node of the judgements; empty where weights were given. */
  consistency: z.array(z.strictObject({ node: z.string(), cr: z.number().nullable(), experts: z.int() })),
  /** Of the card's features, adding up to 1; what empty dimensions had is shared pro rata. */
  weights: z.array(z.strictObject({ feature: columnNameSchema, weight: z.number() })),
  /**
   * Coefficients of the card's features by the data alone (ψ = 0), with standard errors (null where the bound holds one at 0) and
   * two-sided P values; null where the data alone have no finite maximum. Left out where the card is theirs anyway, or without labels.
   */
  alone: z
    .array(
      z.strictObject({
        feature: columnNameSchema,
        coefficient: z.number(),
        standardError: z.number().nullable(),
        p: z.number().nullable(),
      }),
    )
    .nullable()
    .optional(),
  influence: z.number(),
  /** λ = ψ / (1 − ψ) × Σ weights × p̄ (1 − p̄). */
  lambda: z.number(),
  /** s of γ → s w: what one unit of the experts' card is worth. */
  scale: z.number(),
  reason: z.string(),
  /** Cross-validated along the dial; empty where the influence is given. */
  curve: z.array(
    z.strictObject({
      influence: z.number(),
      auc: z.number(),
      ks: z.number(),
      /** Mean over the folds; `challenge.models[].logLoss` is that of all rows together. */
      logLoss: z.number(),
      /** Standard error of the paired fold differences to the best log-loss. */
      lossError: z.number(),
      chosen: z.boolean(),
    }),
  ),
  folds: z.int(),
  rows: z.int(),
});
export type ExpertEvidence = z.infer<typeof expertEvidenceSchema>;
