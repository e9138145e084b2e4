import { months } from '../core/numbers.js';
import { AS_OF } from '../document/column.js';
import { columnsOfCondition } from '../document/condition.js';
import { flagsOf, type Gate, gatesOf } from '../document/gates.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { isLentTo, type Policy } from '../document/policy.js';
import { holds, type PlainValue, type ValueLookup } from '../document/read-condition.js';
import type { Rate } from './rate.js';
import { type Line, readLine, revenueOf } from './read-line.js';

/** A rated firm; outside the lent-to tiers it has neither line nor rate. */
export interface CreditFirm {
  readonly tier: number;
  readonly score: number;
  readonly industryId: string | null;
  /** Values by column name. */
  readonly valueAt: ValueLookup;
  /** Lines already granted to the firm, its owner and its group, whole units of currency. */
  readonly ownLine: number;
}

/** What the policy says of a firm. */
export interface FirmCredit {
  /** R, whole units of currency; null when no revenue column has a value. */
  readonly revenue: number | null;
  /** Place of the tax rating in the policy, 0 without any; null when unlisted. */
  readonly taxNo: number | null;
  /** Null without revenue or tax rating, and outside the lent-to tiers. */
  readonly line: Line | null;
  readonly rate: Rate | null;
  /** Every gate it fails, in order; none: it is on the list. */
  readonly gates: readonly Gate[];
  readonly flags: readonly string[];
  /** The values that rules see: columns, derived and computed ones. */
  readonly valueAt: ValueLookup;
}

/** What firms are read by. */
export interface CreditReaderOptions {
  readonly policy: Policy;
  readonly industry: Pick<IndustryDocument, 'industries'>;
  /** The rate table: rows are the lent-to tiers, columns the policy's tax ratings. */
  readonly rates: readonly (readonly Rate[])[];
  readonly asOf: string;
}

/**
 * The TypeScript reading of a policy: gates, line, rate and flags of firms one by one, independent of any database.
 * @param options policy, industries, rate table, date
 */
export function creditReader({ policy, industry, rates, asOf }: CreditReaderOptions) {
  const gates = gatesOf(policy);
  const flags = flagsOf(policy);
  const wanted = new Set(
    industry.industries
      .filter((row) => (policy.industries === 'pinned' ? row.pinned : row.target))
      .map(({ id }) => id),
  );
  const isTarget = (id: string | null) =>
    policy.industries === 'all' || (id !== null && wanted.has(id)) ? 1 : 0;
  return (firm: CreditFirm): FirmCredit => {
    const { tier, score, industryId } = firm;
    const revenue = revenueOf(policy.line.revenue, firm.valueAt);
    const computed: Record<string, PlainValue> = { tier, score, industry_id: industryId, revenue };
    computed.is_target = isTarget(industryId);
    for (const { id, from, to } of policy.derived)
      computed[id] = monthsBetween(dateOf(from, firm.valueAt, asOf), dateOf(to, firm.valueAt, asOf));
    const valueAt: ValueLookup = (name) =>
      Object.hasOwn(computed, name) ? computed[name]! : firm.valueAt(name);
    const taxNo = taxNumber(policy, valueAt);
    const hasLine = isLentTo(policy, tier);
    const facts = { tier, industryId, ownLine: firm.ownLine, valueAt };
    const line =
      !hasLine || revenue === null || taxNo === null ? null : readLine(policy, { ...facts, revenue, taxNo });
    const rate = !hasLine || taxNo === null ? null : rates[tier - policy.tiers.from]![taxNo]!;
    return {
      revenue,
      taxNo,
      line,
      rate,
      gates: gates.filter((gate) => failsGate(gate, { valueAt, revenue, taxNo, line, policy })),
      flags: flags.filter((flag) => hasFlag(flag, { policy, valueAt, rate })).map(({ code }) => code),
      valueAt,
    };
  };
}

const dateOf = (name: string, valueAt: ValueLookup, asOf: string) => (name === AS_OF ? asOf : valueAt(name));

function monthsBetween(from: PlainValue, to: PlainValue): number | null {
  return typeof from === 'string' && typeof to === 'string' ? months(from, to) : null;
}

function taxNumber({ tax }: Policy, valueAt: ValueLookup): number | null {
  if (tax === undefined) return 0;
  const place = tax.ratings.findIndex(({ rating }) => rating === valueAt(tax.column));
  return place < 0 ? null : place;
}

interface Found extends Pick<FirmCredit, 'revenue' | 'taxNo' | 'line' | 'valueAt'> {
  readonly policy: Policy;
}

function failsGate(gate: Gate, { valueAt, revenue, taxNo, line, policy }: Found): boolean {
  if (gate.rule !== undefined) return ruleGateHits(gate, valueAt);
  switch (gate.code) {
    case 'INDUSTRY_OUT':
      return valueAt('is_target') === 0;
    case 'NO_REVENUE':
      return revenue === null;
    case 'TAX_RATING_UNLISTED':
      return taxNo === null;
    default:
      return line !== null && line.lineAmount < policy.line.minimum;
  }
}

/** Whether a rule's gate stops a firm: the condition holds, or for its missing-data case does not and could not be read. */
export function ruleGateHits({ rule, onMissing }: Gate, valueAt: ValueLookup): boolean {
  const hit = holds(rule!.when, valueAt);
  if (onMissing !== true) return hit;
  return !hit && columnsOfCondition(rule!.when).some((name) => valueAt(name) === null);
}

function hasFlag(
  { code, rule }: ReturnType<typeof flagsOf>[number],
  { policy, valueAt, rate }: { readonly policy: Policy } & Pick<FirmCredit, 'valueAt' | 'rate'>,
): boolean {
  if (rule !== undefined) return holds(rule.when, valueAt);
  if (code === 'RATE_ABOVE_MARKET') return rate?.isAboveMarket ?? false;
  return valueAt(policy.line.debt!.column!) === null;
}
