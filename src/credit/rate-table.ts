import { DocumentError } from '../core/errors.js';
import type { Tier } from '../document/enterprise-document.js';
import { isLentTo, type Policy } from '../document/policy.js';
import { indicativeRate, type Rate } from './rate.js';

/** The pd, ppm, that a tier is priced by: its own, or what the policy assumes where the card has none; null without either. */
export const pricedPd = (
  { assumedPds }: Policy,
  { tier, pdPpm }: Pick<Tier, 'tier' | 'pdPpm'>,
): number | null => pdPpm ?? assumedPds?.ppm[tier - 1] ?? null;

/** Who assumed the pd that a tier is priced by; undefined where it is the tier's own. */
export const pdAssumedBy = ({ assumedPds }: Policy, { pdPpm }: Pick<Tier, 'pdPpm'>): string | undefined =>
  pdPpm === null ? assumedPds?.author : undefined;

/**
 * The whole rate table, computed once when the policy is read: rows are the lent-to tiers, best first; columns the
 * policy's tax ratings in order (one column when it has none). Both readings look rates up here.
 * @param policy the policy
 * @param tiers the tiers of enterprise.json
 * @throws DocumentError NO_PD when a lent-to tier has no pd and the policy assumes none
 */
export function rateTable(policy: Policy, tiers: readonly Tier[]): Rate[][] {
  const taxes = policy.tax?.ratings.map(({ rateBp }) => rateBp) ?? [0];
  const lentTo = tiers
    .filter(({ tier }) => isLentTo(policy, tier))
    .map((each) => ({ tier: each.tier, pdPpm: pricedPd(policy, each) }));
  const without = lentTo.filter(({ pdPpm }) => pdPpm === null);
  if (without.length > 0) {
    const problems = without.map(({ tier }) => ({
      code: 'NO_PD',
      file: 'enterprise.json',
      path: `tiers[${tier - 1}].pdPpm`,
      expected: `a pd for R${tier}, which the policy lends to, or assumedPds in policy.json`,
    }));
    throw new DocumentError('NO_PD', 'Tiers without a probability of default cannot be priced', problems);
  }
  const rows: Rate[][] = [];
  for (const { tier, pdPpm } of lentTo) {
    const before = rows.at(-1);
    const leastOf = (column: number) => before?.[column]?.rateBp ?? 0;
    rows.push(
      taxes.map((taxBp, i) => indicativeRate(policy.rate, pdPpm!, taxBp, { tier, leastBp: leastOf(i) })),
    );
  }
  return rows;
}
