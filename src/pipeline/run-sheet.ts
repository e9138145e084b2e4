import { COMPANY_ID, mergeContract } from '../document/contract.js';
import type { SheetCredit, SheetFacts, SheetRating, SheetRun } from '../report/sheet-facts.js';
import { settersOf } from './company-sheet.js';
import type { ExplainedRun, FirmOfRun } from './explain-run.js';
import type { PricedCredit } from './priced-credit.js';

/**
 * The sheet of one firm as a run rated and priced it.
 * @param explained what `explainRun` found
 */
export function runSheet(explained: ExplainedRun): SheetFacts {
  const { firm, card, policy } = explained;
  const { companyId, asOf, synthetic, industry, rating, credit, documents } = firm;
  const carried = policy?.carry ?? [];
  const listed = credit?.listed;
  return {
    companyId,
    name: (carried.includes('name') ? listed?.name : undefined) || null,
    asOf,
    synthetic,
    document: card,
    columns: mergeContract(card.inputs, policy?.inputs ?? []),
    industry,
    details:
      listed === undefined
        ? []
        : [...carried.filter((name) => name !== 'name' && name !== COMPANY_ID), 'branch', 'manager']
            .filter((name) => (listed[name] ?? '') !== '')
            .map((name) => [name, listed[name]!] as const),
    rating: rating && ratingOf(firm, explained),
    missing: [],
    credit: policy && credit && creditOf(credit, { policy, tier: rating!.settled }),
    fingerprints: documents.map(({ name, fingerprint, status }) => [name, fingerprint, status] as const),
    run: runOf(firm),
  };
}

function ratingOf({ rating, override, against, for: pro }: FirmOfRun, { card }: ExplainedRun): SheetRating {
  const { tier, settled, source, score, pdPpm, dimensions, features } = rating!;
  const goal = card.tiers[tier - 2];
  const isMissing = (id: string, bin: number) =>
    card.features.find(({ feature }) => feature.id === id)!.bins[bin]!.kind === 'missing';
  return {
    tier: settled,
    tierModel: tier,
    tierSource: source,
    setBy: override?.outcome === 'applied' ? settersOf(override) : undefined,
    score,
    pdPpm,
    better: goal && { tier: goal.tier, points: goal.floor - score },
    aboveFloor: score - card.tiers[tier - 1]!.floor,
    dimensions,
    peers: undefined,
    against,
    for: pro,
    moves: undefined,
    unknown: features.filter(({ id, bin }) => isMissing(id, bin)).map(({ id }) => id),
  };
}

function creditOf(
  credit: PricedCredit,
  { policy, tier }: Pick<SheetCredit, 'policy'> & { readonly tier: number },
): SheetCredit {
  const { isLentTo, gates, flags, listed, revenue, ownLine, lineAmount, binding, bindingAmount } = credit;
  const { rates, tierPdPpm, pdAssumedBy } = credit;
  const [rate] = rates;
  const tax = rates.map(({ taxRating, components }) => ({ rating: taxRating, taxBp: components.taxBp }));
  return {
    policy,
    isLentTo,
    stoppedBy: listed?.stopped_by || undefined,
    revenue,
    line:
      lineAmount === null
        ? undefined
        : { terms: [{ name: binding!, amount: bindingAmount }], binding: binding!, ownLine, lineAmount },
    rate: rate && { ...rate, by: { tier, pdPpm: tierPdPpm, assumedBy: pdAssumedBy }, tax },
    gates,
    flags,
    validUntil: listed?.valid_until,
  };
}

function runOf({ run, documents, rating, override, overridesFile }: FirmOfRun): SheetRun {
  const isKept = override !== undefined || rating?.source !== 'override';
  return {
    id: run,
    documents,
    features: rating?.features ?? [],
    missingInputs: rating?.missingInputs,
    notApplied:
      override === undefined || override.outcome === 'applied'
        ? undefined
        : { ...settersOf(override), ...override, until: override.expiresOn },
    overridesFile: isKept ? undefined : overridesFile,
  };
}
