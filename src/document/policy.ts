import { z } from 'zod';
import { columnSchema } from './column.js';
import {
  amountSchema,
  basisPointsSchema,
  columnNameSchema,
  dateSchema,
  idSchema,
  ppmSchema,
  specFields,
  statusFields,
  textsSchema,
} from './common.js';
import { conditionSchema } from './condition.js';
import { monthsOfColumnsSchema } from './feature.js';

/** From best to worst: the strictest outcome of all rules wins. */
export const outcomes = ['approve', 'manual', 'offline', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A rule over named columns: the contract's columns, the policy's `derived` ones, and
 * tier, score, industry_id, is_target (1 when the product takes the firm's industry) and revenue (the R of the line).
 */
const ruleSchema = z.strictObject({
  /** Code in upper snake case, recorded for every firm it hits. */
  id: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/),
  text: textsSchema,
  /** The rule hits when this holds. */
  when: conditionSchema,
  outcome: z.enum(['manual', 'offline', 'reject']),
  /** Outcome when a column that the condition reads is missing; `ignore` lets the comparison be false. */
  missing: z.enum(['ignore', 'manual', 'reject']),
});
export type Rule = z.infer<typeof ruleSchema>;

/** A value for each of the tiers lent to, R6 first when `tiers` is {from: 6, to: 9}. */
const byTier = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(15);

/**
 * L_pre = min(α_tier τ_tax R, β R − D_unsecured, k_industry R − own funds − D_wc, cap_tier) − own lines, floor 0,
 * rounded down to `roundTo`; below `minimum` no offer. Each share in ppm of R.
 */
const lineSchema = z.strictObject({
  /** R is the lowest of these columns; where all but one are missing, `singleSourceHaircutPpm` is taken off. */
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
  roundTo: z.int().min(1),
  minimum: amountSchema,
});

/** Tax ratings: factor τ on the line, and basis points on the rate. A firm whose rating is not listed gets no line. */
const taxSchema = z.strictObject({
  column: columnNameSchema,
  ratings: z
    .array(z.strictObject({ rating: z.string(), factorPpm: ppmSchema, rateBp: basisPointsSchema }))
    .min(1),
});

/** r = clamp(ceil_step(FTP + OC/u + PD·LGD + K(h/(1−t) − FTP) + m + tax), floor, cap), basis points. */
const rateSchema = z.strictObject({
  ftpBp: basisPointsSchema,
  operatingCostBp: basisPointsSchema,
  /** Expected use of the line, (0, 1]. */
  utilisationPpm: ppmSchema.refine((u) => u > 0),
  lgdPpm: ppmSchema,
  /** K = risk weight × capital ratio. */
  riskWeightPpm: ppmSchema,
  capitalRatioPpm: ppmSchema,
  /** Return on equity after tax that the bank wants. */
  hurdleBp: basisPointsSchema,
  taxRatePpm: ppmSchema.refine((t) => t < 1_000_000),
  marginBp: basisPointsSchema,
  reference: z.strictObject({ name: z.string(), rateBp: basisPointsSchema, date: dateSchema }),
  /** The floor is the reference rate plus this. */
  floorOverReferenceBp: basisPointsSchema,
  capBp: basisPointsSchema,
  roundUpToBp: z.int().min(1),
});

/** policy.json: what risk managers decide about lending. Written by people, checked when read. */
export const policySchema = z.strictObject({
  ...specFields,
  kind: z.literal('policy'),
  asOf: dateSchema,
  ...statusFields,
  currency: z.string().regex(/^[A-Z]{3}$/),
  product: z.strictObject({ id: idSchema, name: textsSchema }),
  /** Company columns this policy reads beside those of enterprise.json. */
  inputs: z.array(columnSchema).default([]),
  /** Tiers lent to, both ends inclusive. */
  tiers: z.strictObject({ from: z.int().min(1).max(15), to: z.int().min(1).max(15) }),
  /** Industries lent to: the document's targets, the product's pinned ones, or every industry. */
  industries: z.enum(['targets', 'pinned', 'all']),
  /** Columns computed for the rules. */
  derived: z.array(monthsOfColumnsSchema).default([]),
  rules: z.array(ruleSchema),
  tax: taxSchema.optional(),
  line: lineSchema,
  rate: rateSchema,
  /** Pds of R1 to R15 where the rating has none (a card without labels): assumed by somebody, in writing, never falling. */
  assumedPds: z
    .strictObject({
      author: z.string().min(1),
      reason: z.string().min(10),
      ppm: z.array(ppmSchema).length(15),
    })
    .refine(
      ({ ppm }) => ppm.every((pd, i) => i === 0 || pd >= ppm[i - 1]!),
      'pds that never fall from R1 to R15',
    )
    .optional(),
  offer: z.strictObject({ validDays: z.int().min(1), tenorMonths: z.int().min(1) }),
  /** Columns carried onto the target list, in order, e.g. town, address, contact_name. */
  carry: z.array(columnNameSchema).default([]),
  /** The column that says whether the firm is a customer already (1) or new (0). */
  existingCustomer: columnNameSchema.optional(),
});
export type Policy = z.infer<typeof policySchema>;
