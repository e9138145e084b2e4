import { z } from 'zod';
import { isIsoDate } from '../core/numbers.js';

// A schema is used a few times in a run: compiling it takes longer than walking it.
z.config({ jitless: true });

/** The one version of every spec and document until 1.0. */
export const FORMAT_VERSION = 1;

/** An identifier: lower-case letters, digits, underscores and hyphens, starting with a letter. */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'an id: a-z, 0-9, _ and -, starting with a letter');

/** A column name: lower snake case. */
export const columnNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a column name in lower snake case');

/** A calendar day, `YYYY-MM-DD`. */
export const dateSchema = z.string().refine(isIsoDate, 'a date YYYY-MM-DD');

/** The day that a study speaks of: offers are valid for some time after it. */
export const studyDaySchema = dateSchema.refine(
  (day) => day >= '1900-01-01' && day <= '2099-12-31',
  'a day from 1900-01-01 to 2099-12-31',
);

/** The same text in English and Chinese. */
export const textsSchema = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type Texts = z.infer<typeof textsSchema>;

/** One text for all languages, or one for each. */
export const wordingSchema = z.union([z.string(), textsSchema]);
export type Wording = z.infer<typeof wordingSchema>;

/** Why something stands against the rule: ten characters, or four Chinese ones, that are no blanks at either end. */
export const reasonSchema = z
  .string()
  .regex(
    /\S[\s\S]{8,}\S|([\u3400-\u9fff][\s\S]*){4}/,
    'a reason of ten letters, or four Chinese characters, or more',
  );

/** SHA-256 in lower-case hex. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 fingerprint');

/** Who approved a document, and from when it holds. */
export const statusFields = {
  /** `approved` needs the two fields below; before `validFrom`, or without them, a run counts it as a draft. */
  status: z.enum(['draft', 'approved', 'retired']),
  approver: z.string().min(1).optional(),
  validFrom: dateSchema.optional(),
};

/** What stands at the head of every spec. */
export const specFields = {
  formatVersion: z.literal(FORMAT_VERSION),
  study: idSchema,
  /** Free words for the reader: where figures come from, what is synthetic, what was waived. */
  notes: z.array(z.string()).optional(),
};

/** What stands at the head of every fitted document. */
export const documentFields = {
  ...specFields,
  asOf: dateSchema,
  ...statusFields,
  /** True when the data it was fitted on are synthetic; every output says so. */
  synthetic: z.boolean(),
  /** Fingerprints of what it was built on: input files and specs, by name. */
  builtOn: z.record(z.string(), fingerprintSchema),
};

/** A share, 0 to 1. */
export const shareSchema = z.number().min(0).max(1);

/** An amount of money in whole units of the study's currency, at most 10^12. */
export const amountSchema = z.int().min(0).max(1e12);

/** Parts per million. */
export const ppmSchema = z.int().min(0).max(1_000_000);

/** Basis points a year. */
export const basisPointsSchema = z.int().min(-10_000).max(10_000);
