import { z } from 'zod';
import { columnNameSchema } from './common.js';

/**
 * AUC and KS are free of class weights; Brier and log-loss are weighted, on calibrated probabilities, beside the offset that labels
 * were drawn with. Hosmer-Lemeshow: ten groups of equal size by probability, equal ones together; null where rows weigh differently.
 */
export const measuresSchema = z.strictObject({
  n: z.int(),
  bads: z.int(),
  auc: z.number(),
  /** 95 % interval by DeLong; null with one good or one bad firm, of whom nobody knows how its kind spreads. */
  aucLow: z.number().nullable(),
  aucHigh: z.number().nullable(),
  gini: z.number(),
  ks: z.number(),
  brier: z.number(),
  logLoss: z.number(),
  hosmerLemeshow: z.strictObject({ chi2: z.number(), df: z.int(), p: z.number() }).nullable(),
});
export type Measures = z.infer<typeof measuresSchema>;

/** Every labelled firm rated by a card that never saw it; Brier and log-loss before calibration. */
export const leaveOneOutSchema = z.strictObject({
  ...measuresSchema.omit({ hosmerLemeshow: true }).shape,
  /** In how many of the n cards a feature stayed. */
  features: z.array(z.strictObject({ feature: columnNameSchema, times: z.int() })),
});
export type LeaveOneOut = z.infer<typeof leaveOneOutSchema>;
