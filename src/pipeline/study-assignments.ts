import { InputError } from '../core/errors.js';
import { policyColumns, TOWN } from '../document/contract.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { mappingMark } from '../document/mapping.js';
import type { Policy } from '../document/policy.js';
import { readAssignments } from '../ingest/assignments.js';
import type { Study } from '../study/open-study.js';

/** A document as read. */
type Loaded<T> = { readonly value: T };

/**
 * The study's assignments of firms to branches and managers, and what a manifest says of their file.
 * @param study the study
 * @param documents the policy decides which columns of a firm are read, the industry document which industries there are
 * @returns undefined where the study names none
 * @throws InputError ROW_PROBLEM for rows that cannot be used; UNREAD_COLUMN where firms are assigned by towns that nothing reads: no firm would be anybody's
 */
export async function studyAssignments(
  study: Study,
  {
    policy,
    industry,
  }: { readonly policy: Loaded<Policy>; readonly industry?: Loaded<IndustryDocument> | undefined },
) {
  const source = study.inputs.assignments;
  if (source === undefined) return undefined;
  const { file, sha256, rows } = await readAssignments(
    source,
    industry && new Set(industry.value.industries.map(({ id }) => id)),
  );
  const named = rows.find(({ town }) => town !== null);
  if (named !== undefined && !policyColumns(policy.value).has(TOWN)) {
    const at = { file, column: TOWN, found: named.town! };
    throw new InputError('UNREAD_COLUMN', `${file} assigns firms by town, which the policy does not read`, [
      { code: 'UNREAD_COLUMN', ...at, expected: `${TOWN} in policy.json#/carry, or no towns` },
    ]);
  }
  return { rows, input: { file, sha256, ...mappingMark(source) } };
}

/** Who looks after which firms. */
export type Assignments = Awaited<ReturnType<typeof studyAssignments>>;
