import { assertRates } from '../credit/check-policy.js';
import { rateTable } from '../credit/rate-table.js';
import type { Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { borrowerView } from '../sql/borrower.js';
import { creditStages } from '../sql/credit.js';
import { CREDIT_COLUMNS, createTable } from '../sql/export.js';
import { BORROWER_LINE } from '../sql/line.js';
import { ROW_NO } from '../sql/own-columns.js';
import { keep } from '../sql/stage.js';
import { COMPANIES } from './load-companies.js';
import type { Models } from './read-models.js';

/** What lines are set from. */
export interface LendOptions {
  readonly models: Pick<Models, 'industry' | 'enterprise' | 'contract' | 'policyNames'> & {
    readonly policy: { readonly value: Policy };
  };
  readonly asOf: string;
  /** Table of settled ratings. */
  readonly ratings: string;
  /** The table to make: firms of the lent-to tiers with gates, line and rate. */
  readonly to: string;
}

/** Gates, lines and rates of all rated firms of the lent-to tiers, in one statement; the table has the row’s number and `CREDIT_COLUMNS`. */
export async function lend(engine: Engine, { models, asOf, ratings, to }: LendOptions): Promise<void> {
  const { enterprise, industry, contract, policyNames } = models;
  const policy = models.policy.value;
  const isJoined = policy.line.borrower !== undefined && policy.line.ownLine !== undefined;
  const companies = isJoined ? `${to}_borrower` : COMPANIES;
  if (isJoined) await engine.run(borrowerView(companies, COMPANIES, policy.line));
  const rates = rateTable(policy, enterprise.value.tiers);
  assertRates(policy, rates);
  const stages = creditStages({
    policy,
    industry: industry.value,
    columns: contract,
    rates,
    asOf,
    from: ratings,
    companies,
    carry: [...policyNames, ...(isJoined ? [BORROWER_LINE] : [])],
  });
  const kept = { name: 's7_kept', from: stages.at(-1)!.name, columns: [ROW_NO, ...CREDIT_COLUMNS].map(keep) };
  await engine.run(createTable(to, [...stages, kept]));
}
