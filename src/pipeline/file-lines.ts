import { groupBy } from '../core/group-by.js';
import { sum } from '../core/numbers.js';
import type { Loan } from '../ingest/loans.js';
import { type Borrower, borrowerKeys } from './borrower-keys.js';
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
  for (const ofDay of groupBy(loans, ({ asOf }) => asOf).values())
    for (const [loan, together] of borrowedTogether(ofDay.toSorted(byGranting), borrowerOf)) {
      const since = together.filter(({ grantedOn }) => grantedOn !== null && grantedOn > tableDay);
      if (together.length === 1 && since.length === 0) continue;
      lines.set(loan, {
        totalAmount: sumOf(together),
        earlierAmount: sumOf(together.slice(0, together.indexOf(loan))),
        ...(since.length > 0 && { sinceAmount: sumOf(since) }),
      });
    }
  return (loan) => lines.get(loan);
}

/** Each loan with all of its borrower's, in the order given. */
function borrowedTogether(loans: readonly Loan[], borrowerOf: FileLinesOptions['borrowerOf']) {
  const keys = loans.map((loan) => borrowerKeys(borrowerOf(loan)));
  const byKey = groupBy(
    keys.flatMap((own, place) => own.map((key) => ({ key, place }))),
    ({ key }) => key,
  );
  return loans.map((loan, i) => {
    const found = keys[i]!.flatMap((key) => byKey.get(key)!.map(({ place }) => place));
    const places = [...new Set(found)].sort((a, b) => a - b);
    return [loan, places.map((place) => loans[place]!)] as const;
  });
}

const sumOf = (loans: readonly Loan[]): number => sum(loans.map(({ line }) => line));

/** The day of granting; loans without one come last. */
function byGranting(a: Loan, b: Loan): number {
  const [dayA, dayB] = [a.grantedOn ?? '9999', b.grantedOn ?? '9999'];
  return dayA < dayB ? -1 : dayA > dayB ? 1 : 0;
}
