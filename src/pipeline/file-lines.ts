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
  for (const ofDay of groupBy(loans, ({ asOf }) => asOf).values()) {
    const [counts, totals, since, earlier] = [
      tally(borrowerOf),
      tally(borrowerOf),
      tally(borrowerOf),
      tally(borrowerOf),
    ];
    for (const loan of ofDay) {
      counts.add(loan, 1);
      totals.add(loan, loan.line);
      if (loan.grantedOn !== null && loan.grantedOn > tableDay) since.add(loan, loan.line);
    }
    for (const loan of ofDay.toSorted(byGranting(tableDay))) {
      const sinceAmount = since.of(loan);
      const isAlone = counts.of(loan) === 1 && sinceAmount === 0;
      const found = { totalAmount: totals.of(loan), earlierAmount: earlier.of(loan) };
      if (!isAlone) lines.set(loan, { ...found, ...(sinceAmount > 0 && { sinceAmount }) });
      earlier.add(loan, loan.line);
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
  const namesOf = (loan: Loan) => keysOf(borrowerOf(loan)).names;
  for (const loan of loans)
    for (const name of namesOf(loan)) daysOf.set(name, (daysOf.get(name) ?? new Set()).add(loan.asOf));
  return loans.filter((loan) => namesOf(loan).some((name) => daysOf.get(name)!.size > 1));
}

/**
 * Sums by borrower, a few look-ups for each loan however many stand together: loans that share the owner, and those that share the group,
 * less those that share both. Loans of a firm share both.
 */
function tally(borrowerOf: FileLinesOptions['borrowerOf']) {
  const sums = new Map<string, number>();
  const sumOf = (key: string) => sums.get(key) ?? 0;
  return {
    add: (loan: Loan, amount: number) => {
      const { names, both } = keysOf(borrowerOf(loan));
      for (const key of [...names, ...both]) sums.set(key, sumOf(key) + amount);
    },
    of: (loan: Loan) => {
      const { names, both } = keysOf(borrowerOf(loan));
      return sum(names.map(sumOf)) - sum(both.map(sumOf));
    },
  };
}

/** Owner and group, or the firm where it has neither; and the two together. */
function keysOf(borrower: Borrower): { readonly names: readonly string[]; readonly both: readonly string[] } {
  const [firm, ...names] = borrowerKeys(borrower);
  return names.length === 0
    ? { names: [firm!], both: [] }
    : { names, both: names.length === 2 ? [JSON.stringify(names)] : [] };
}

/** The day of granting; loans without one, which the table holds, come after those that it holds by their day. */
function byGranting(tableDay: string): (a: Loan, b: Loan) => number {
  const placeOf = ({ grantedOn }: Loan) => (grantedOn === null ? `${tableDay} undated` : grantedOn);
  return (a, b) => {
    const [placeA, placeB] = [placeOf(a), placeOf(b)];
    return placeA < placeB ? -1 : placeA > placeB ? 1 : 0;
  };
}
