import { addDays } from '../core/dates.js';
import { COMPANY_ID } from '../document/contract.js';
import type { Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { runQueries } from '../sql/export.js';
import { type TierInputs, validOverrides } from './settle-tiers.js';

/** Until when offers hold. */
export interface OfferDaysOptions {
  readonly policy: Policy;
  readonly asOf: string;
  readonly tierInputs: TierInputs;
  /** The table of settled ratings. */
  readonly ratings: string;
}

/** The last day of an offer: the policy's, and none after the one that holds the firm's tier, where a person set it. */
export const offerDay = (policy: Policy, asOf: string, expiresOn: string | undefined): string => {
  const last = addDays(asOf, policy.offer.validDays);
  return expiresOn !== undefined && expiresOn < last ? expiresOn : last;
};

/** The last day of each firm's offer, `YYYY-MM-DD`, by its id. */
export async function offerDays(
  engine: Engine,
  { policy, asOf, tierInputs, ratings }: OfferDaysOptions,
): Promise<(companyId: string) => string> {
  const overrides = validOverrides(tierInputs.overrides, asOf);
  const rows = overrides.length === 0 ? [] : await engine.rows(runQueries.overridden(ratings));
  const overridden = new Set(rows.map((row) => String(row[COMPANY_ID])));
  const inForce = overrides.filter(({ companyId }) => overridden.has(companyId));
  const days = new Map(inForce.map(({ companyId, expiresOn }) => [companyId, expiresOn]));
  return (companyId) => offerDay(policy, asOf, days.get(companyId));
}
