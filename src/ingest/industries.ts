import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { IndustryFigures } from '../document/industry-inputs.js';
import { type Row, readRows } from './read-rows.js';

const columns: readonly Column[] = [
  { name: 'industry_id', type: 'text', missing: 'rejected', pattern: '[a-z][a-z0-9_-]{0,62}' },
  { name: 'name', type: 'text', missing: 'rejected' },
  { name: 'name_zh', type: 'text', required: false },
  { name: 'year', type: 'integer', missing: 'rejected', min: 1900, max: 2099 },
];
const fixed = new Set(columns.map(({ name }) => name));

/**
 * Reads industries.csv: one row per industry and year, one column per figure.
 * @param path the file
 * @returns industries in order of first appearance, and the names of the figures
 * @throws InputError with every problem
 */
export async function readIndustries(path: string) {
  const otherColumn = (name: string): Column | undefined =>
    /^[a-z][a-z0-9_]*$/.test(name) ? { name, type: 'number' } : undefined;
  const { file, sha256, header, rows } = await readRows(path, columns, { otherColumn });
  const figures = header.filter((name) => !fixed.has(name));
  const problems = repeatedYears(file, rows);
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has rows that cannot be used`, problems);
  const ids = [...new Set(rows.map(({ values }) => values.industry_id as string))];
  const industries = ids.map((id) => gather(id, rows, figures));
  return { file, sha256, figures, industries };
}

function gather(id: string, rows: readonly Row[], figures: readonly string[]): IndustryFigures {
  const own = rows.filter(({ values }) => values.industry_id === id);
  const last = own.at(-1)!.values;
  const name = last.name as string;
  return {
    id,
    name,
    nameZh: (last.name_zh as string | null) ?? name,
    years: new Map(
      own.map(({ values }) => [
        values.year as number,
        Object.fromEntries(figures.map((figure) => [figure, (values[figure] as number | null) ?? null])),
      ]),
    ),
  };
}

function repeatedYears(file: string, rows: readonly Row[]): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap(({ line, values }): Problem[] => {
    const found = `${values.industry_id} ${values.year}`;
    if (!seen.has(found)) {
      seen.add(found);
      return [];
    }
    return [
      { code: 'DUPLICATE', file, line, column: 'year', found, expected: 'each industry and year once' },
    ];
  });
}
