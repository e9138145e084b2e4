import { z } from 'zod';
import { amountSchema, textsSchema } from './common.js';
import { conditionSchema } from './condition.js';

/** From best to worst: the strictest outcome of all rules wins. */
export const outcomes = ['approve', 'manual', 'offline', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A rule over named columns: the contract's columns, the policy's `derived` ones, and
 * tier, score, industry_id, is_target (1 when the product takes the firm's industry) and revenue (the R of the line).
 */
export const ruleSchema = z
  .strictObject({
    /** Code in upper snake case, recorded for every firm it hits. */
    id: z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/, 'a code in upper snake case'),
    text: textsSchema,
    /** The rule hits when this holds. */
    when: conditionSchema,
    /** What a hit means: an outcome, or an effect: `cap` holds the line to `capAmount`, `flag` only marks the firm. */
    outcome: z.enum(['manual', 'offline', 'reject', 'cap', 'flag']),
    capAmount: amountSchema.optional(),
    /** Outcome when the condition does not hold and a column that it reads is missing; `ignore` lets the comparison be false. */
    missing: z.enum(['ignore', 'manual', 'reject']),
    /** Checked again after granting, by `dipper watch`. */
    hard: z.boolean().default(false),
  })
  .refine(
    ({ outcome, capAmount }) => (outcome === 'cap') === (capAmount !== undefined),
    'capAmount with the outcome cap, and only there',
  );
export type Rule = z.infer<typeof ruleSchema>;
