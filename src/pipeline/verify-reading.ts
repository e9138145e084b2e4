import type { FirmCredit } from '../credit/read-firm.js';
import { COMPANY_ID } from '../document/contract.js';
import { flagsOf, gatesOf } from '../document/gates.js';
import { isLentTo, type Policy } from '../document/policy.js';
import { packBins, REASONS } from '../document/rating-columns.js';
import type { Engine } from '../engine/engine.js';
import {
  type Company,
  companyRater,
  type FeatureReading,
  type Rating,
  reasonsAgainst,
} from '../enterprise/rate-company.js';
import { settleRules, settleTier } from '../enterprise/settle-tier.js';
import type { CompanyRecord, RecordOptions } from '../ingest/company-records.js';
import { CREDIT_COMPARED, lookupQuery } from '../sql/verify.js';
import type { Study } from '../study/open-study.js';
import type { Compared } from '../validation/equivalence.js';
import { borrowerIn, borrowerSums } from './borrower-keys.js';
import { creditFirm } from './credit-firm.js';
import { decisionKit } from './decision-kit.js';
import { plainOf } from './firm-desk.js';
import { MEASURES } from './load-invoices.js';
import { lends, type Models, type RatingModels } from './read-models.js';
import type { TierInputs } from './settle-tiers.js';
import { toldTiers } from './told-tiers.js';

/** One firm as TypeScript reads it. */
export interface Traced {
  readonly companyId: string;
  /** Physical line of its record. */
  readonly line: number;
  readonly values: readonly Compared[];
  readonly features: readonly FeatureReading[];
}

/** The records of the file, from the start; where that is said, of some firms or some columns only. */
export type RecordsOf = (
  only?: Partial<Pick<RecordOptions, 'isAsked' | 'wanted'>>,
) => AsyncIterable<CompanyRecord>;

interface ReaderOptions {
  readonly models: RatingModels;
  readonly tierInputs: TierInputs;
  readonly records: RecordsOf;
}

/**
 * Makes the function that reads one record whole: rating, settled tier, gates, line, rate. What it has to look up beside the
 * record, it looks up once: measures of invoices, tiers of the run before, own lines of the borrower.
 */
export async function firmReader(
  engine: Engine,
  study: Study,
  { models, tierInputs, records }: ReaderOptions,
) {
  const { asOf } = study;
  const enterprise = models.enterprise.value;
  const rate = companyRater({ enterprise, industry: models.industry?.value, asOf });
  const measures = await lookup(engine, study.inputs.invoices === undefined ? undefined : MEASURES);
  const told = await toldTiers(engine, tierInputs, { asOf });
  const rules = settleRules(enterprise);
  const withMeasures = (company: Company): Company => ({
    ...company,
    ...measures?.get(String(company.company_id)),
  });
  const credit = lends(models) ? await creditValuesOf(models, { asOf, records, withMeasures }) : undefined;
  return (record: CompanyRecord): Traced => {
    const company = withMeasures(record.company);
    const companyId = String(company.company_id);
    const rating = rate(company);
    const { tier, source } = settleTier(rating.score, rules, told.get(companyId) ?? {});
    const dimensions = enterprise.dimensions.map(({ id }) => rating.dimensions[id] ?? null);
    const values = [
      companyId,
      ...ratingValues(rating, { tier, source, dimensions }),
      ...(credit?.({ company, line: record.line }, { rating, tier }) ?? []),
    ];
    return { companyId, line: record.line, values, features: rating.features };
  };
}

/** Values of `CREDIT_COMPARED`: null outside the lent-to tiers. */
async function creditValuesOf(
  { industry, enterprise, policy: { value: policy } }: Models,
  made: Omit<FirmLines, 'policy'> & { readonly asOf: string },
) {
  const documents = { industry: industry.value, enterprise: enterprise.value, policy };
  const { read } = decisionKit(documents, made.asOf);
  const ownLineOf = await borrowerLines({ ...made, policy });
  return (
    firm: { readonly company: Company; readonly line: number },
    { rating, tier }: { readonly rating: Rating; readonly tier: number },
  ): Compared[] => {
    if (rating.refuseCode !== null || !isLentTo(policy, tier)) return CREDIT_COMPARED.map(() => null);
    const ownLine = ownLineOf(firm.company);
    return creditValues(read(creditFirm(firm.company, rating, { tier, ownLine })), ownLine, policy);
  };
}

/** What own lines of borrowers are added up from. */
interface FirmLines {
  readonly policy: Policy;
  readonly records: ReaderOptions['records'];
  readonly withMeasures: (company: Company) => Company;
}

/** Rows of a small table by company; undefined without one. */
async function lookup(engine: Engine, table: string | undefined) {
  if (table === undefined) return undefined;
  const rows = await engine.rows(lookupQuery(table));
  return new Map(
    rows.map(({ company_id: id, ...values }) => [
      String(id),
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plainOf(value)])),
    ]),
  );
}

/** Own lines of a firm, its owner and its group: each lender counts once, and what is below 0 is no line. */
async function borrowerLines({ policy, records, withMeasures }: FirmLines) {
  const { ownLine, borrower } = policy.line;
  const own = (company: Company) => (ownLine === undefined ? 0 : Number(company[ownLine] ?? 0));
  if (ownLine === undefined || borrower === undefined) return own;
  const borrowerOf = (company: Company) => borrowerIn(policy, String(company[COMPANY_ID]), company);
  const names = [borrower.owner, borrower.group].filter((name) => name !== undefined);
  const wanted = new Set([COMPANY_ID, ownLine, ...names]);
  const sums = borrowerSums();
  for await (const { company: plain } of records({ wanted })) {
    const company = withMeasures(plain);
    sums.add(borrowerOf(company), Math.max(0, own(company)));
  }
  return (company: Company) => sums.of(borrowerOf(company));
}

function ratingValues(
  rating: Rating,
  settled: {
    readonly tier: number;
    readonly source: string;
    readonly dimensions: readonly (number | null)[];
  },
): Compared[] {
  const { industry, rawScore, score, tier, pdPpm, features, missing, refuseCode } = rating;
  const against = reasonsAgainst(rating);
  return [
    industry?.id ?? null,
    industry === undefined ? null : industry.score.toFixed(2),
    rawScore,
    score,
    tier,
    settled.tier,
    settled.source,
    pdPpm,
    ...settled.dimensions,
    ...Array.from({ length: REASONS }, (_, i) => (against[i] ? `${against[i].id}#${against[i].bin}` : null)),
    missing.length,
    ...packBins(features.map(({ bin }) => bin)).map(String),
    refuseCode,
  ];
}

function creditValues(credit: FirmCredit, ownLine: number, policy: Policy): Compared[] {
  const gates = credit.gates.map(({ code }) => code);
  return [
    credit.revenue,
    ownLine,
    credit.line?.lineAmount ?? null,
    credit.line?.binding ?? null,
    credit.rate?.rateBp ?? null,
    maskOf(gatesOf(policy), gates),
    maskOf(flagsOf(policy), credit.flags),
  ];
}

const maskOf = (coded: readonly { readonly code: string }[], codes: readonly string[]) =>
  coded.reduce((mask, { code }, bit) => mask + (codes.includes(code) ? 2 ** bit : 0), 0);
