import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readCell, shownCell, type Value } from './cell.js';
import { type Row, readRows } from './read-rows.js';
import { repeats } from './repeats.js';

const text: Omit<Column, 'name'> = { type: 'text', missing: 'rejected' };
const firms: Omit<Column, 'name'> = { type: 'integer', min: 1, missing: 'rejected' };
/** The columns of what `dipper sample` writes. */
export const visitSampleColumns: readonly Column[] = [
  { name: 'company_id', ...text },
  { name: 'tier', type: 'text', pattern: 'R(1[0-5]|[1-9])', missing: 'rejected' },
  { name: 'tier_firms', ...firms },
  { name: 'tier_drawn', ...firms },
  { name: 'inclusion_ppm', type: 'integer', required: false },
  { name: 'as_of', type: 'date', required: false },
];
/** The columns of visits.csv: one field of one firm, as it was seen. */
export const visitColumns: readonly Column[] = [
  { name: 'company_id', ...text },
  { name: 'field', ...text },
  { name: 'seen_value', type: 'text', missingMeaning: 'it was not to be seen' },
  { name: 'visitor', type: 'text', required: false },
  { name: 'branch', type: 'text', required: false },
  { name: 'date', type: 'date', required: false },
];

/** A firm drawn for a visit: its tier, the rated firms of that tier, and the day of the run, where the file has it. */
export interface DrawnFirm {
  readonly tier: number;
  readonly tierFirms: number;
  readonly asOf?: string;
}

/** Firms drawn for a visit, by company. */
export type DrawnFirms = ReadonlyMap<string, DrawnFirm>;

/** What a visitor saw of one field; null where it was not to be seen. */
export interface SeenValue {
  readonly companyId: string;
  readonly field: string;
  readonly seen: Value;
}

/**
 * Reads the CSV that `dipper sample` wrote.
 * @throws InputError with every problem
 */
export async function readVisitSample(source: Source): Promise<DrawnFirms> {
  const { file, rows } = await readRows(source, visitSampleColumns);
  const idOf = ({ values }: Row) => values.company_id as string;
  throwIfAny(file, [
    ...repeats(rows, idOf).map((row) => repeated({ file, line: row.line }, idOf(row))),
    ...rows.filter(isTooMany).map((row) => drawnTooMany({ file, line: row.line }, row)),
    ...otherSizes(rows, file),
  ]);
  return new Map(
    rows.map(({ values }) => [
      values.company_id as string,
      {
        tier: Number((values.tier as string).slice(1)),
        tierFirms: values.tier_firms as number,
        ...(typeof values.as_of === 'string' && { asOf: values.as_of }),
      },
    ]),
  );
}

/**
 * Reads visits.csv: one row for each field of a firm that was looked at; its value by the contract of that column.
 * @param source the file
 * @param drawn the firms of the sample: others have no weight
 * @param contract the columns that a visit may look at
 * @throws InputError with every problem
 */
export async function readVisits(
  source: Source,
  drawn: DrawnFirms,
  contract: ReadonlyMap<string, Column>,
): Promise<readonly SeenValue[]> {
  const unread: Problem[] = [];
  const { file, rows } = await readRows(source, visitColumns, { problems: unread });
  const known = new Set<string>();
  const read = rows.map(({ line, values }) => {
    const [companyId, field] = [values.company_id as string, values.field as string];
    const at = { file, line };
    const key = JSON.stringify([companyId, field]);
    const twice = known.has(key) ? [repeated(at, `${field} of ${companyId}`)] : [];
    known.add(key);
    const stranger = drawn.has(companyId) ? [] : [notDrawn(at, companyId)];
    const { value, problems } = seenValue((values.seen_value as string | null) ?? '', field, contract);
    const visit: SeenValue = { companyId, field, seen: value };
    return {
      visit,
      problems: [...twice, ...stranger, ...problems.map((problem) => ({ ...problem, ...at }))],
    };
  });
  throwIfAny(file, [...unread, ...read.flatMap(({ problems }) => problems)]);
  return read.map(({ visit }) => visit);
}

/** What was seen, by the contract of its column. */
function seenValue(
  raw: string,
  field: string,
  contract: ReadonlyMap<string, Column>,
): { readonly value: Value; readonly problems: readonly Problem[] } {
  const column = contract.get(field);
  if (column === undefined) {
    const expected = 'a company column that rating or policy reads';
    const problem = { code: 'UNKNOWN_FIELD', column: 'field', found: field, expected };
    return { value: null, problems: [{ ...problem, ...didYouMean(field, [...contract.keys()]) }] };
  }
  const reading = readCell(raw, { ...column, missing: 'allowed' });
  if ('value' in reading) return { value: reading.value, problems: [] };
  return {
    value: null,
    problems: [{ ...reading.problem, column: 'seen_value', found: shownCell(raw, column) }],
  };
}

/** Whether more firms of a tier are said to be drawn than it has. */
const isTooMany = ({ values }: Row) => (values.tier_drawn as number) > (values.tier_firms as number);

const drawnTooMany = (at: { readonly file: string; readonly line: number }, { values }: Row): Problem => ({
  code: 'RANGE',
  ...at,
  column: 'tier_drawn',
  found: String(values.tier_drawn),
  expected: `at most tier_firms, ${values.tier_firms}`,
});

/** Firms of one tier that are told another number of firms in it: every mean is weighed by it. */
function otherSizes(rows: readonly Row[], file: string): Problem[] {
  const first = new Map<unknown, Row>();
  return rows.flatMap(({ line, values }): Problem[] => {
    const { tier, tier_firms: size } = values;
    const before = first.get(tier);
    if (before === undefined) first.set(tier, { line, values });
    if (before === undefined || before.values.tier_firms === size) return [];
    const expected = `${before.values.tier_firms}, as line ${before.line} says of ${tier}`;
    return [{ code: 'RANGE', file, line, column: 'tier_firms', found: String(size), expected }];
  });
}

const repeated = (at: { readonly file: string; readonly line: number }, found: string): Problem => ({
  code: 'DUPLICATE',
  ...at,
  found,
  expected: 'each once',
});

const notDrawn = (at: { readonly file: string; readonly line: number }, found: string): Problem => ({
  code: 'NOT_IN_SAMPLE',
  ...at,
  column: 'company_id',
  found,
  expected: 'a firm of the sample',
});

function throwIfAny(file: string, problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has rows that cannot be used`, problems);
}
