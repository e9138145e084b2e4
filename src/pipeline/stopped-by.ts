import { listColumns } from '../document/contract.js';
import type { Engine } from '../engine/engine.js';
import { runQueries } from '../sql/export.js';
import { lend } from './lend.js';
import { COMPANIES } from './load-companies.js';
import { portfolioOf } from './portfolio-of.js';
import type { Models } from './read-models.js';
import { targetFirms } from './target-firms.js';

const CREDIT = 'credit_of_sheet';

/**
 * The cap of the portfolio that stops a firm on the target list of a rated table; undefined where none does.
 * @param rated documents and day, and the table of settled ratings
 * @param companyId a firm on the list
 */
export async function stoppedBy(
  engine: Engine,
  { models, asOf, ratings }: { readonly models: Models; readonly asOf: string; readonly ratings: string },
  companyId: string,
): Promise<string | undefined> {
  const { policy, industry, enterprise } = models;
  if (policy.value.portfolio === undefined) return undefined;
  await lend(engine, { models, asOf, ratings, to: CREDIT });
  const firms = await targetFirms(engine, runQueries.targets(CREDIT, COMPANIES, listColumns(policy.value)));
  const documents = { policy: policy.value, industry: industry.value, enterprise: enterprise.value };
  return portfolioOf(firms, documents).stoppedBy.get(companyId);
}
