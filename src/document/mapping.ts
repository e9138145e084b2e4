import { z } from 'zod';
import { fingerprint } from './canonical.js';
import { columnNameSchema } from './common.js';

/** Days as a spreadsheet counts them, from 1899-12-30 on. */
export const SERIAL = 'serial';

const DAY_PART = /YYYY|MM?|DD?/g;

/** Whether a date format says year, month and day once each, and leaves no doubt where a part ends. */
function isDateFormat(format: string): boolean {
  if (format === SERIAL) return true;
  const parts = format.match(DAY_PART) ?? [];
  const kinds = parts.map((part) => part[0]!).sort();
  return kinds.join('') === 'DMY' && !/(?<!M)M(?=D|Y)|(?<!D)D(?=M|Y)/.test(format);
}

const lineOfText = z.string().regex(/^[^\r\n]*$/, 'a text without line breaks');

/** Where a header of a file belongs, and how its cells become values of that column. */
export const mappedColumnSchema = z
  .strictObject({
    column: columnNameSchema,
    /** What a number is multiplied with, in exact decimal, e.g. 10000 for 万元; with `priced`, one without a unit of its own. */
    times: z
      .number()
      .refine((times) => times !== 0, 'a number other than 0')
      .optional(),
    /** Numbers may have thousands separators (1,234.5), full-width digits (１２３) and brackets for less than zero ((1,234)). */
    grouped: z.literal(true).optional(),
    /** Numbers may have a percent sign, which is left out: 27.4% is 27.4, and 0.274 with `times` 0.01. */
    percent: z.literal(true).optional(),
    /**
     * Numbers may have a sign of currency before (￥5,000) or a unit behind (5,000元, 12.3万, 1.2亿元), which they are multiplied with in
     * exact decimal, or, where they are no amounts, what they count (12人); separators and full-width digits too.
     */
    priced: z.literal(true).optional(),
    /**
     * How days are written that are neither YYYY-MM-DD nor YYYY/M/D, e.g. `YYYYMMDD`: M and D stand for one digit or two, MM and DD for
     * two; `serial`: as a spreadsheet counts them (43895 is 2020-03-05), in five digits.
     */
    dateFormat: z
      .string()
      .refine(isDateFormat, 'YYYY, M or MM, and D or DD, once each, e.g. YYYYMMDD or YYYY年M月D日; or serial')
      .optional(),
    /** Cell → text that the contract knows, e.g. 是 → 1, taken as it stands (`times` too is for the other cells). */
    values: z.record(lineOfText, lineOfText).optional(),
  })
  .refine(
    ({ times, grouped, percent, priced, dateFormat }) =>
      dateFormat === undefined || [times, grouped, percent, priced].every((change) => change === undefined),
    'times, grouped, percent and priced, or dateFormat',
  );
export type MappedColumn = z.infer<typeof mappedColumnSchema>;

/** Header → column, as dipper.json may hold it for a file; null leaves a column out. A column without a name has the header "". */
export const mappingSchema = z.record(z.string(), mappedColumnSchema.nullable());
export type Mapping = Readonly<z.infer<typeof mappingSchema>>;

/** A table to read: the path of a file, or several files with one header, and where their headers belong. */
export type Source =
  | string
  | {
      readonly paths: readonly [string, ...string[]];
      readonly mapping?: Mapping | undefined;
      /** What dipper.json calls the mapping of such a file, e.g. `applications`; undefined for its inputs. */
      readonly kind?: string;
    };

/** The files of a table, in order. */
export const pathsOf = (source: Source): readonly [string, ...string[]] =>
  typeof source === 'string' ? [source] : source.paths;

/** The first file of a table; all but the company table have no other. */
export const pathOf = (source: Source): string => pathsOf(source)[0];

/** Where the headers of a table belong; undefined where dipper.json does not say. */
export const mappingOf = (source: Source): Mapping | undefined =>
  typeof source === 'string' ? undefined : source.mapping;

/** What dipper.json calls the mapping of a file given to a command. */
export const kindOf = (source: Source): string | undefined =>
  typeof source === 'string' ? undefined : source.kind;

/** Where a header belongs: null where it is left out, undefined where the mapping does not name it. */
export const mappedAs = (mapping: Mapping, header: string): Mapping[string] | undefined =>
  Object.hasOwn(mapping, header) ? mapping[header] : undefined;

/** How the days of a column are written by its mapping. */
export const mappedFormat = (mapping: Mapping | undefined, column: string): string | undefined =>
  Object.values(mapping ?? {}).find((mapped) => mapped?.column === column)?.dateFormat;

/** What a manifest says of a table's mapping: its fingerprint; nothing where there is none. */
export function mappingMark(source: Source | undefined): { readonly mapping?: string } {
  const mapping = source && mappingOf(source);
  return mapping === undefined ? {} : { mapping: fingerprint(mapping) };
}
