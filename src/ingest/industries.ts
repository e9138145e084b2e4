import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { IndustryFigures } from '../document/industry-inputs.js';
import type { Source } from '../document/mapping.js';
import { type Row, readRows } from './read-rows.js';
import { repeats } from './repeats.js';

/** The columns of industries.csv, beside one column for each figure (wide). */
export const industryColumns: readonly Column[] = [
  { name: 'industry_id', type: 'text', missing: 'rejected', pattern: '[a-z][a-z0-9_-]{0,62}' },
  { name: 'name', type: 'text', required: false },
  { name: 'name_zh', type: 'text', required: false },
  { name: 'year', type: 'integer', missing: 'rejected', min: 1900, max: 2099 },
  { name: 'indicator', type: 'text', required: false, pattern: '[a-z][a-z0-9_]*' },
  { name: 'value', type: 'number', required: false },
];
const labels = new Set(['industry_id', 'name', 'name_zh', 'year']);

/**
 * Reads industries.csv: wide (one row per industry and year, one column per figure) or long (`indicator` and `value`).
 * @param source the file
 * @returns industries in order of first appearance, and the names of the figures
 * @throws InputError with every problem
 */
export async function readIndustries(source: Source) {
  const otherColumn = (name: string): Column | undefined =>
    /^[a-z][a-z0-9_]*$/.test(name) ? { name, type: 'number' } : undefined;
  const { file, sha256, header, rows } = await readRows(source, industryColumns, { otherColumn });
  const isLong = header.includes('indicator') && header.includes('value');
  const figures = isLong
    ? [...new Set(rows.map(({ values }) => values.indicator as string))]
    : header.filter((name) => !labels.has(name));
  const problems = [
    ...repeated(file, rows, isLong),
    ...(isLong ? [...unnamed(file, rows), ...wideToo(file, header)] : []),
  ];
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has rows that cannot be used`, problems);
  const ids = [...new Set(rows.map(({ values }) => values.industry_id as string))];
  const industries = ids.map((id) => gather(id, rows, isLong ? undefined : figures));
  return { file, sha256, figures, industries };
}

type Figures = Record<string, number | null>;

/** One industry; its name is the last one given, or its id. */
function gather(id: string, rows: readonly Row[], wide: readonly string[] | undefined): IndustryFigures {
  const own = rows.filter(({ values }) => values.industry_id === id);
  const last = (name: string) => own.map(({ values }) => values[name] as string | null).findLast(Boolean);
  const name = last('name') ?? id;
  const years = new Map<number, Figures>();
  for (const { values } of own) {
    const year = years.get(values.year as number) ?? {};
    years.set(values.year as number, year);
    const value = (column: string) => (values[column] as number | null) ?? null;
    if (wide === undefined) year[values.indicator as string] = value('value');
    else for (const figure of wide) year[figure] = value(figure);
  }
  return { id, name, nameZh: last('name_zh') ?? name, years };
}

function unnamed(file: string, rows: readonly Row[]): Problem[] {
  return rows
    .filter(({ values }) => values.indicator === null)
    .map(({ line }) => ({
      code: 'MISSING',
      file,
      line,
      column: 'indicator',
      expected: 'the name of a figure',
    }));
}

/** Figures in columns of their own beside long ones: nobody would read them. */
function wideToo(file: string, header: readonly string[]): Problem[] {
  const read = new Set([...labels, 'indicator', 'value']);
  const expected = 'no other column beside indicator and value';
  return header
    .filter((name) => !read.has(name))
    .map((found) => ({ code: 'UNKNOWN_COLUMN', file, line: 1, found, expected }));
}

function repeated(file: string, rows: readonly Row[], isLong: boolean): Problem[] {
  const keyOf = ({ values }: Row) =>
    [values.industry_id, values.year, ...(isLong ? [values.indicator] : [])].join(' ');
  return repeats(rows, keyOf).map((row) => {
    const at = { file, line: row.line, column: 'year', found: keyOf(row) };
    return { code: 'DUPLICATE', ...at, expected: 'each industry and year (and indicator) once' };
  });
}
