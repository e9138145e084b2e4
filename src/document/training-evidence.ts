import { z } from 'zod';
import { candidateSchema, rejectedSchema } from './candidate-evidence.js';
import { columnNameSchema, idSchema, ppmSchema } from './common.js';
import { expertEvidenceSchema } from './expert-evidence.js';
import { challengeSchema, fitSchema, secondOpinionSchema } from './fit-evidence.js';
import { leaveOneOutSchema, measuresSchema } from './measures.js';

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
  /** Of the unknown: bad. Left out where there are none. */
  unknownBad: z.int().optional(),
  /** In both, but too thin, or of weight 0. Left out where there are none. */
  unlabelled: z.int().optional(),
  before: z.strictObject({ goods: z.int(), bads: z.int() }),
  /** Firms whose label was known by the study's date: its figures may have seen it coming. Left out where there are none. */
  known: z.int().optional(),
  /** Labels of the company table that an outcome contradicted. */
  changed: z.int(),
});

/** What a card was trained on: rows of the table, labels by kind and source, rows left out by reason. */
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
