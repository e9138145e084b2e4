import { z } from 'zod';
import { columnNameSchema } from './common.js';
import { challengers } from './training-spec.js';

/** The shipped regression. */
export const fitSchema = z.strictObject({
  method: z.enum(['ml', 'firth']),
  l2: z.number(),
  nonNegative: z.boolean(),
  intercept: z.number(),
  interceptStandardError: z.number().nullable(),
  logLikelihood: z.number(),
  nullLogLikelihood: z.number(),
  likelihoodRatio: z.strictObject({ chi2: z.number(), df: z.int(), p: z.number() }),
  aic: z.number(),
  bic: z.number(),
  conditionNumber: z.number().nullable(),
  iterations: z.int(),
  converged: z.boolean(),
  /** Features along which the likelihood, or that of many together, had no finite maximum; they left the card. */
  separated: z.array(columnNameSchema),
  /** Features that the bound held at 0; they left the card. */
  bound: z.array(columnNameSchema),
  /** Inverse information, ridge and the experts' pull in it, intercept first, then the card's features in order. */
  covariance: z.array(z.array(z.number())),
});
export type FitEvidence = z.infer<typeof fitSchema>;

/** Another solver on a balanced sample of the training rows, without weights, penalties or bounds: of the solver, not of the card. */
export const secondOpinionSchema = z.strictObject({
  /** `not converged`: one of the two did not arrive, the other package within 500 steps; nothing is said then. */
  verdict: z.enum(['agrees', 'not applicable: separation', 'not converged']),
  /** Bad and good firms of the sample, as many of each. */
  rows: z.int(),
  /** Of a coefficient or the intercept; null unless both arrived. */
  largestDifference: z.number().nullable(),
});
export type SecondOpinion = z.infer<typeof secondOpinionSchema>;

/** The card and its challengers on the same folds and bins. */
export const challengeSchema = z.strictObject({
  folds: z.int(),
  rows: z.int(),
  models: z.array(
    z.strictObject({
      model: z.enum(['card', ...challengers]),
      auc: z.number(),
      aucLow: z.number(),
      aucHigh: z.number(),
      ks: z.number(),
      brier: z.number(),
      logLoss: z.number(),
      /** AUC above the card's, and the DeLong standard error of the difference; null for the card itself. */
      lead: z.number().nullable(),
      leadError: z.number().nullable(),
    }),
  ),
  /**
   * Where a challenger leads by more than one standard error: AUC of boosting that never crosses features, on the same folds.
   * What it lacks to the challenger is interplay of features, which no additive card can show. Null otherwise.
   */
  additiveAuc: z.number().nullable(),
  verdict: z.string(),
});
export type Challenge = z.infer<typeof challengeSchema>;
