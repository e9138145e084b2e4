import { z } from 'zod';
import { columnNameSchema, dateSchema, textsSchema } from './common.js';
import { fromInvoicesSchema, typeOfMeasure } from './invoice-measure.js';
import { patternSchema } from './pattern.js';

/**
 * The type of an input column.
 * - `text`: any text, trimmed, compared byte for byte
 * - `code`: an industry code; trimmed, one leading section letter before digits is dropped (`C3311` is `3311`)
 * - `category`: text from a small set, used in bins
 * - `integer`: a whole number; `flag`: 0 or 1
 * - `amount`: money in whole units of the study's currency; decimals are rounded half away from zero
 * - `number`: any finite number
 * - `date`: `YYYY-MM-DD` or `YYYY/M/D`; a time of day behind it (`2024-05-01 13:45:00`) is left out
 */
const columnTypes = ['text', 'code', 'category', 'integer', 'flag', 'amount', 'number', 'date'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** A time of day behind a day, as both readings of a cell know it. */
export const TIME_OF_DAY = '([ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?)?';

/** The name by which a document refers to the study's date. */
export const AS_OF = 'as_of';

/** What one column of the input contract says. */
export const columnFields = {
  name: columnNameSchema,
  type: z.enum(columnTypes),
  /** Unit of a number, e.g. `CNY`, `persons`, `%`. */
  unit: z.string().optional(),
  /** Where the value comes from, e.g. `registration`, `tax`. */
  source: z.string().optional(),
  /** Smallest allowed value, inclusive. Default: 0 for `amount` (−10^12 when made from invoices), none otherwise. */
  min: z.number().optional(),
  /** Largest allowed value, inclusive. Default: 10^12 for `amount`, none otherwise. */
  max: z.number().optional(),
  /** Earliest allowed day, inclusive. Default 1900-01-01. */
  earliest: dateSchema.optional(),
  /** Latest allowed day, inclusive; `as_of` is the study's date. Default 2099-12-31. */
  latest: z.union([dateSchema, z.literal(AS_OF)]).optional(),
  /** A pattern that the whole text must match: what JavaScript, RE2 and Java read alike, so no look-around, back-reference, `\s` or `\b`. */
  pattern: patternSchema.optional(),
  /** The only texts allowed. */
  values: z.array(z.string()).optional(),
  /** Whether the file must have this column. Default true; an absent optional column is missing in every row. */
  required: z.boolean().optional(),
  /** Whether a row of a file that has it may leave it empty. Default `allowed`. */
  missing: z.enum(['allowed', 'rejected']).optional(),
  /** What a missing value means, for the reader. */
  missingMeaning: z.string().optional(),
  /** Personal data: masked in every export unless unmasked with a reason. */
  personal: z.enum(['name', 'phone']).optional(),
  /** What the column holds, for the reader. */
  meaning: textsSchema.optional(),
  /** Made from the study's invoices, where dipper.json names them; otherwise read like any other column. */
  invoices: fromInvoicesSchema.optional(),
};

type Measured = Partial<
  Pick<z.infer<z.ZodObject<typeof columnFields>>, 'type' | 'invoices' | 'missing' | 'pattern' | 'values'>
>;

/** A measured column has its measure's type, and may be missing: nobody types it in. */
export const isMeasuredRight = ({ type, invoices, missing, pattern, values }: Measured): boolean =>
  invoices === undefined ||
  (type === typeOfMeasure(invoices.measure) &&
    missing !== 'rejected' &&
    pattern === undefined &&
    values === undefined);
/** What is expected of a column that is made from invoices. */
export const MEASURED_RIGHT =
  'for a column made from invoices: type amount for money, date for days, integer for the others; never missing: rejected';

/** One column of the input contract. */
export const columnSchema = z.strictObject(columnFields).refine(isMeasuredRight, MEASURED_RIGHT);
export type Column = z.infer<typeof columnSchema>;

/** Whether a column's values are numbers once read. */
export const isNumeric = (column: Pick<Column, 'type'>): boolean =>
  column.type === 'flag' || isQuantity(column);

/** Whether they say how much or how many: a flag is a number, but no quantity. */
export const isQuantity = ({ type }: Pick<Column, 'type'>): boolean =>
  ['integer', 'amount', 'number'].includes(type);

/** Types all of whose values are whole numbers. */
export const WHOLE_TYPES: readonly ColumnType[] = ['amount', 'integer', 'flag'];

/** The allowed range of a numeric column, both ends inclusive. */
export function rangeOf(column: Column): { readonly min: number; readonly max: number } {
  const amount = column.type === 'amount';
  if (column.type === 'flag') return { min: 0, max: 1 };
  const whole = column.type === 'integer' ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  const least = column.invoices === undefined ? 0 : -1e12;
  return { min: column.min ?? (amount ? least : -whole), max: column.max ?? (amount ? 1e12 : whole) };
}

/** The allowed days of a date column, both ends inclusive; `as_of` may be any day until `datedColumns` says which. */
export function dayRangeOf({ earliest = '1900-01-01', latest }: Column): {
  readonly earliest: string;
  readonly latest: string;
} {
  return { earliest, latest: latest === undefined || latest === AS_OF ? '2099-12-31' : latest };
}

/** The columns of a study of one day: where days go up to `as_of`, that day stands instead. */
export const datedColumns = (columns: readonly Column[], asOf: string): Column[] =>
  columns.map((column) => (column.latest === AS_OF ? { ...column, latest: asOf } : column));
