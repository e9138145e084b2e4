import { z } from 'zod';

/** Points of a bin or of the base: far beyond the scale of 0 to 1000, far within what engines add up exactly. */
export const pointsSchema = z.int().min(-100_000).max(100_000);

const counts = {
  /** Integer points this bin adds to the score. */
  points: pointsSchema,
  /** ln(share of bad / share of good) on weighted, smoothed counts; in a label-free card ± Φ⁻¹(mid-rank). */
  woe: z.number(),
  /** (share of bad − share of good) × WOE. */
  iv: z.number(),
  /** Raw counts of good and bad firms in training. */
  goods: z.int(),
  bads: z.int(),
};

/** Bin 0, always there: the value is missing. */
const missingBin = z.strictObject({ kind: z.literal('missing'), ...counts });
/** A special code, compared for equality before any range. */
const specialBin = z.strictObject({ kind: z.literal('special'), code: z.number(), ...counts });
/** lo ≤ value < hi; null means unbounded. */
const rangeBin = z.strictObject({
  kind: z.literal('range'),
  lo: z.number().nullable(),
  hi: z.number().nullable(),
  ...counts,
});
/** A group of categories; exactly one group of a feature takes the unseen ones. */
const groupBin = z.strictObject({
  kind: z.literal('group'),
  values: z.array(z.string()),
  unseen: z.boolean(),
  ...counts,
});

/**
 * One bin of a feature. Its number is its place in the list: missing 0, then specials (equal to `code`), then ranges ascending
 * (`lo` ≤ value < `hi`, null without end) or groups (one of `values`; what stands in no group belongs to the `unseen` one).
 */
export const binSchema = z.discriminatedUnion('kind', [missingBin, specialBin, rangeBin, groupBin]);
export type Bin = z.infer<typeof binSchema>;

/** Whom a bin takes, without what it is worth. */
export type BinLimits = Bin extends infer One
  ? One extends Bin
    ? Omit<One, keyof typeof counts>
    : never
  : never;
