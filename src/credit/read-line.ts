import { lineTermsOf } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import { holds, type ValueLookup } from '../document/read-condition.js';

/** One limit of a line, whole units of currency. */
export interface LineTerm {
  readonly name: string;
  readonly amount: number;
}

/** A line and what it comes from. */
export interface Line {
  readonly terms: readonly LineTerm[];
  /** The first of the least terms. */
  readonly binding: string;
  /** Own lines taken off the least term. */
  readonly ownLine: number;
  /** Before rounding down. */
  readonly room: number;
  readonly lineAmount: number;
}

/** What a line is computed from. */
export interface LineFacts {
  /** One of the tiers lent to. */
  readonly tier: number;
  /** Place of the firm's tax rating in the policy; 0 when the policy has none. */
  readonly taxNo: number;
  /** R. */
  readonly revenue: number;
  readonly industryId: string | null;
  /** Lines already granted to the firm, its owner and its group. */
  readonly ownLine: number;
  readonly valueAt: ValueLookup;
}

const MILLION = 1_000_000n;

/** ppm of an amount, rounded down. */
function shareOf(amount: number, ppm: number): number {
  return Number((BigInt(amount) * BigInt(ppm)) / MILLION);
}

/**
 * R: the lowest of the policy's revenue columns that are present, with a haircut where only one of several is; null when none is.
 * @param rules the policy's revenue section
 * @param valueAt finds the columns
 */
export function revenueOf(
  { columns, singleSourceHaircutPpm }: Policy['line']['revenue'],
  valueAt: ValueLookup,
): number | null {
  const present = columns.map((name) => valueAt(name) as number | null).filter((value) => value !== null);
  if (present.length === 0) return null;
  const lowest = present.reduce((a, b) => (b < a ? b : a));
  const isCut = columns.length > 1 && present.length === 1;
  return isCut ? shareOf(lowest, 1_000_000 - singleSourceHaircutPpm) : lowest;
}

/** α τ R, rounded down, τ α in whole ppm. */
export function advanceOf({ line, tax, tiers }: Policy, { tier, taxNo, revenue }: LineFacts): number {
  const tau = tax === undefined ? 1_000_000 : tax.ratings[taxNo]!.factorPpm;
  return shareOf(revenue, shareOf(line.advancePpm[tier - tiers.from]!, tau));
}

/** What rules with the outcome `cap` hold a firm's line to. */
export function ruleCaps({ rules }: Policy, { valueAt }: Pick<LineFacts, 'valueAt'>): LineTerm[] {
  return rules.flatMap(({ id, outcome, when, capAmount }) =>
    outcome === 'cap' && holds(when, valueAt) ? [{ name: id, amount: capAmount! }] : [],
  );
}

/** The cap of a tier. */
export function capOf({ line, tiers }: Policy, tier: number): number {
  return line.cap[tier - tiers.from]!;
}

/** β R − D_unsecured; unseen debt is taken as 0. Undefined when the policy has no such limit. */
export function debtRoomOf({ line }: Policy, { revenue, valueAt }: LineFacts): number | undefined {
  return line.debt === undefined
    ? undefined
    : shareOf(revenue, line.debt.sharePpm) - known(valueAt, line.debt.column);
}

/** Rounded down to the policy's step; below 0 is 0. */
export function roundedDown(room: number, { roundTo }: Pick<Policy['line'], 'roundTo'>): number {
  return room <= 0 ? 0 : room - (room % roundTo);
}

/**
 * The TypeScript reading of the line for one firm of a lent-to tier: every limit, the one that binds, own lines off, rounded down.
 * @param policy the policy
 * @param facts the firm
 */
export function readLine(policy: Policy, facts: LineFacts): Line {
  const amounts = lineTermsOf(policy).flatMap((name): LineTerm[] => {
    const amount = termOf(name, policy, facts);
    return amount === undefined ? [] : [{ name, amount }];
  });
  const least = amounts.reduce((a, b) => (b.amount < a.amount ? b : a));
  const room = least.amount - facts.ownLine;
  return {
    terms: amounts,
    binding: least.name,
    ownLine: facts.ownLine,
    room,
    lineAmount: roundedDown(room, policy.line),
  };
}

function termOf(name: string, policy: Policy, facts: LineFacts): number | undefined {
  const { capacity } = policy.line;
  const { revenue, valueAt, industryId, tier } = facts;
  switch (name) {
    case 'advance':
      return advanceOf(policy, facts);
    case 'debt':
      return debtRoomOf(policy, facts);
    case 'capacity': {
      const k = capacity!.byIndustryPpm[industryId ?? ''] ?? capacity!.sharePpm;
      const spoken = known(valueAt, capacity!.ownFunds) + known(valueAt, capacity!.workingCapitalDebt);
      return shareOf(revenue, k) - spoken;
    }
    case 'cap':
      return capOf(policy, tier);
    default: {
      const rule = policy.rules.find(({ id }) => id === name)!;
      return holds(rule.when, valueAt) ? rule.capAmount : undefined;
    }
  }
}

const known = (valueAt: ValueLookup, name: string | undefined) =>
  name === undefined ? 0 : ((valueAt(name) as number | null) ?? 0);
