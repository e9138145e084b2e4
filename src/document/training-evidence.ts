import { z } from 'zod';
import { binSchema } from './bin.js';
import { columnNameSchema, idSchema, ppmSchema, textsSchema } from './common.js';
import { challengers, trends } from './enterprise-spec.js';
import { expertEvidenceSchema } from './expert-evidence.js';
import { leaveOneOutSchema, measuresSchema } from './measures.js';

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
const rejectedSchema = z.strictObject({
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
const candidateSchema = z.strictObject({
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
  /**
   * Labelled rows in neither part: the split's column is empty, or holds the day `until` or a later one. Left out where there are none.
   */
  neither: z.strictObject({ empty: z.int(), late: z.int() }).optional(),
  /** AUC of test rows (train rows where there are none) of one source of goods against one of bads. */
  sourcePairs: z.array(
    z.strictObject({ goods: idSchema, bads: idSchema, n: z.int(), d: z.int(), auc: z.number() }),
  ),
  /** Population stability index of the logit, train against test, in deciles of train; null without test rows. */
  psi: z.number().nullable(),
  rejected: z.array(rejectedSchema),
  /** Features that stay though they tell little or overlap: their dimension has no better one. Left out where there are none. */
  shielded: z.array(rejectedSchema).optional(),
  /** Rows whose label window starts before the industry document's asOf: they know the future of their industry. */
  lookAheadRows: z.strictObject({ train: z.int(), test: z.int() }),
  /** Test rows by tier under the shipped document; only of the split that trained it, and only if it has test rows. Rates weighted, ppm. */
  tiers: z
    .array(z.strictObject({ tier: z.int(), n: z.int(), d: z.int(), badRatePpm: ppmSchema.nullable() }))
    .optional(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** Another solver on a balanced sample of the training rows, without weights, penalties or bounds: of the solver, not of the card. */
const secondOpinionSchema = z.strictObject({
  /** `not converged`: one of the two did not arrive, the other package within 500 steps; nothing is said then. */
  verdict: z.enum(['agrees', 'not applicable: separation', 'not converged']),
  /** Bad and good firms of the sample, as many of each. */
  rows: z.int(),
  /** Of a coefficient or the intercept; null unless both arrived. */
  largestDifference: z.number().nullable(),
});
export type SecondOpinion = z.infer<typeof secondOpinionSchema>;

/** The shipped regression. */
const fitSchema = z.strictObject({
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

/** The card and its challengers on the same folds and bins. */
const challengeSchema = z.strictObject({
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

/** Whether the features can tell which list a good firm comes from. */
const sourceCheckSchema = z.strictObject({
  source: idSchema,
  /** Good firms of the source in the half that it is measured on, and the other good ones there. */
  n: z.int(),
  others: z.int(),
  auc: z.number(),
  /** Comparable up to `selection.maxSourceAuc`. */
  verdict: z.enum(['comparable', 'not comparable']),
});
export type SourceCheck = z.infer<typeof sourceCheckSchema>;

const outcomeEvidenceSchema = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  companies: z.int(),
  good: z.int(),
  bad: z.int(),
  immature: z.int(),
  /** Of the immature: bad so far. Left out where there are none. */
  immatureBad: z.int().optional(),
  /** Of all with a label, those that are good and were bad after the window of `outcomes.windowMonths`. Left out where there are none. */
  badLater: z.int().optional(),
  /** Rejected and never granted: what they would have done, nobody knows. */
  refused: z.int(),
  /** Neither refused nor granted: contacted, interested, applied. */
  open: z.int(),
  /** In the outcomes, not in the company table. */
  unknown: z.int(),
  /** In both, but too thin, or of weight 0. Left out where there are none. */
  unlabelled: z.int().optional(),
  before: z.strictObject({ goods: z.int(), bads: z.int() }),
  /** Firms whose label was known by the study's date: its figures may have seen it coming. Left out where there are none. */
  known: z.int().optional(),
  /** Labels of the company table that an outcome contradicted. */
  changed: z.int(),
});

export const trainingSchema = z.strictObject({
  rows: z.int(),
  labelled: z.int(),
  goods: z.int(),
  bads: z.int(),
  excluded: z.record(z.string(), z.int()),
  sources: z.array(z.strictObject({ id: idSchema, goods: z.int(), bads: z.int(), weight: z.number() })),
  outcomes: outcomeEvidenceSchema.optional(),
  split: idSchema,
  evaluations: z.array(evaluationSchema),
  candidates: z.array(candidateSchema),
  sourceChecks: z.array(sourceCheckSchema),
  /** Null for a label-free card. */
  fit: fitSchema.nullable(),
  experts: expertEvidenceSchema.nullable(),
  challenge: challengeSchema.nullable(),
  leaveOneOut: leaveOneOutSchema.optional(),
  secondOpinion: secondOpinionSchema.nullable(),
  calibration: z
    .strictObject({
      priorShift: z.number(),
      interceptShift: z.number(),
      slope: z.number(),
      n: z.int(),
      d: z.int(),
      note: z.string(),
    })
    .nullable(),
  /** Largest |pd(rounded points) − pd(exact)| over the labelled rows; null without pds. */
  roundingEffect: z.number().nullable(),
  /** Share of rated firms whose raw score lies outside 0..1000. */
  clampedShare: z.number(),
  /** Shares of rated firms in R1..R15 of the population it was fitted on. */
  tierShares: z.array(z.number()).length(15),
  tierNote: z.string(),
  rated: z.int(),
});
export type TrainingEvidence = z.infer<typeof trainingSchema>;
