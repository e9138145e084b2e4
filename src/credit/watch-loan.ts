import { gatesOfRule } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import { type WatchAction, watchActions } from '../document/policy-decision.js';
import { type CreditFirm, type FirmCredit, ruleGateHits } from './read-firm.js';

/** Why something is done about a loan. */
export interface WatchReason {
  readonly code: string;
  readonly action: WatchAction;
}

/** What is done about a granted line, and why. */
export interface WatchDecision {
  readonly action: WatchAction;
  readonly reasons: readonly WatchReason[];
  readonly tier: number | null;
  readonly industryId: string | null;
  /** The line the firm would get today; null outside the lent-to tiers or without the data. */
  readonly lineToday: number | null;
  /** The line from now on: the old one, the lower one, or what is drawn of it; never more than the old one. */
  readonly lineAmount: number;
}

/** A granted line as it stands. */
export interface LoanFacts {
  /** Whole units of currency, like `drawn`. */
  readonly line: number;
  readonly drawn: number;
  /** Days overdue today; 0 when nothing is. */
  readonly overdueDays: number;
  /** The firm today, its own lines without this one; null when it cannot be rated: then `unknown` says why. */
  readonly firm: CreditFirm | null;
  readonly unknown: 'UNKNOWN_COMPANY' | 'THIN_FILE' | null;
}

/**
 * Looks at one granted line again: days overdue, what is drawn, hard rules, tier, the line of today; the strictest action wins.
 * @param loan the line and the firm
 * @param options the policy with its watch rules, and the reader of firms
 */
export function watchLoan(
  loan: LoanFacts,
  options: {
    readonly policy: Policy;
    readonly watch: NonNullable<Policy['watch']>;
    readonly read: (firm: CreditFirm) => FirmCredit;
  },
): WatchDecision {
  const { firm, line, drawn } = loan;
  const { watch, policy } = options;
  const credit = firm === null ? null : options.read(firm);
  const lineToday = credit?.line?.lineAmount ?? null;
  const reasons = [
    ...overdueReasons(loan.overdueDays, watch),
    ...(drawn > line ? [{ code: 'OVER_LINE', action: watch.overLine ?? 'manual' }] : []),
    ...(firm === null ? [{ code: loan.unknown!, action: watch.unknown }] : []),
    ...(credit === null ? [] : ruleReasons(credit, policy, watch)),
    ...(firm === null ? [] : lineReasons(firm.tier, { line, lineToday }, options)),
  ];
  const rank = Math.max(0, ...reasons.map(({ action }) => watchActions.indexOf(action)));
  const action = watchActions[rank]!;
  const used = Math.min(drawn, line);
  const lower = Math.max(used, Math.min(line, lineToday ?? line));
  return {
    action,
    reasons,
    tier: firm?.tier ?? null,
    industryId: firm?.industryId ?? null,
    lineToday,
    lineAmount: action === 'cut' ? lower : action === 'freeze' || action === 'collect' ? used : line,
  };
}

/** The rule with the most days that the loan has reached. */
function overdueReasons(days: number, { overdue }: NonNullable<Policy['watch']>): WatchReason[] {
  const reached = overdue
    .filter(({ fromDays }) => days >= fromDays)
    .sort((a, b) => b.fromDays - a.fromDays)[0];
  return reached === undefined ? [] : [{ code: `OVERDUE_${reached.fromDays}`, action: reached.action }];
}

function ruleReasons(
  { valueAt }: FirmCredit,
  { rules }: Policy,
  { hardRule, unknown }: NonNullable<Policy['watch']>,
): WatchReason[] {
  return rules
    .filter(({ hard }) => hard)
    .flatMap(gatesOfRule)
    .filter((gate) => ruleGateHits(gate, valueAt))
    .map(({ code, outcome, onMissing }) => ({
      code,
      action: onMissing ? unknown : outcome === 'reject' ? hardRule : 'manual',
    }));
}

function lineReasons(
  tier: number,
  { line, lineToday }: { readonly line: number; readonly lineToday: number | null },
  { policy: { tiers }, watch }: { readonly policy: Policy; readonly watch: NonNullable<Policy['watch']> },
): WatchReason[] {
  if (tier > tiers.to) return [{ code: 'TIER_OUT', action: watch.tierOut }];
  if (tier < tiers.from) return [];
  if (lineToday === null) return [{ code: 'LINE_UNKNOWN', action: watch.unknown }];
  return lineToday < line ? [{ code: 'LOWER_LINE', action: watch.lowerLine }] : [];
}
