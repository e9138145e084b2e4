import type { Policy } from '../document/policy.js';
import type { Rate } from './rate.js';
import { advanceOf, capOf, roundedDown } from './read-line.js';

/** What is kept of a firm's line and rate: whole units of currency, basis points. */
export interface ToldRate {
  /** One of the tiers lent to. */
  readonly tier: number;
  readonly revenue: number | null;
  readonly lineAmount: number | null;
  readonly binding: string | null;
  readonly ownLine: number;
  readonly rateBp: number;
}

/** A rate of the table, and the tax rating that it is for; null where the policy has none. */
export interface PricedRate extends Rate {
  readonly taxRating: string | null;
}

/**
 * The rates of the table that a firm's rate can be: those of its tier that come to it, and whose tax rating gives the line, where
 * the line tells. More than one where tax ratings differ in nothing that is kept.
 * @param policy the policy
 * @param rates its rate table
 * @param told what is kept
 */
export function ratesTold(
  policy: Policy,
  rates: readonly (readonly Rate[])[],
  told: ToldRate,
): readonly PricedRate[] {
  const row = rates[told.tier - policy.tiers.from] ?? [];
  return row.flatMap((rate, taxNo) =>
    rate.rateBp === told.rateBp && givesLine(policy, told, taxNo)
      ? [{ ...rate, taxRating: policy.tax?.ratings[taxNo]?.rating ?? null }]
      : [],
  );
}

/** Whether a tax rating leads to the line; true where the term that binds takes more than what is kept. */
function givesLine(policy: Policy, told: ToldRate, taxNo: number): boolean {
  const amount = bindingAmount(policy, told, taxNo);
  return amount === undefined || roundedDown(amount - told.ownLine, policy.line) === told.lineAmount;
}

/**
 * The amount of the term that binds a line; undefined where it takes more than what is kept.
 * @param taxNo place of the tax rating in the policy
 */
export function bindingAmount(
  policy: Policy,
  { tier, revenue, binding }: ToldRate,
  taxNo: number,
): number | undefined {
  if (binding === 'cap') return capOf(policy, tier);
  if (binding === 'advance' && revenue !== null)
    return advanceOf(policy, { tier, taxNo, revenue, industryId: null, ownLine: 0, valueAt: () => null });
  return policy.rules.find(({ id, outcome }) => id === binding && outcome === 'cap')?.capAmount;
}
