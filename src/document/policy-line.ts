import { z } from 'zod';
import {
  amountSchema,
  basisPointsSchema,
  columnNameSchema,
  dateSchema,
  idSchema,
  ppmSchema,
  wordingSchema,
} from './common.js';

/** A value for each of the tiers lent to, R6 first when `tiers` is {from: 6, to: 9}. */
const byTier = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(15);

/**
 * L_pre = min(α_tier τ_tax R, β R − D_unsecured, k_industry R − own funds − D_wc, cap_tier) − own lines, floor 0,
 * rounded down to `roundTo`; below `minimum` no offer. Each share in ppm of R, rounded down to whole units; α τ to whole ppm.
 */
export const lineSchema = z
  .strictObject({
    /** R is the lowest of these columns; where all but one are missing, `singleSourceHaircutPpm` is taken off, and R rounded down. */
    revenue: z.strictObject({ columns: z.array(columnNameSchema).min(1), singleSourceHaircutPpm: ppmSchema }),
    /** α: share of R by tier. */
    advancePpm: byTier(ppmSchema),
    /** β, and the column with unsecured debt elsewhere: missing is taken as 0 with the flag DEBT_NOT_SEEN. Left out: no such limit. */
    debt: z.strictObject({ sharePpm: ppmSchema, column: columnNameSchema.optional() }).optional(),
    /** k, by industry where it differs, less what is known of own funds and working-capital debt. Left out: no such limit. */
    capacity: z
      .strictObject({
        sharePpm: ppmSchema,
        byIndustryPpm: z.record(idSchema, ppmSchema).default({}),
        ownFunds: columnNameSchema.optional(),
        workingCapitalDebt: columnNameSchema.optional(),
      })
      .optional(),
    cap: byTier(amountSchema),
    /** Column with lines already granted by us, deducted at the end. */
    ownLine: columnNameSchema.optional(),
    /** Columns that join firms into one borrower: the own lines of all firms with the same owner or group are deducted. */
    borrower: z
      .strictObject({ owner: columnNameSchema.optional(), group: columnNameSchema.optional() })
      .refine(({ owner, group }) => (owner ?? group) !== undefined, 'a column of owners, of groups, or both')
      .optional(),
    roundTo: z.int().min(1),
    /** The least offer, 1 or more: an offer of nothing is none. */
    minimum: amountSchema.min(1),
  })
  .refine(({ ownLine, borrower }) => borrower === undefined || ownLine !== undefined, {
    path: ['borrower'],
    message: 'ownLine beside it: the column of the lines that a borrower’s firms already have',
  });

/** Tax ratings, best first: factor τ on the line, and basis points on the rate. A firm whose rating is not listed gets no line. */
export const taxSchema = z.strictObject({
  column: columnNameSchema,
  ratings: z
    .array(z.strictObject({ rating: z.string(), factorPpm: ppmSchema, rateBp: basisPointsSchema }))
    .min(1),
});

/** A rate of the market: its name, in one text or one for each language, its height and its day. */
const dated = { name: wordingSchema, rateBp: basisPointsSchema, date: dateSchema };

/**
 * How many customers leave at a rate, in place of cost-plus pricing: of the listed rates, each tier gets the one with the
 * greatest expected margin (1 − loss) × (rate − cost); the lowest of equals.
 */
const demandSchema = z.strictObject({
  source: z.string().min(1),
  curves: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        /** Tiers with this curve, both ends inclusive. */
        from: z.int().min(1).max(15),
        to: z.int().min(1).max(15),
        points: z.array(z.strictObject({ rateBp: basisPointsSchema, lossPpm: ppmSchema })).min(2),
      }),
    )
    .min(1),
});

/** r = clamp(ceil_step(FTP + OC/u + PD·LGD + K(h/(1−t) − FTP) + m + tax), floor, cap), basis points. */
export const rateSchema = z.strictObject({
  ftpBp: basisPointsSchema,
  operatingCostBp: basisPointsSchema,
  /** Expected use of the line, (0, 1]. */
  utilisationPpm: ppmSchema.refine((u) => u > 0, 'above 0'),
  lgdPpm: ppmSchema,
  /** K = risk weight × capital ratio, above 0. */
  riskWeightPpm: ppmSchema,
  capitalRatioPpm: ppmSchema,
  /** Return on equity after tax that the bank wants. */
  hurdleBp: basisPointsSchema,
  taxRatePpm: ppmSchema.refine((t) => t < 1_000_000, 'below 1,000,000'),
  marginBp: basisPointsSchema,
  reference: z.strictObject(dated),
  /** The floor is the reference rate plus this. */
  floorOverReferenceBp: basisPointsSchema,
  capBp: basisPointsSchema,
  roundUpToBp: z.int().min(1),
  /** What such firms pay elsewhere: a price floor above it is flagged RATE_ABOVE_MARKET. */
  market: z.strictObject(dated).optional(),
  demand: demandSchema.optional(),
});
