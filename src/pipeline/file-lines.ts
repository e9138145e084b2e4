import { groupBy } from '../core/group-by.js';
import type { Loan } from '../ingest/loans.js';
import { type Borrower, borrowerSums, ownKeys } from './borrower-keys.js';
import type { FileLines } from './watch-kit.js';

/** How loans stand to each other. */
export interface FileLinesOptions {
  /** Day of the company table, which holds what was granted by then. */
  readonly tableDay: string;
  readonly borrowerOf: (loan: Loan) => Borrower;
}

/**
 * What each borrower, the firm with its owner and group, has been granted beside a loan, by a file of loans. Loans of one borrower
 * stand together where the file speaks of them on the same day; the one granted first, then the first in the file, keeps its room first.
 * @param loans the last row of each loan
 * @returns the lines of a loan's borrower; undefined where the loan is its only one that day and the table holds it
 */
export function fileLinesOf(
  loans: readonly Loan[],
  { tableDay, borrowerOf }: FileLinesOptions,
): (loan: Loan) => FileLines | undefined {
  const lines = new Map<Loan, FileLines>();
  for (const ofDay of groupBy(loans, ({ asOf }) => asOf).values()) {
    const [counts, totals, since, earlier] = [borrowerSums(), borrowerSums(), borrowerSums(), borrowerSums()];
    for (const loan of ofDay) {
      const borrower = borrowerOf(loan);
      counts.add(borrower, 1);
      totals.add(borrower, loan.line);
      if (loan.grantedOn !== null && loan.grantedOn > tableDay) since.add(borrower, loan.line);
    }
    for (const loan of ofDay.toSorted(byGranting(tableDay))) {
      const borrower = borrowerOf(loan);
      const sinceAmount = since.of(borrower);
      const isAlone = counts.of(borrower) === 1 && sinceAmount === 0;
      const found = { totalAmount: totals.of(borrower), earlierAmount: earlier.of(borrower) };
      if (!isAlone) lines.set(loan, { ...found, ...(sinceAmount > 0 && { sinceAmount }) });
      earlier.add(borrower, loan.line);
    }
  }
  return (loan) => lines.get(loan);
}

/**
 * Loans of borrowers whose loans the file speaks of on different days: each day's stand by themselves, as one that was paid back is last
 * spoken of before the others.
 * @param loans the last row of each loan
 */
export function onOtherDays(
  loans: readonly Loan[],
  borrowerOf: FileLinesOptions['borrowerOf'],
): readonly Loan[] {
  const daysOf = new Map<string, Set<string>>();
  const namesOf = (loan: Loan) => ownKeys(borrowerOf(loan)).names;
  for (const loan of loans)
    for (const name of namesOf(loan)) daysOf.set(name, (daysOf.get(name) ?? new Set()).add(loan.asOf));
  return loans.filter((loan) => namesOf(loan).some((name) => daysOf.get(name)!.size > 1));
}

/** The day of granting; loans without one, which the table holds, come after those that it holds by their day. */
function byGranting(tableDay: string): (a: Loan, b: Loan) => number {
  const placeOf = ({ grantedOn }: Loan) => (grantedOn === null ? `${tableDay} undated` : grantedOn);
  return (a, b) => {
    const [placeA, placeB] = [placeOf(a), placeOf(b)];
    return placeA < placeB ? -1 : placeA > placeB ? 1 : 0;
  };
}
