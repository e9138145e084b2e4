import { z } from 'zod';
import { columnNameSchema, idSchema, reasonSchema, shareSchema } from './common.js';

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
export const expertsSchema = z.strictObject({
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
export const binningSchema = z.strictObject({
  /** Most pre-bins per numeric feature. */
  prebins: z.int().min(2).max(200).default(50),
  /** Most bins per feature, without missing and special ones. */
  maxBins: z.int().min(2).max(30).default(6),
  /** Smallest share of labelled rows in a bin. */
  minShare: shareSchema.default(0.05),
  minGoods: z.int().min(0).default(1),
  minBads: z.int().min(0).default(1),
  /** What an empty cell of a bin counts as, in firms of the mean weight of its kind (good or bad), before shares are taken. */
  smoothing: z.number().positive().default(0.5),
  /** Trend by feature of numbers where it is not what `better` says (higher → descending bad rate, lower → ascending, either → auto). */
  trends: z.record(columnNameSchema, z.enum(trends)).default({}),
  /** What a missing value is worth when training saw none (or too few for a bin): the worst bin's WOE, or 0. */
  missing: z.enum(['worst', 'neutral']).default('neutral'),
});

/** Who stays. Every rejected feature is listed with stage and reason. */
export const selectionSchema = z.strictObject({
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

/** Folds of cross-validation, and the most rows that take part; more are sampled by hash. */
export const crossValidationSchema = z.strictObject({
  folds: z.int().min(2).max(20).default(10),
  maxRows: z.int().min(100).default(20_000),
});
