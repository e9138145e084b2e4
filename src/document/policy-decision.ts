import { z } from 'zod';
import { columnFields, isMeasuredRight, MEASURED_RIGHT } from './column.js';
import { amountSchema, columnNameSchema, dateSchema, ppmSchema } from './common.js';
import { ruleSchema } from './rule.js';

/** What an applicant may authorise the bank to read. */
export const scopes = ['tax', 'finance', 'invoices', 'credit_report'] as const;
export type Scope = (typeof scopes)[number];

/** A richer field of an application: a column, read only when its scope was authorised. */
const richerColumnSchema = z
  .strictObject({
    ...columnFields /** Latest allowed day, inclusive. Default 2099-12-31. */,
    latest: dateSchema.optional(),
    scope: z.enum(scopes),
  })
  .refine(isMeasuredRight, MEASURED_RIGHT)
  .refine(
    ({ invoices, scope }) => invoices === undefined || scope === 'invoices',
    'scope invoices for a field made from invoices',
  );
export type RicherColumn = z.infer<typeof richerColumnSchema>;

/** L_tax = κ × mean annual tax; κ by tax rating. */
const taxLineSchema = z.strictObject({
  /** Tax paid in each of the last years, one column a year. */
  years: z.array(columnNameSchema).min(1),
  multiples: z.array(z.strictObject({ rating: z.string(), times: z.int().min(0).max(100) })).min(1),
});

/**
 * L_wc = S0 (1 − m)(1 + g) / T − own funds − existing working-capital loans − other channels, with
 * T = 360 / (D_inventory + D_receivables − D_payables + D_prepayments − D_advances); days = 360 × average balance / flow.
 * Each field names a column; the flow is sales for receivables and advances, cost of sales for the others.
 */
const workingCapitalSchema = z.strictObject({
  sales: columnNameSchema,
  costOfSales: columnNameSchema,
  /** Margin on sales, ppm. */
  marginPpm: columnNameSchema,
  /** Expected growth of sales, ppm. */
  growthPpm: columnNameSchema,
  inventory: columnNameSchema,
  receivables: columnNameSchema,
  payables: columnNameSchema,
  prepayments: columnNameSchema,
  advances: columnNameSchema,
  ownFunds: columnNameSchema,
  workingCapitalLoans: columnNameSchema,
  otherFunds: columnNameSchema,
  limits: z.strictObject({
    leastGrowthPpm: z.int().min(-1_000_000).max(0),
    mostGrowthPpm: ppmSchema,
    mostMarginPpm: ppmSchema,
    /** A faster turn than this a year is not used. */
    mostTurns: z.int().min(1),
  }),
});

/** L_dscr = (EBITDA / cover − debt service) / (rate + 1 / years). */
const debtServiceSchema = z.strictObject({
  ebitda: columnNameSchema,
  debtService: columnNameSchema,
  /** Least EBITDA over debt service, ppm: 1,250,000 for 1.25. */
  coverPpm: z.int().min(1_000_000),
  /** Stressed repayment in equal parts over this many years. */
  years: z.int().min(1),
});

/** How applications are decided. */
export const decisionSchema = z.strictObject({
  /** Days for which an authorisation is good. */
  consentDays: z.int().min(0),
  /** Richer fields of applications; one that has the name of a company column replaces it. */
  richer: z.array(richerColumnSchema).default([]),
  taxLine: taxLineSchema.optional(),
  workingCapital: workingCapitalSchema.optional(),
  debtService: debtServiceSchema.optional(),
  /** The final line is at most this many times the pre-approved one. */
  mostTimesOffer: z.int().min(1),
  /** A richer line below this share of the pre-approved one goes to a person. */
  manualBelowPpm: ppmSchema,
  /** A final line above this needs a second pair of eyes, with what the log granted to the borrower since the offer; so does more than `mostTimesOffer` of it in all. */
  secondReviewAbove: amountSchema,
  /** Rules over company columns and richer fields that only applications meet. */
  rules: z.array(ruleSchema).default([]),
});
export type DecisionPolicy = z.infer<typeof decisionSchema>;

/** What may be done about a granted line, from mildest to strictest. */
export const watchActions = ['keep', 'manual', 'cut', 'freeze', 'collect'] as const;
export type WatchAction = (typeof watchActions)[number];

/** What is done about granted firms; the strictest action wins. */
export const watchSchema = z.strictObject({
  /** By days overdue. */
  overdue: z.array(z.strictObject({ fromDays: z.int().min(1), action: z.enum(watchActions) })),
  /** A rule marked `hard` that rejects hits. */
  hardRule: z.enum(watchActions),
  /** The tier is worse than the tiers lent to. */
  tierOut: z.enum(watchActions),
  /**
   * The line that the firm would get today, less its other lines, is lower: the line is cut to it, never below what is
   * drawn. Of several lines of a firm in one file and on one day, the one granted first keeps its room first. The company table
   * holds what was granted by its day; without a day of granting, a line counts as held.
   */
  lowerLine: z.enum(watchActions),
  /** More is drawn than the line. Absent: `manual`. */
  overLine: z.enum(watchActions).optional(),
  /** The firm is not in the company table, too thin to rate, or a hard rule's data are missing. */
  unknown: z.enum(watchActions),
});

/** Caps on the expected use Σ u L of the target list, as shares of `total`. */
export const portfolioSchema = z.strictObject({
  total: amountSchema,
  industrySharePpm: ppmSchema.optional(),
  town: z.strictObject({ column: columnNameSchema, sharePpm: ppmSchema }).optional(),
  tiers: z.array(z.strictObject({ tier: z.int().min(1).max(15), sharePpm: ppmSchema })).default([]),
  /** One group takes at most the larger of the amount and the share. */
  group: z.strictObject({ column: columnNameSchema, amount: amountSchema, sharePpm: ppmSchema }).optional(),
});
