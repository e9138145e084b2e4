import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Department, Expert } from '../document/industry-inputs.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';
import { repeats } from './repeats.js';

const weight: Column = {
  name: 'weight',
  type: 'number',
  min: 0,
  max: 1_000_000,
  required: false,
  missingMeaning: 'weight 1',
};
/** The columns of experts.csv. */
export const expertColumns: readonly Column[] = [
  { name: 'expert', type: 'text', missing: 'rejected' },
  { name: 'department', type: 'text', missing: 'rejected' },
  { name: 'post', type: 'text', required: false },
  weight,
];
/** The columns of departments.csv. */
export const departmentColumns: readonly Column[] = [
  { name: 'department', type: 'text', missing: 'rejected' },
  weight,
];

/**
 * Reads departments.csv; an empty weight is 1.
 * @throws InputError with every problem
 */
export async function readDepartments(source: Source) {
  const unread: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, departmentColumns, { problems: unread });
  const departments = rows.map(({ line, values }) => ({
    department: values.department as string,
    weight: (values.weight as number | null) ?? 1,
    line,
  }));
  throwIfAny(file, [
    ...unread,
    ...repeated(file, departments, 'department'),
    ...allZero(file, departments, unread),
  ]);
  return { file, sha256, departments: departments as readonly Department[] };
}

/**
 * Reads experts.csv; an empty weight is 1.
 * @param source the file
 * @param departments names that departments.csv knows; undefined when there is no such file
 * @throws InputError with every problem
 */
export async function readExperts(source: Source, departments?: ReadonlySet<string>) {
  const unread: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, expertColumns, { problems: unread });
  const experts = rows.map(({ line, values }) => ({
    expert: values.expert as string,
    department: values.department as string,
    post: (values.post as string | null) ?? null,
    weight: (values.weight as number | null) ?? 1,
    line,
  }));
  const unknown = experts.flatMap(({ department, line }): Problem[] => {
    if (departments === undefined || departments.has(department)) return [];
    const at = { file, line, column: 'department', found: department };
    return [
      {
        code: 'UNKNOWN_DEPARTMENT',
        ...at,
        expected: 'a department of departments.csv',
        ...didYouMean(department, departments),
      },
    ];
  });
  throwIfAny(file, [
    ...unread,
    ...unknown,
    ...repeated(file, experts, 'expert'),
    ...allZero(file, experts, unread),
  ]);
  return { file, sha256, experts: experts as readonly Expert[] };
}

function repeated<K extends string>(
  file: string,
  rows: readonly ({ readonly line: number } & Readonly<Record<K, string>>)[],
  key: K,
): Problem[] {
  return repeats(rows, (row) => row[key]).map((row) => {
    const at = { file, line: row.line, column: key, found: row[key] };
    return { code: 'DUPLICATE', ...at, expected: `each ${key} once` };
  });
}

/** Nothing is said where a row that cannot be read may have another weight. */
function allZero(
  file: string,
  rows: readonly { readonly weight: number }[],
  unread: readonly Problem[],
): Problem[] {
  if (unread.length > 0 || rows.some((row) => row.weight > 0)) return [];
  return [{ code: 'RANGE', file, column: 'weight', found: '0 everywhere', expected: 'a weight above 0' }];
}

function throwIfAny(file: string, problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has values that cannot be used`, problems);
}
