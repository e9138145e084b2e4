import { sum } from '../core/numbers.js';
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

/** Owner and group, or the firm where it has neither; and the two together. */
export function ownKeys(borrower: Borrower): {
  readonly names: readonly string[];
  readonly both: readonly string[];
} {
  const [firm, ...names] = borrowerKeys(borrower);
  return names.length === 0
    ? { names: [firm!], both: [] }
    : { names, both: names.length === 2 ? [JSON.stringify(names)] : [] };
}

/**
 * Sums by borrower, a few look-ups for each firm however many stand together: what shares the owner, and what shares the group, less what
 * shares both. Amounts of one firm share both.
 */
export function borrowerSums() {
  const sums = new Map<string, number>();
  const sumOf = (key: string) => sums.get(key) ?? 0;
  return {
    add: (borrower: Borrower, amount: number) => {
      const { names, both } = ownKeys(borrower);
      for (const key of [...names, ...both]) sums.set(key, sumOf(key) + amount);
    },
    of: (borrower: Borrower) => {
      const { names, both } = ownKeys(borrower);
      return sum(names.map(sumOf)) - sum(both.map(sumOf));
    },
  };
}
