import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { divisionsOf } from '../document/divisions.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** The columns of industry-map.csv: an industry and a part of the classification, or a product. */
export const industryMapColumns: readonly Column[] = [
  { name: 'industry_id', type: 'text', missing: 'rejected' },
  { name: 'gbt_code', type: 'text', missingMeaning: 'the row links a product only' },
  { name: 'product', type: 'text', required: false },
  {
    name: 'role',
    type: 'text',
    required: false,
    values: ['primary', 'secondary'],
    missingMeaning: 'primary',
  },
];

/** What the map's names must belong to. */
export interface MapContext {
  readonly industries: ReadonlySet<string>;
  readonly classification: Classification;
  /** Products of products.csv; undefined when there is no such file. */
  readonly products?: ReadonlySet<string>;
}

/**
 * Reads industry-map.csv: industry ↔ prefix of the classification or product, many to many.
 * @throws InputError with every problem
 */
export async function readIndustryMap(source: Source, context: MapContext) {
  const unread: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, industryMapColumns, { problems: unread });
  const map = rows.map(
    ({ line, values }): MapRow => ({
      industryId: values.industry_id as string,
      code: (values.gbt_code as string | null)?.replace(/^[A-Za-z](?=\d)/, '') ?? null,
      product: (values.product as string | null) ?? null,
      role: (values.role as MapRow['role'] | null) ?? 'primary',
      line,
    }),
  );
  const problems = [
    ...unread,
    ...rows.flatMap(({ line, values }) =>
      otherSection(values.gbt_code as string | null, context.classification).map((problem) => ({
        ...problem,
        ...{ file, line, column: 'gbt_code' },
      })),
    ),
    ...map.flatMap((row) => problemsOfRow(row, file, context)),
    ...rivals(map, file),
  ];
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has links that cannot be used`, problems);
  return { file, sha256, map };
}

function problemsOfRow(
  { industryId, code, product, line }: MapRow,
  file: string,
  context: MapContext,
): Problem[] {
  const { industries, classification, products } = context;
  const problems: Problem[] = [];
  const unknown = (kind: string, column: string, found: string, known: ReadonlySet<string>, home: string) => {
    problems.push({
      code: `UNKNOWN_${kind}`,
      file,
      line,
      column,
      found,
      expected: home,
      ...didYouMean(found, known),
    });
  };
  if (!industries.has(industryId))
    unknown('INDUSTRY', 'industry_id', industryId, industries, 'an industry of industries.csv');
  if (code !== null && !isKnownCode(code, classification)) {
    const sections = new Set(classification.sections.map(({ id }) => id));
    unknown('INDUSTRY_CODE', 'gbt_code', code, sections, `a section or code of ${classification.name}`);
  }
  if (product !== null && products !== undefined && !products.has(product))
    unknown('PRODUCT', 'product', product, products, 'a product of products.csv');
  if (code === null && product === null)
    problems.push({ code: 'MISSING', file, line, expected: 'a code or a product' });
  return problems;
}

function isKnownCode(code: string, classification: Classification): boolean {
  if (classification.sections.some(({ id }) => id === code)) return true;
  return /^\d{2,6}$/.test(code) && divisionsOf(classification).includes(code.slice(0, 2));
}

/** A code whose letter is another section than its division is in; a letter that is no section says nothing. */
function otherSection(found: string | null, classification: Classification): Problem[] {
  const [, letter, digits, division] = /^([A-Za-z])((\d\d)\d*)$/.exec(found ?? '') ?? [];
  const own = letter === undefined ? [] : divisionsOf(classification, letter.toUpperCase());
  const home = classification.sections.find(({ id }) => divisionsOf(classification, id).includes(division!));
  if (own.length === 0 || home === undefined || own.includes(division!)) return [];
  const expected = `${home.id}${digits} or ${digits}: division ${division} is in section ${home.id}`;
  return [{ code: 'UNKNOWN_INDUSTRY_CODE', found: found!, expected }];
}

/** Two industries that both claim a code as primary. */
function rivals(map: readonly MapRow[], file: string): Problem[] {
  const owner = new Map<string, MapRow>();
  return map.flatMap((row): Problem[] => {
    if (row.code === null || row.role === 'secondary') return [];
    const other = owner.get(row.code);
    if (other === undefined || other.industryId === row.industryId) {
      owner.set(row.code, row);
      return [];
    }
    const expected = `one primary industry for ${row.code}: line ${other.line} says ${other.industryId}`;
    return [
      {
        code: 'RIVAL_INDUSTRIES',
        file,
        line: row.line,
        column: 'industry_id',
        found: row.industryId,
        expected,
      },
    ];
  });
}
