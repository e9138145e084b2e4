import { existsSync } from 'node:fs';
import type { Override } from '../ingest/overrides.js';
import type { SheetFacts, SheetRating } from '../report/sheet-facts.js';
import { modelPath, type Study } from '../study/open-study.js';
import { standing } from './assert-approved.js';
import { type Explanation, explainCompany, tierOf } from './explain-company.js';
import { readEnterprise, readModels } from './read-models.js';
import { besideOthers } from './sheet-beside.js';

/** How many reasons a sheet gives each way. */
const REASONS_SHOWN = 5;

/**
 * The sheet of one firm for its customer manager: the firm beside its industry, its line and rate with what they come from.
 * The whole company table is rated for it, so that medians and borrowers are those of today's table.
 * @param study the study
 * @param companyId the firm
 * @throws InputError as `explainCompany` and `runStudy` would
 */
export async function companySheet(study: Study, companyId: string): Promise<SheetFacts> {
  const told = await explainCompany(study, companyId, { reasons: REASONS_SHOWN });
  const { value: document, fingerprint } = await readEnterprise(study);
  const { industry, missing, refuseCode } = told.rating;
  const isRated = refuseCode === null;
  const common = {
    companyId,
    name: told.name,
    asOf: study.asOf,
    synthetic: study.synthetic,
    document,
    industry,
    missing,
    run: undefined,
  };
  const fingerprints = [['enterprise.json', fingerprint, standing(document, study.asOf)] as const];
  if (!existsSync(modelPath(study, 'policy')) || !existsSync(modelPath(study, 'industry'))) {
    const rating = isRated ? ratingOf(told, document) : undefined;
    return { ...common, columns: document.inputs, details: [], rating, credit: undefined, fingerprints };
  }
  const models = await readModels(study);
  const beside = await besideOthers(study, models, told);
  return {
    ...common,
    columns: models.contract,
    details: beside.details,
    rating: isRated ? { ...ratingOf(told, document), peers: beside.peers } : undefined,
    credit: beside.credit,
    fingerprints: (['industry', 'enterprise', 'policy'] as const).map(
      (name) => [`${name}.json`, models[name].fingerprint, standing(models[name].value, study.asOf)] as const,
    ),
  };
}

/** What is known of the firm alone. */
function ratingOf(told: Explanation, { tiers }: SheetFacts['document']): SheetRating {
  const { rating, next, settled } = told;
  return {
    tier: tierOf(told),
    tierModel: rating.tier,
    tierSource: settled?.source ?? 'model',
    setBy: settled?.source === 'override' ? settersOf(settled.override!) : undefined,
    score: rating.score,
    pdPpm: rating.pdPpm,
    better: next && { tier: next.tier, points: next.points },
    aboveFloor: rating.score - tiers[rating.tier - 1]!.floor,
    dimensions: rating.dimensions,
    peers: undefined,
    against: told.against,
    for: told.for,
    moves: next && movesOf(next),
    unknown: rating.features.filter(({ value }) => value === null).map(({ id }) => id),
  };
}

/** Who set a tier by hand, why, and until when. */
export const settersOf = ({ author, approver, reason, expiresOn }: Override): SheetRating['setBy'] => ({
  author,
  approver,
  reason,
  until: expiresOn,
});

const movesOf = ({
  single,
  together,
}: NonNullable<Explanation['next']>): NonNullable<SheetRating['moves']> =>
  single.length > 0 ? { kind: 'single', moves: single } : { kind: 'together', moves: together };
