import { z } from 'zod';
import { columnNameSchema, dateSchema, idSchema, shareSchema } from './common.js';
import { conditionSchema } from './condition.js';
import { COMPANY_ID } from './contract.js';

/** Which firms are good, bad or left out; a firm that is both, or neither, is left out and counted. */
export const labelSchema = z.strictObject({
  bad: conditionSchema,
  good: conditionSchema,
  /** Left out even when good or bad; so is a firm that is both, or neither. */
  exclude: conditionSchema.optional(),
  /** Where labels come from, first match wins; each with the sample weight of its firms (default 1). Default: one, `all`. */
  sources: z
    .array(z.strictObject({ id: idSchema, when: conditionSchema, weight: z.number().positive().default(1) }))
    .min(1)
    .default([{ id: 'all', when: { column: COMPANY_ID, op: 'missing', value: false }, weight: 1 }]),
  /**
   * The bank's own customers: calibration and the headline AUC use them alone. Without, every labelled firm counts, and calibration
   * is the prior correction.
   */
  customers: conditionSchema.optional(),
  /** The column with the day a label's window starts, for the look-ahead check. */
  windowStart: columnNameSchema.optional(),
  /** A column of sample weights, times the source's; training rounds the product to millionths. Missing counts as 1, and 0 leaves the row out. */
  weight: columnNameSchema.optional(),
});

/** How matured outcomes of the bank's own lending (`--outcomes`) become labels. They stand above `good`, `bad` and `exclude`; their firms are customers. */
export const outcomesSchema = z
  .strictObject({
    /** Bad from this many days overdue. Default 90. */
    badOverdueDays: z.int().min(1).default(90),
    /**
     * Months between a firm's first grant or drawing and the last day of the file, which may lie long after the study's date, from which
     * it has a label, good or bad; the others are counted as immature, bad as they may be. Default 12.
     */
    maturityMonths: z.int().min(1).default(12),
    /**
     * Months from a firm's first grant or drawing within which it became bad, `badOverdueDays` after it fell behind, its last day included: a firm that did so only later is good,
     * so that the pd is one of so many months, however long ago it was granted. At most `maturityMonths`. Default: none, bad whenever.
     */
    windowMonths: z.int().min(1).optional(),
    /** Sample weight of a firm whose label comes from an outcome. Default 1. */
    weight: z.number().positive().default(1),
  })
  .refine(({ windowMonths = 0, maturityMonths }) => windowMonths <= maturityMonths, {
    path: ['windowMonths'],
    message: 'at most maturityMonths: a window that is still open has no label',
  });

/** A division of the labelled firms into train and test. */
export const splitSchema = z.discriminatedUnion('by', [
  /** Test when hash(id) / 2^32 < testShare; the hash is the first 32 bits of MD5. */
  z.strictObject({
    id: idSchema,
    by: z.literal('hash'),
    testShare: shareSchema,
    industry: z.string().optional(),
  }),
  /** Train before `from`, test from that day on (until `until`, exclusive, when given). */
  z
    .strictObject({
      id: idSchema,
      by: z.literal('date'),
      /** Firms without a value there are in neither part. */
      column: columnNameSchema,
      from: dateSchema,
      /** First day after the test: firms of that day and later are in neither part. Default: none. */
      until: dateSchema.optional(),
      /** Variant of the industry document that knows nothing later, e.g. `2005` for industry.2005.json. */
      industry: z.string().optional(),
    })
    .refine(({ from, until }) => until === undefined || from < until, {
      path: ['until'],
      message: 'a day after from',
    }),
  /** Test where the column holds the value. */
  z.strictObject({
    id: idSchema,
    by: z.literal('given'),
    /** Firms without a value there are in neither part. */
    column: columnNameSchema,
    test: z.union([z.string(), z.number()]),
    industry: z.string().optional(),
  }),
]);
export type Split = z.infer<typeof splitSchema>;
