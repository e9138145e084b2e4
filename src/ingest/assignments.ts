import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';
import { repeats } from './repeats.js';

/** The columns of assignments.csv: who looks after which firms. */
export const assignmentColumns: readonly Column[] = [
  { name: 'town', type: 'text', missingMeaning: 'every town' },
  { name: 'industry_id', type: 'text', missingMeaning: 'every industry' },
  { name: 'branch', type: 'text', missing: 'rejected' },
  { name: 'manager', type: 'text', missing: 'rejected' },
];

/** Who looks after the firms of a town and an industry; a missing town or industry means all of them. */
export interface AssignmentRow {
  readonly town: string | null;
  readonly industryId: string | null;
  readonly branch: string;
  readonly manager: string;
}

/**
 * Reads assignments.csv.
 * @param source the file
 * @param industries ids that firms may have; undefined: not known, and not looked at
 * @throws InputError with every problem
 */
export async function readAssignments(source: Source, industries?: ReadonlySet<string>) {
  const { file, sha256, rows } = await readRows(source, assignmentColumns);
  const found = rows.map(({ line, values }) => ({
    line,
    town: values.town as string | null,
    industryId: values.industry_id as string | null,
    branch: values.branch as string,
    manager: values.manager as string,
  }));
  const problems = [...unknownIndustries(found, industries), ...secondOnes(found)].map((problem) => ({
    file,
    ...problem,
  }));
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has assignments that cannot be used`, problems);
  return { file, sha256, rows: found.map(({ line, ...row }): AssignmentRow => row) };
}

type Placed = AssignmentRow & { readonly line: number };

function unknownIndustries(rows: readonly Placed[], industries?: ReadonlySet<string>): Problem[] {
  if (industries === undefined) return [];
  return rows.flatMap(({ line, industryId }) =>
    industryId === null || industries.has(industryId)
      ? []
      : {
          code: 'UNKNOWN_INDUSTRY',
          line,
          column: 'industry_id',
          found: industryId,
          expected: 'the id of an industry, or nothing for all of them',
          ...didYouMean(industryId, industries),
        },
  );
}

/** Rows that give the firms of an earlier row to somebody else, who would never have them. */
function secondOnes(rows: readonly Placed[]): Problem[] {
  const whereOf = ({ town, industryId }: Placed) => `${town ?? ''}\n${industryId ?? ''}`;
  const unlike = repeats(rows, (row) => `${whereOf(row)}\n${row.branch}\n${row.manager}`);
  const once = rows.filter((row) => !unlike.includes(row));
  return repeats(once, whereOf).map(({ line, town, industryId }) => ({
    code: 'DUPLICATE',
    line,
    found: `${town ?? 'every town'}, ${industryId ?? 'every industry'}`,
    expected: 'one branch and manager for a town and an industry',
  }));
}
