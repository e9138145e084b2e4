import { addDays, addMonths } from '../core/dates.js';
import { groupBy } from '../core/group-by.js';
import { months } from '../core/numbers.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';

/** What was seen of a company's application on one day. */
export interface Outcome {
  readonly companyId: string;
  readonly status: string;
  readonly overdueDays: number;
  readonly asOf: string;
}

/** Labels out of outcomes, and what could not become one. */
export interface OutcomeLabels {
  readonly labels: ReadonlyMap<string, 'good' | 'bad'>;
  readonly companies: number;
  readonly immature: number;
  /** Of the immature: bad so far. */
  readonly immatureBad: number;
  /** Of the good: bad after the window that counts. */
  readonly badLater: number;
  readonly refused: number;
  readonly open: number;
  /** Companies with a label that were bad by the day of the rating that is held against them, or not seen after it; none without a rating. */
  readonly known: ReadonlySet<string>;
}

const GRANTED = ['granted', 'drawn', 'repaid'];

/**
 * A firm has a label when its first grant or drawing, or the first day that shows it bad, lies long enough before the last day of
 * the file: so far it tells what happened. Bad: overdue as many days as the spec says, within its window where it names one. Good:
 * granted and not bad so. Seen more lately: immature, bad or repaid as it may be, since the bad ones of a young year are known before
 * the good ones, and would pass for all of it. Rejected and never granted: a refused applicant, of whom nobody knows.
 * @param outcomes rows of the file
 * @param rules the spec's outcomes section
 * @param ratedOn the day of the rating that is held against them: what was known by then proves little of it. Undefined: none is
 */
export function outcomeLabels(
  outcomes: readonly Outcome[],
  rules: EnterpriseSpec['outcomes'],
  ratedOn?: string,
): OutcomeLabels {
  const today = outcomes.reduce((last, { asOf }) => (asOf > last ? asOf : last), '');
  const isLate = ({ overdueDays }: Outcome) => overdueDays >= rules.badOverdueDays;
  const labels = new Map<string, 'good' | 'bad'>();
  const known = new Set<string>();
  const counts = { immature: 0, immatureBad: 0, badLater: 0, refused: 0, open: 0 };
  const byCompany = groupBy(outcomes, ({ companyId }) => companyId);
  for (const [company, rows] of byCompany) {
    const first = firstGrant(rows, isLate);
    if (first === undefined) {
      counts[rows.some(({ status }) => status === 'rejected') ? 'refused' : 'open']++;
      continue;
    }
    const isInWindow = windowOf(first, rules);
    const seen = rows.filter(isInWindow);
    const isBad = seen.some(isLate);
    if (months(first, today) < rules.maturityMonths) {
      counts.immature++;
      if (isBad) counts.immatureBad++;
      continue;
    }
    labels.set(company, isBad ? 'bad' : 'good');
    if (!isBad && rows.some(isLate)) counts.badLater++;
    if (ratedOn !== undefined && wasKnown(seen, ratedOn, isLate)) known.add(company);
  }
  return { labels, known, companies: byCompany.size, ...counts };
}

type IsLate = (outcome: Outcome) => boolean;

/** The first day that shows a company lent to; undefined for one that never was. */
function firstGrant(rows: readonly Outcome[], isLate: IsLate): string | undefined {
  const lent = rows.filter((row) => GRANTED.includes(row.status) || isLate(row)).map(({ asOf }) => asOf);
  return lent.sort()[0];
}

/**
 * Whether what a row tells happened in the window that counts: a late row tells of the day on which it became bad, however long after
 * that it was written.
 */
function windowOf(
  first: string,
  { windowMonths, badOverdueDays }: EnterpriseSpec['outcomes'],
): (row: Outcome) => boolean {
  if (windowMonths === undefined) return () => true;
  const last = addMonths(first, windowMonths);
  return ({ asOf, overdueDays }) =>
    (overdueDays < badOverdueDays ? asOf : addDays(asOf, badOverdueDays - overdueDays)) <= last;
}

/** Whether all that is told of a company was so by a day: it was bad, or nothing was seen of it since. */
const wasKnown = (rows: readonly Outcome[], day: string, isLate: IsLate): boolean =>
  rows.some((row) => row.asOf <= day && isLate(row)) || rows.every(({ asOf }) => asOf <= day);
