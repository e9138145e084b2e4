import { addMonths } from '../core/dates.js';
import { gatesOfRule } from '../document/gates.js';
import { isLentTo, type Policy } from '../document/policy.js';
import type { DecisionPolicy } from '../document/policy-decision.js';
import { type Outcome, outcomes } from '../document/rule.js';
import type { ApplicationFacts, CreditDecision, DecisionReason, Offer } from './credit-decision.js';
import { type FinalLine, finalLine } from './final-line.js';
import { type CreditFirm, type FirmCredit, ruleGateHits } from './read-firm.js';
import { type LineFacts, roundedDown } from './read-line.js';

/** How applications are decided. */
export interface DecideOptions {
  readonly policy: Policy;
  readonly decision: DecisionPolicy;
  readonly read: (firm: CreditFirm) => FirmCredit;
}

/**
 * Decides one application: every gate recorded, the strictest outcome wins.
 * @param facts the application, the firm before and now
 * @param options policy and reader
 */
export function decideApplication(facts: ApplicationFacts, options: DecideOptions): CreditDecision {
  const { before, now, offer } = facts;
  if (before === null || now === null) return undecided([{ code: facts.unknown!, outcome: 'manual' }], facts);
  const [was, is] = [options.read(before), options.read(now)];
  const isOffered = offer !== null && isValid(offer, facts) && offer.tier === before.tier;
  const offered = isOffered ? offer.lineAmount : (was.line?.lineAmount ?? null);
  const line = lineOf(facts, options, { was, is, offered });
  const reasons = reasonsOf(facts, options, { is, line });
  const outcome = strictest(reasons);
  const lineAmount = line?.lineAmount ?? 0;
  const wanted = Math.min(lineAmount, facts.requestedAmount ?? lineAmount);
  return {
    outcome,
    reasons,
    flags: [...is.flags, ...ownFlags(facts)],
    tier: now.tier,
    score: now.score,
    line,
    rate: is.rate,
    grantedAmount: outcome === 'approve' ? roundedDown(wanted, options.policy.line) : 0,
    validUntil: outcome === 'approve' ? addMonths(facts.decidedOn, options.policy.offer.tenorMonths) : null,
  };
}

const isValid = ({ validUntil }: Offer, { decidedOn }: ApplicationFacts) => decidedOn <= validUntil;

/** What is marked on an application itself, whether or not the firm can be rated. */
function ownFlags(facts: ApplicationFacts): string[] {
  const { offer, lacksConsent } = facts;
  return [
    ...(offer !== null && !isValid(offer, facts) ? ['OFFER_EXPIRED'] : []),
    ...(offer?.stoppedBy !== undefined ? ['STOPPED_BY_CAP'] : []),
    ...(lacksConsent ? ['NO_CONSENT'] : []),
  ];
}

interface Readings {
  readonly was: FirmCredit;
  readonly is: FirmCredit;
  /** L_pre; null for a firm outside the tiers lent to before. */
  readonly offered: number | null;
}

function lineOf(
  { before, now, isRicher }: ApplicationFacts,
  { policy, decision }: DecideOptions,
  { was, is, offered }: Readings,
): FinalLine | null {
  const { taxNo } = is;
  const revenue = was.revenue ?? is.revenue;
  if (!isLentTo(policy, now!.tier) || taxNo === null || revenue === null) return null;
  const { tier, industryId, ownLine } = now!;
  const facts = { tier, taxNo, industryId, ownLine, valueAt: is.valueAt };
  const rich: LineFacts | null =
    isRicher && is.revenue !== null && before !== now ? { ...facts, revenue: is.revenue } : null;
  return finalLine(policy, decision, {
    offered,
    pre: { ...facts, revenue },
    rich,
    rateBp: is.rate!.rateBp,
  });
}

function reasonsOf(
  facts: ApplicationFacts,
  { policy, decision }: DecideOptions,
  { is, line }: { readonly is: FirmCredit; readonly line: FinalLine | null },
): DecisionReason[] {
  const { valueAt } = is;
  const own = decision.rules.flatMap(gatesOfRule).filter((gate) => ruleGateHits(gate, valueAt));
  const gates = [...is.gates, ...own].filter(({ code }) => code !== 'LINE_BELOW_MIN');
  const debt = policy.line.debt?.column;
  const least = policy.line.minimum;
  const asked = facts.requestedAmount;
  const rules: readonly (readonly [boolean, string, Outcome])[] = [
    [facts.hasCollateral, 'COLLATERAL', 'offline'],
    [!isLentTo(policy, facts.now!.tier), 'TIER_OUT', 'manual'],
    [facts.offer === null, 'NO_OFFER', 'manual'],
    [debt !== undefined && valueAt(debt) === null, 'DEBT_UNKNOWN', 'manual'],
    [line !== null && isFarBelow(line, decision), 'RICHER_LINE_LOW', 'manual'],
    [line !== null && needsReview(line, facts, decision), 'SECOND_REVIEW', 'manual'],
    [line !== null && line.lineAmount < least, 'LINE_BELOW_MIN', 'reject'],
    [asked !== null && roundedDown(asked, policy.line) < least, 'REQUEST_BELOW_MIN', 'reject'],
  ];
  return [
    ...gates.map(({ code, outcome }) => ({ code, outcome })),
    ...rules.filter(([hits]) => hits).map(([, code, outcome]) => ({ code, outcome })),
  ];
}

/** L_rich below the policy's share of L_pre. */
function isFarBelow({ rich, offered }: FinalLine, { manualBelowPpm }: DecisionPolicy): boolean {
  return rich !== null && BigInt(rich.room) * 1_000_000n < BigInt(offered) * BigInt(manualBelowPpm);
}

/** A line taken in parts is one line: with what was granted since the offer it is held against the same limits. */
function needsReview(
  { lineAmount }: FinalLine,
  { grantedBefore, offer }: ApplicationFacts,
  { secondReviewAbove, mostTimesOffer }: DecisionPolicy,
): boolean {
  const all = lineAmount + grantedBefore;
  const isPastOffer = grantedBefore > 0 && offer !== null && all > mostTimesOffer * offer.lineAmount;
  return all > secondReviewAbove || isPastOffer;
}

function strictest(reasons: readonly DecisionReason[]): Outcome {
  const ranks = reasons.map(({ outcome }) => outcomes.indexOf(outcome));
  return outcomes[Math.max(0, ...ranks)]!;
}

function undecided(reasons: readonly DecisionReason[], facts: ApplicationFacts): CreditDecision {
  const all = facts.hasCollateral
    ? [...reasons, { code: 'COLLATERAL', outcome: 'offline' as const }]
    : reasons;
  const nothing = { tier: null, score: null, line: null, rate: null, grantedAmount: 0, validUntil: null };
  return { outcome: strictest(all), reasons: all, flags: ownFlags(facts), ...nothing };
}
