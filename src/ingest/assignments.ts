import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

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
 * @throws InputError with every problem
 */
export async function readAssignments(source: Source) {
  const { file, sha256, rows } = await readRows(source, assignmentColumns);
  const assignments = rows.map(
    ({ values }): AssignmentRow => ({
      town: values.town as string | null,
      industryId: values.industry_id as string | null,
      branch: values.branch as string,
      manager: values.manager as string,
    }),
  );
  return { file, sha256, rows: assignments };
}
