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
  readonly refused: number;
  readonly open: number;
  /** Companies with a label that were bad by the day of the rating that is held against them, or not seen after it; none without a rating. */
  readonly known: ReadonlySet<string>;
}

const GRANTED = ['granted', 'drawn', 'repaid'];

/**
 * A firm has a label when its first grant or drawing, or the first day that shows it bad, lies long enough before the last day of
 * the file: so far it tells what happened. Bad: overdue as many days as the spec says. Good: granted and never bad. Seen more
 * lately: immature, bad or repaid as it may be, since the bad ones of a young year are known before the good ones, and would pass for
 * all of it. Rejected and never granted: a refused applicant, of whom nobody knows.
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
  const byCompany = new Map<string, Outcome[]>();
  for (const row of outcomes) byCompany.set(row.companyId, [...(byCompany.get(row.companyId) ?? []), row]);
  const labels = new Map<string, 'good' | 'bad'>();
  const known = new Set<string>();
  const counts = { immature: 0, immatureBad: 0, refused: 0, open: 0 };
  for (const [company, rows] of byCompany) {
    const found = verdict(rows, today, rules);
    if (found !== 'good' && found !== 'bad') {
      counts[found]++;
      if (found === 'immatureBad') counts.immature++;
      continue;
    }
    labels.set(company, found);
    if (ratedOn !== undefined && wasKnown(rows, ratedOn, rules)) known.add(company);
  }
  return { labels, known, companies: byCompany.size, ...counts };
}

/** Whether all that is told of a company was so by a day: it was bad, or nothing was seen of it since. */
function wasKnown(
  rows: readonly Outcome[],
  day: string,
  { badOverdueDays }: EnterpriseSpec['outcomes'],
): boolean {
  const wasBad = rows.some(({ asOf, overdueDays }) => asOf <= day && overdueDays >= badOverdueDays);
  return wasBad || rows.every(({ asOf }) => asOf <= day);
}

function verdict(
  rows: readonly Outcome[],
  today: string,
  { badOverdueDays, maturityMonths }: EnterpriseSpec['outcomes'],
): 'good' | 'bad' | 'immature' | 'immatureBad' | 'refused' | 'open' {
  const isLate = ({ overdueDays }: Outcome) => overdueDays >= badOverdueDays;
  const lent = rows.filter((row) => GRANTED.includes(row.status) || isLate(row)).map(({ asOf }) => asOf);
  if (lent.length === 0) return rows.some(({ status }) => status === 'rejected') ? 'refused' : 'open';
  const first = lent.reduce((a, b) => (b < a ? b : a));
  const isMature = months(first, today) >= maturityMonths;
  if (rows.some(isLate)) return isMature ? 'bad' : 'immatureBad';
  return isMature ? 'good' : 'immature';
}
