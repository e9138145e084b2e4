import type { Policy } from '../document/policy.js';
import type { DecisionPolicy } from '../document/policy-decision.js';
import {
  advanceOf,
  capOf,
  debtRoomOf,
  type Line,
  type LineFacts,
  type LineTerm,
  readLine,
  roundedDown,
  ruleCaps,
} from './read-line.js';
import { debtServiceLine, taxLine, workingCapitalLine } from './richer-lines.js';

/** All candidate lines of an application and the one that wins, whole units of currency. */
export interface FinalLine {
  /** L_pre: the pre-approved line. */
  readonly offered: number;
  /** L_pre': the same with the newest tier, the debts seen and own lines. */
  readonly pre: Line;
  /** L_rich, before own lines; null when nothing richer was authorised. */
  readonly rich: RichLine | null;
  readonly winner: 'pre' | 'rich';
  /** What the final line is held by. */
  readonly binding: string;
  /** Before rounding down. */
  readonly room: number;
  readonly lineAmount: number;
}

/** L_rich = min(max(L_tax, α τ R_new), β R_new − D_unsecured, L_wc, L_dscr, cap, caps of rules) − own lines. */
export interface RichLine {
  readonly revenue: number;
  readonly terms: readonly LineTerm[];
  readonly binding: string;
  readonly room: number;
  /** Why working capital is not among the terms. */
  readonly workingCapitalUnused: 'NO_DATA' | 'TURNOVER' | null;
}

/** What the final line is computed from. */
export interface FinalLineFacts {
  /** L_pre; null when the firm never had one: then L_pre' stands for it. */
  readonly offered: number | null;
  /** Tier, rating, debts as seen now; revenue as before. */
  readonly pre: LineFacts;
  /** The same with richer data; null when nothing richer may be read. */
  readonly rich: LineFacts | null;
  /** Of the newest tier and tax rating, basis points a year. */
  readonly rateBp: number;
}

/**
 * L_final = min(max(L_pre', L_rich), times × L_pre, cap), rounded down. The larger of two estimates is biased upward, so
 * it is held between limits that richer data reveal; own lines come off both.
 * @param policy the policy
 * @param decision its rules for applications
 * @param facts the firm
 */
export function finalLine(policy: Policy, decision: DecisionPolicy, facts: FinalLineFacts): FinalLine {
  const pre = readLine(policy, facts.pre);
  const offered = facts.offered ?? pre.lineAmount;
  const rich = facts.rich === null ? null : richLine(policy, decision, { ...facts, rich: facts.rich });
  const winner = rich !== null && rich.room > pre.room ? 'rich' : 'pre';
  const won = winner === 'rich' ? rich! : pre;
  const limits: readonly LineTerm[] = [
    { name: won.binding, amount: won.room },
    { name: 'offer_multiple', amount: decision.mostTimesOffer * offered },
    { name: 'cap', amount: capOf(policy, facts.pre.tier) },
  ];
  const least = limits.reduce((a, b) => (b.amount < a.amount ? b : a));
  const { name: binding, amount: room } = least;
  return {
    offered,
    pre,
    rich,
    winner,
    binding,
    room,
    lineAmount: roundedDown(room, policy.line),
  };
}

function richLine(
  policy: Policy,
  decision: DecisionPolicy,
  { rich: facts, rateBp }: FinalLineFacts & { readonly rich: LineFacts },
): RichLine {
  const rating = policy.tax === undefined ? null : policy.tax.ratings[facts.taxNo]!.rating;
  const tax = taxLine(decision.taxLine, rating, facts.valueAt);
  const advance = advanceOf(policy, facts);
  const debt = debtRoomOf(policy, facts);
  const working = workingCapitalLine(decision.workingCapital, facts.valueAt);
  const service = debtServiceLine(decision.debtService, rateBp, facts.valueAt);
  const terms: LineTerm[] = [
    tax !== undefined && tax > advance ? { name: 'tax', amount: tax } : { name: 'advance', amount: advance },
    ...(debt === undefined ? [] : [{ name: 'debt', amount: debt }]),
    ...('amount' in working ? [{ name: 'working_capital', amount: working.amount }] : []),
    ...(service === undefined ? [] : [{ name: 'debt_service', amount: service }]),
    { name: 'cap', amount: capOf(policy, facts.tier) },
    ...ruleCaps(policy, facts),
  ];
  const least = terms.reduce((a, b) => (b.amount < a.amount ? b : a));
  return {
    revenue: facts.revenue,
    terms,
    binding: least.name,
    room: least.amount - facts.ownLine,
    workingCapitalUnused: 'unused' in working ? working.unused : null,
  };
}
