import { hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Engine } from '../engine/engine.js';
import { createTable } from '../sql/export.js';
import { scoreStages } from '../sql/score.js';
import { COMPANIES, type CompanyPlanOptions } from './load-companies.js';
import type { Models } from './read-models.js';
import { settleTiers, type TierInputs } from './settle-tiers.js';

const RATINGS = 'rating';
const SETTLED = 'settled_rating';

/** What of the company table is loaded, and how. */
export const planOptions = (
  { contract, wanted, enterprise: { value } }: Models,
  workFolder: string,
): CompanyPlanOptions => ({
  columns: contract,
  wanted,
  missingTexts: value.missingTexts,
  classification: value.classification,
  workFolder,
});

/** Where firms belong: nowhere, in a study without industry codes. */
export function industryMapOf({ contract, industry: { value } }: Models): IndustryDocument {
  return hasColumn(contract, INDUSTRY_CODE) ? value : { ...value, prefixes: [] };
}

/**
 * Rates all loaded companies by the model, then settles tiers.
 * @returns the table of ratings
 */
export async function rateCompanies(
  engine: Engine,
  made: { readonly asOf: string; readonly models: Models; readonly tierInputs: TierInputs },
): Promise<string> {
  const { asOf, models, tierInputs } = made;
  const document = models.enterprise.value;
  const map = industryMapOf(models);
  await engine.run(createTable(RATINGS, scoreStages({ document, industry: map, asOf, from: COMPANIES })));
  return settleTiers(engine, tierInputs, { document, from: RATINGS, to: SETTLED, asOf });
}
