import { InputError } from '../core/errors.js';
import { pdAssumedBy, pricedPd, rateTable } from '../credit/rate-table.js';
import { bindingAmount, type PricedRate, ratesTold, type ToldRate } from '../credit/told-rate.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { isLentTo, type Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { binOf } from '../enterprise/bin-of.js';
import type { BinReading } from '../enterprise/card-score.js';
import { type CreditOfRun, creditOfRun } from './credit-of-run.js';
import type { LentRun } from './open-run.js';

/** A firm's credit in a run, with what its rate is made of. */
export interface PricedCredit extends CreditOfRun {
  readonly isLentTo: boolean;
  /** What the term that binds comes to, whole units of currency; null where that takes columns of the company table. */
  readonly bindingAmount: number | null;
  /** The pd of the tier that it is priced by, ppm; null where it has no rate. */
  readonly tierPdPpm: number | null;
  /** Who assumed that pd; left out where it is the tier's own. */
  readonly pdAssumedBy?: string | undefined;
  /** What comes to its rate: more than one where tax ratings differ in nothing that the run keeps; none where it has no rate. */
  readonly rates: readonly PricedRate[];
}

/** Whose credit is looked up. */
export interface RatedInRun {
  readonly companyId: string;
  /** The tier that credit used. */
  readonly tier: number;
  readonly features: readonly BinReading[];
  readonly card: EnterpriseDocument;
}

/**
 * A firm's credit out of a run's folder; its rate is worked out again by the policy and the card of the run.
 * @throws InputError RUN_DAMAGED; DECIDED_OTHERWISE when policy and card do not give the rate that the run set
 */
export async function pricedCredit(engine: Engine, run: LentRun, firm: RatedInRun): Promise<PricedCredit> {
  const { policy } = run;
  const { tier, card } = firm;
  const found = await creditOfRun(engine, run, firm.companyId);
  const unpriced = { isLentTo: isLentTo(policy, tier), bindingAmount: null, tierPdPpm: null, rates: [] };
  const { rateBp } = found;
  if (rateBp === null) return { ...found, ...unpriced };
  const told: ToldRate = { ...found, rateBp, tier };
  const table = rateTable(policy, card.tiers);
  const rates = ratesTold(policy, table, told).filter(({ taxRating }) => fitsBin(taxRating, firm, policy));
  const [first] = rates;
  if (first === undefined)
    throw otherRate(run, firm, { rateBp, table: table[tier - policy.tiers.from] ?? [] });
  const taxNo = policy.tax?.ratings.findIndex(({ rating }) => rating === first.taxRating) ?? 0;
  return {
    ...found,
    ...unpriced,
    bindingAmount: bindingAmount(policy, told, taxNo) ?? null,
    tierPdPpm: pricedPd(policy, card.tiers[tier - 1]!),
    pdAssumedBy: pdAssumedBy(policy, card.tiers[tier - 1]!),
    rates,
  };
}

/** Where the card reads the tax rating as a category, the firm's bin says which it can be. */
function fitsBin(taxRating: string | null, { card, features }: RatedInRun, { tax }: Policy): boolean {
  const j = card.features.findIndex(
    ({ feature }) => feature.kind === 'category' && feature.column === tax?.column,
  );
  return j < 0 || binOf(card.features[j]!.bins, taxRating) === features[j]!.bin;
}

function otherRate(
  { manifest }: LentRun,
  { companyId, tier }: RatedInRun,
  { rateBp, table }: { readonly rateBp: number; readonly table: readonly { readonly rateBp: number }[] },
): InputError {
  const message = `Policy and card of run ${manifest.run} do not give the rate of ${companyId}`;
  return new InputError('DECIDED_OTHERWISE', message, [
    {
      code: 'DECIDED_OTHERWISE',
      file: 'credit.parquet',
      column: 'rate_bp',
      found: `${rateBp} bp in R${tier}`,
      expected: `a rate of policy.json for its tier, line and tax rating: ${table.map((each) => each.rateBp).join(', ')}`,
    },
  ]);
}
