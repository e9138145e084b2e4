import { DocumentError } from '../core/errors.js';
import { type WatchDecision, watchLoan } from '../credit/watch-loan.js';
import type { Policy } from '../document/policy.js';
import type { Company } from '../enterprise/rate-company.js';
import type { ToldTier } from '../enterprise/settle-tier.js';
import type { Loan } from '../ingest/loans.js';
import { creditFirm } from './credit-firm.js';
import type { FirmKit } from './decision-kit.js';

/** Everything a granted line is looked at by, as the log keeps it. */
export interface WatchInputs {
  readonly loan: Loan;
  /** The firm's record; null when the company table has none. */
  readonly company: Company | null;
  /** What was said of the firm's tier before; absent where nobody has spoken of it. */
  readonly told?: ToldTier;
  /** Own lines of the borrower in the company table, this loan among them unless it was granted later. */
  readonly tableAmount: number;
  /** Its lines in the file of loans on this loan's day; absent where this is the only one, and in the table. */
  readonly fileLines?: FileLines;
}

/** What a borrower has been granted, by the file of loans, on one day; whole units of currency. */
export interface FileLines {
  /** All its lines, this loan among them. */
  readonly totalAmount: number;
  /** Those granted before this loan: they keep their room first. */
  readonly earlierAmount: number;
  /** Those granted after the day of the company table, which does not hold them; absent: none. */
  readonly sinceAmount?: number;
}

/** Looks at a granted line by one set of documents. */
export function watchInputs(
  { loan, company, told, tableAmount, fileLines }: WatchInputs,
  { policy, rate, read, settle }: FirmKit,
): WatchDecision {
  const watch = watchRules(policy);
  const rating = company === null ? null : rate(company);
  const { line, drawn, overdueDays } = loan;
  const isRated = company !== null && rating !== null && rating.refuseCode === null;
  const {
    totalAmount,
    earlierAmount,
    sinceAmount = 0,
  } = fileLines ?? { totalAmount: line, earlierAmount: 0 };
  const others = Math.max(0, tableAmount - (totalAmount - sinceAmount)) + earlierAmount;
  const firm = isRated
    ? creditFirm(company, rating, { tier: settle(rating, told, loan.asOf).tier, ownLine: others })
    : null;
  const unknown = isRated ? null : company === null ? 'UNKNOWN_COMPANY' : 'THIN_FILE';
  return watchLoan({ line, drawn, overdueDays, firm, unknown }, { policy, watch, read });
}

/**
 * The policy's rules for granted firms.
 * @throws DocumentError NO_WATCH_RULES when it has none
 */
export function watchRules({ watch }: Policy): NonNullable<Policy['watch']> {
  if (watch !== undefined) return watch;
  throw new DocumentError('NO_WATCH_RULES', 'policy.json does not say how granted firms are watched', [
    { code: 'NO_WATCH_RULES', file: 'policy.json', path: 'watch', expected: 'the rules for granted firms' },
  ]);
}
