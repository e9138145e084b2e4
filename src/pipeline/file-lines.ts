import { groupBy } from '../core/group-by.js';
import type { Loan } from '../ingest/loans.js';
import type { FileLines } from './watch-kit.js';

/**
 * What each borrower has been granted beside a loan, by a file of loans. Loans of one firm stand together where the file
 * speaks of them on the same day; the one granted first, then the first in the file, keeps its room first.
 * @param loans the last row of each loan
 * @returns the lines of a loan's borrower; undefined where the loan is its only one that day
 */
export function fileLinesOf(loans: readonly Loan[]): (loan: Loan) => FileLines | undefined {
  const lines = new Map<Loan, FileLines>();
  for (const together of groupBy(loans, ({ companyId, asOf }) => `${asOf} ${companyId}`).values()) {
    if (together.length === 1) continue;
    const totalAmount = together.reduce((sum, { line }) => sum + line, 0);
    let earlierAmount = 0;
    for (const loan of together.toSorted(byGranting)) {
      lines.set(loan, { totalAmount, earlierAmount });
      earlierAmount += loan.line;
    }
  }
  return (loan) => lines.get(loan);
}

/** The day of granting; loans without one come last. */
function byGranting(a: Loan, b: Loan): number {
  const [dayA, dayB] = [a.grantedOn ?? '9999', b.grantedOn ?? '9999'];
  return dayA < dayB ? -1 : dayA > dayB ? 1 : 0;
}
