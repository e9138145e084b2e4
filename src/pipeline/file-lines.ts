import { groupBy } from '../core/group-by.js';
import type { Loan } from '../ingest/loans.js';
import type { FileLines } from './watch-kit.js';

/**
 * What each borrower has been granted beside a loan, by a file of loans. Loans of one firm stand together where the file
 * speaks of them on the same day; the one granted first, then the first in the file, keeps its room first.
 * @param loans the last row of each loan
 * @param tableDay day of the company table, which holds what was granted by then
 * @returns the lines of a loan's borrower; undefined where the loan is its only one that day and the table holds it
 */
export function fileLinesOf(loans: readonly Loan[], tableDay: string): (loan: Loan) => FileLines | undefined {
  const lines = new Map<Loan, FileLines>();
  for (const together of groupBy(loans, ({ companyId, asOf }) => `${asOf} ${companyId}`).values()) {
    const since = together.filter(({ grantedOn }) => grantedOn !== null && grantedOn > tableDay);
    if (together.length === 1 && since.length === 0) continue;
    const [totalAmount, sinceAmount] = [sumOf(together), sumOf(since)];
    let earlierAmount = 0;
    for (const loan of together.toSorted(byGranting)) {
      lines.set(loan, { totalAmount, earlierAmount, ...(since.length > 0 && { sinceAmount }) });
      earlierAmount += loan.line;
    }
  }
  return (loan) => lines.get(loan);
}

const sumOf = (loans: readonly Loan[]): number => loans.reduce((sum, { line }) => sum + line, 0);

/** The day of granting; loans without one come last. */
function byGranting(a: Loan, b: Loan): number {
  const [dayA, dayB] = [a.grantedOn ?? '9999', b.grantedOn ?? '9999'];
  return dayA < dayB ? -1 : dayA > dayB ? 1 : 0;
}
