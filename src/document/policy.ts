import { z } from 'zod';
import { columnSchema } from './column.js';
import {
  amountSchema,
  columnNameSchema,
  dateSchema,
  idSchema,
  ppmSchema,
  reasonSchema,
  specFields,
  statusFields,
  textsSchema,
  wordingSchema,
} from './common.js';
import { monthsOfColumnsSchema } from './feature.js';
import { decisionSchema, portfolioSchema, watchSchema } from './policy-decision.js';
import { lineSchema, rateSchema, taxSchema } from './policy-line.js';
import { ruleSchema } from './rule.js';

/** Figures somebody published, printed beside the run's own; they decide nothing. */
const publishedSchema = z.strictObject({
  /** Who published them. */
  source: wordingSchema,
  targets: z.int().min(0),
  granted: z.int().min(0),
  grantedMean: amountSchema,
  drawn: z.int().min(0),
  drawnMean: amountSchema,
  overdue: z.int().min(0),
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
      reason: reasonSchema,
      ppm: z.array(ppmSchema).length(15),
    })
    .refine(
      ({ ppm }) => ppm.every((pd, i) => i === 0 || pd >= ppm[i - 1]!),
      'pds that never fall from R1 to R15',
    )
    .optional(),
  offer: z.strictObject({ validDays: z.int().min(1), tenorMonths: z.int().min(1) }),
  /** How applications are decided. Left out: `dipper decide` is not possible. */
  decision: decisionSchema.optional(),
  /** What is done about granted firms. Left out: `dipper watch` is not possible. */
  watch: watchSchema.optional(),
  /** Caps on the expected use Σ u L of the whole list; shares are of `total`. Left out: none. */
  portfolio: portfolioSchema.optional(),
  /** Columns carried onto the target list, in order, e.g. town, address, contact_name. */
  carry: z.array(columnNameSchema).default([]),
  /** The column that says whether the firm is a customer already (1) or new (0). */
  existingCustomer: columnNameSchema.optional(),
  published: publishedSchema.optional(),
});
export type Policy = z.infer<typeof policySchema>;

/** Whether a policy lends to a tier, 1 to 15. */
export const isLentTo = ({ tiers }: Pick<Policy, 'tiers'>, tier: number): boolean =>
  tier >= tiers.from && tier <= tiers.to;
