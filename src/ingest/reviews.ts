import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { type Row, readRows } from './read-rows.js';
import { repeats } from './repeats.js';
import { TIER } from './told-patterns.js';

/** The columns of reviews.csv: the tier that a reviewer would have given. */
export const reviewColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'reviewer', type: 'text', missing: 'rejected' },
  { name: 'department', type: 'text', missing: 'rejected' },
  { name: 'post', type: 'text', required: false },
  { name: 'tier', type: 'text', pattern: TIER, missing: 'rejected' },
  { name: 'comment', type: 'text', required: false },
  { name: 'date', type: 'date', required: false },
];

/** The tier that a person who knows the firm would have given. */
export interface Review {
  readonly companyId: string;
  readonly reviewer: string;
  readonly department: string;
  readonly tier: number;
}

/**
 * Reads reviews.csv: a row for each firm that a reviewer looked at.
 * @param source the file
 * @throws InputError with every problem; a reviewer reviews a firm once
 */
export async function readReviews(source: Source) {
  const problems: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, reviewColumns, { problems });
  const keyOf = ({ values }: Row) => JSON.stringify([values.company_id, values.reviewer]);
  for (const { line, values } of repeats(rows, keyOf)) {
    const found = `${values.company_id} by ${values.reviewer}`;
    problems.push({ code: 'DUPLICATE', file, line, found, expected: 'each firm once by each reviewer' });
  }
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has reviews that cannot be used`, problems);
  const reviews = rows.map(
    ({ values }): Review => ({
      companyId: values.company_id as string,
      reviewer: values.reviewer as string,
      department: values.department as string,
      tier: Number((values.tier as string).replace('R', '')),
    }),
  );
  return { file, sha256, reviews: reviews as readonly Review[] };
}
