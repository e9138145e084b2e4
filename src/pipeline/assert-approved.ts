import { DocumentError, type Problem } from '../core/errors.js';
import type { Models } from './read-models.js';

/** How documents that are not approved are taken. */
export interface ApprovalOptions {
  /** Whether they may be tried all the same. */
  readonly draft: boolean;
  /** The day that they must be in force on. */
  readonly on: string;
}

/**
 * Refuses documents that are not approved, by somebody and for the day, unless drafts are allowed.
 * @returns whether a document is not approved
 * @throws DocumentError DRAFT with what each of them lacks
 */
export function assertApproved(
  { industry, enterprise, policy }: Pick<Models, 'industry' | 'enterprise' | 'policy'>,
  { draft, on }: ApprovalOptions,
): boolean {
  const problems = Object.entries({ industry, enterprise, policy }).flatMap(([name, { value }]) =>
    lacks(value, on).map((problem) => ({ code: 'DRAFT', file: `${name}.json`, ...problem })),
  );
  if (problems.length === 0 || draft) return problems.length > 0;
  throw new DocumentError('DRAFT', 'Lines and decisions need approved documents', problems);
}

/**
 * A document's status as it counts on a day: who does not say by whom it was approved and from when, or not for that day, has a draft.
 * @param approval the head of a document
 * @param on the day
 */
export function standing(approval: Approval, on: string): Approval['status'] {
  return approval.status === 'approved' && lacks(approval, on).length > 0 ? 'draft' : approval.status;
}

interface Approval {
  readonly status: 'draft' | 'approved' | 'retired';
  readonly approver?: string | undefined;
  readonly validFrom?: string | undefined;
}

function lacks({ status, approver, validFrom }: Approval, on: string): Omit<Problem, 'code'>[] {
  const hint = 'add --draft to try it; every output will say so';
  if (status !== 'approved') {
    const expected = 'approved, with approver and validFrom';
    return [{ path: 'status', found: status, expected, hint }];
  }
  const nobody = { path: 'approver', found: 'nothing', expected: 'who approved it', hint };
  const found = validFrom ?? 'nothing';
  const notYet = { path: 'validFrom', found, expected: `a day up to ${on}`, hint };
  return [
    ...((approver ?? '').trim() === '' ? [nobody] : []),
    ...(validFrom === undefined || validFrom > on ? [notYet] : []),
  ];
}
