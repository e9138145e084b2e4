import { z } from 'zod';
import { RANGES } from '../core/option-ranges.js';
import { FORMAT_VERSION, idSchema, studyDaySchema, textsSchema } from '../document/common.js';
import { mappingSchema } from '../document/mapping.js';

const path = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\0'), 'a path without null characters');

/** The files people give, by role; paths relative to the study folder. */
const inputsSchema = z.strictObject({
  /** One file, or several with the same columns. */
  companies: z.union([path, z.array(path).min(1)]),
  industries: path.optional(),
  industryMap: path.optional(),
  judgements: path.optional(),
  products: path.optional(),
  companyProducts: path.optional(),
  experts: path.optional(),
  departments: path.optional(),
  industryIo: path.optional(),
  /** VAT invoices: columns that the documents measure on them are made, not read. */
  invoices: path.optional(),
  assignments: path.optional(),
  /** Bins that people cut: bins.csv. */
  bins: path.optional(),
  /** Pairwise judgements over the rating's dimensions, and over features within them. */
  ratingJudgements: path.optional(),
  /** ratings.csv or ratings.parquet of the run before, which is of an earlier day: it holds firms in their tiers. */
  previousRatings: path.optional(),
  /** Tiers that people set by hand: overrides.csv. */
  overrides: path.optional(),
});
export type InputRole = keyof z.infer<typeof inputsSchema>;
const roles = Object.keys(inputsSchema.shape) as [InputRole, ...InputRole[]];
/** Every input that a study may name. */
export const inputRoles: readonly InputRole[] = roles;

/** Files that people give to a command instead of naming them in dipper.json. */
const commandFiles = ['applications', 'loans', 'outcomes', 'reviews', 'visits'] as const;

/** Files whose headers may be mapped; the ratings of the run before have the names that Dipper gave them. */
const mappedFiles = z.enum([...roles.filter((role) => role !== 'previousRatings'), ...commandFiles]);
export type MappedFile = z.infer<typeof mappedFiles>;

/** dipper.json: one study. */
export const studySchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  study: idSchema,
  title: textsSchema,
  /** True when the data are made up; every output says so. */
  synthetic: z.boolean(),
  /** The day the study speaks of. Today is never a default. */
  asOf: studyDaySchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  seed: z.int().min(RANGES.seed.least).max(RANGES.seed.most),
  inputs: inputsSchema,
  /** Where the headers of files belong that are not the contract's, by input, or by kind of file for what a command is given. */
  mapping: z.partialRecord(mappedFiles, mappingSchema).optional(),
  /** Folder of specs and documents. */
  models: path,
  /** Folder that runs are written to. */
  out: path.default('out'),
});
export type StudyFile = z.infer<typeof studySchema>;
