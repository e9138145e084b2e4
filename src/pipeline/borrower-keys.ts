import type { Policy } from '../document/policy.js';
import type { Company } from '../enterprise/rate-company.js';

/** A firm that borrows, with its owner and group. */
export interface Borrower {
  readonly companyId: string;
  readonly owner: string | null;
  readonly group: string | null;
}

/** What a borrower is known by: the firm, and its owner and group where there are any. One in common makes two firms one borrower. */
export const borrowerKeys = ({ companyId, owner, group }: Borrower): string[] => [
  `firm ${companyId}`,
  ...(owner === null ? [] : [`owner ${owner}`]),
  ...(group === null ? [] : [`group ${group}`]),
];

/** A firm's borrower, by the columns that the policy names. */
export function borrowerIn({ line }: Policy, companyId: string, company: Company | undefined): Borrower {
  const joined = (name: string | undefined) =>
    name === undefined ? null : ((company?.[name] as string | null | undefined) ?? null);
  const { owner, group } = line.borrower ?? {};
  return { companyId, owner: joined(owner), group: joined(group) };
}
