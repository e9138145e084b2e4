import { hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import type { Engine } from '../engine/engine.js';
import { type CarryOptions, carriedColumn, carryStage, keptStage, scoreOfTiers } from '../sql/carry.js';
import { type IndustryLookup, NO_INDUSTRIES } from '../sql/company.js';
import { createTable, createView } from '../sql/export.js';
import { loadStatements } from '../sql/load-statements.js';
import { IS_BAD, ROW_NO } from '../sql/own-columns.js';
import { ratingStage, scoredStages } from '../sql/score.js';
import {
  COMPANIES,
  type CompanyPlan,
  type CompanyPlanOptions,
  LOADED,
  type LoadedCompanies,
  loadCompanies,
  loadMadeOfCompanies,
} from './load-companies.js';
import type { RatingModels } from './read-models.js';
import { settleTiers, type TierInputs } from './settle-tiers.js';

const SCORED = 'scored';
const RATINGS = 'rating';
const SETTLED = 'settled_rating';

/** What of the company table is loaded, and how. */
export const planOptions = (
  { contract, wanted, enterprise: { value } }: RatingModels,
  workFolder: string,
): CompanyPlanOptions => ({
  columns: contract,
  wanted,
  missingTexts: value.missingTexts,
  classification: value.classification,
  workFolder,
});

/** Where firms belong: nowhere, in a study without industry codes. */
export function industryMapOf({ contract, industry }: RatingModels): IndustryLookup {
  if (industry === undefined) return NO_INDUSTRIES;
  return hasColumn(contract, INDUSTRY_CODE) ? industry.value : { ...industry.value, prefixes: [] };
}

/** What companies are rated by. */
export interface RatingInputs {
  readonly asOf: string;
  readonly models: RatingModels;
  readonly tierInputs: TierInputs;
}

/**
 * Loads and rates the company table: in one pass over the file, or where columns are made of invoices one after the other.
 * @returns what was loaded, and the table of ratings, in file order; the view of companies has the columns that the policy reads
 * @throws InputError as `loadCompanies`
 */
export async function loadRated(
  engine: Engine,
  plan: CompanyPlan,
  made: RatingInputs,
): Promise<{ readonly loaded: LoadedCompanies; readonly ratings: string }> {
  if (plan.invoices !== undefined) {
    const loaded = await loadCompanies(engine, plan);
    return { loaded, ratings: await rateCompanies(engine, made) };
  }
  const carried = [...made.models.policyNames];
  const carry = { source: plan.companies, wanted: plan.wanted, carried, ...readersOf(made) };
  const first = carryStage(carry);
  const through = [IS_BAD, ...carried.map(carriedColumn)];
  const scored = scoredStages({ ...scoring(made), from: first.name, through });
  const stages = [first, ...scored, keptStage(scored.at(-1)!, carry)];
  const loaded = await loadMadeOfCompanies(engine, plan, { stages, carried });
  await engine.run(loadStatements.numbered(SCORED, LOADED));
  return { loaded, ratings: await readRatings(engine, made) };
}

/** Whose company columns lines are set from: of the lent-to tiers, where nothing but the score settles a tier. */
function readersOf({ models, tierInputs }: RatingInputs): Pick<CarryOptions, 'readers'> {
  const { policy } = models;
  if (policy === undefined || tierInputs.previous !== undefined || tierInputs.overrides !== undefined)
    return {};
  const { line, tiers } = policy.value;
  const always = [line.borrower?.owner, line.borrower?.group, line.ownLine];
  return { readers: { when: scoreOfTiers(models.enterprise.value.tiers, tiers), always } };
}

/**
 * Rates all loaded companies by the model, then settles tiers.
 * @returns the table of ratings, in file order
 */
export async function rateCompanies(engine: Engine, made: RatingInputs): Promise<string> {
  await engine.run(createTable(SCORED, scoredStages({ ...scoring(made), from: COMPANIES }), [ROW_NO]));
  return readRatings(engine, made);
}

const scoring = ({ asOf, models }: RatingInputs) => ({
  document: models.enterprise.value,
  industry: industryMapOf(models),
  asOf,
});

/** Ratings as they are read off scores, with settled tiers. */
async function readRatings(engine: Engine, made: RatingInputs): Promise<string> {
  const { document, industry, asOf } = scoring(made);
  await engine.run(createView(RATINGS, [ratingStage({ document, industry }, SCORED)]));
  return settleTiers(engine, made.tierInputs, { document, from: RATINGS, to: SETTLED, asOf });
}
