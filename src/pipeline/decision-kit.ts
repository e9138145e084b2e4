import { DocumentError } from '../core/errors.js';
import { assertRates } from '../credit/check-policy.js';
import { validScopes } from '../credit/consent.js';
import type { CreditDecision, Offer } from '../credit/credit-decision.js';
import { decideApplication } from '../credit/decide-application.js';
import { rateTable } from '../credit/rate-table.js';
import { type CreditFirm, creditReader } from '../credit/read-firm.js';
import type { WatchDecision } from '../credit/watch-loan.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { type Company, companyRater, type Rating } from '../enterprise/rate-company.js';
import {
  type SettledTier,
  settleRules,
  settleTier,
  type ToldTier,
  toldOn,
} from '../enterprise/settle-tier.js';
import type { Application } from '../ingest/applications.js';
import { creditFirm } from './credit-firm.js';
import { type WatchInputs, watchInputs } from './watch-kit.js';

/** The documents that decide. */
export interface DecidingDocuments {
  readonly industry: IndustryDocument;
  readonly enterprise: EnterpriseDocument;
  readonly policy: Policy;
}

/** Everything an application is decided from, as the log keeps it. */
export interface ApplicationInputs {
  /** As received, but only with the richer fields that may be read. */
  readonly application: Application;
  /** Richer fields that came without consent; their values are not kept. */
  readonly withheld: readonly string[];
  /** Fingerprint of the application as it came. */
  readonly received: string;
  /** The firm's record; null when the company table has none. */
  readonly company: Company | null;
  /** What was said of the firm's tier before; absent where nobody has spoken of it. */
  readonly told?: ToldTier;
  readonly offer: Offer | null;
  /** The run of the offer. */
  readonly run: string | null;
  /** Fingerprint of the invoices that richer fields were made from; null without any. */
  readonly invoices: string | null;
  readonly borrower: {
    readonly owner: string | null;
    readonly group: string | null;
    /** Own lines of the borrower in the company table. */
    readonly tableAmount: number;
    /** Lines granted to the borrower in this log since the table's day. */
    readonly logAmount: number;
  };
}

/** Decides by one set of documents, in plain TypeScript. */
export type DecisionKit = ReturnType<typeof decisionKit>;

/**
 * Reads documents for deciding.
 * @param documents industry, enterprise, policy
 * @param asOf the day that `as_of` names
 * @throws DocumentError BAD_DOCUMENT for rates that fall
 */
export function decisionKit({ industry, enterprise, policy }: DecidingDocuments, asOf: string) {
  const rates = rateTable(policy, enterprise.tiers);
  assertRates(policy, rates);
  const rate = companyRater({ enterprise, industry, asOf });
  const read = creditReader({ policy, industry, rates, asOf });
  const rules = settleRules(enterprise);
  const settle: Settle = ({ score }, told, day) => settleTier(score, rules, toldOn(told ?? {}, day));
  const kit = { policy, rate, read, settle };
  return {
    ...kit,
    /** Decides one application. */
    decide: (inputs: ApplicationInputs, decidedOn: string): CreditDecision =>
      decide(inputs, { ...kit, decidedOn }),
    /** Looks at one granted line. */
    watch: (inputs: WatchInputs): WatchDecision => watchInputs(inputs, kit),
  };
}

/** The tier that credit uses, on a day. */
type Settle = (rating: Rating, told: ToldTier | undefined, day: string) => SettledTier;

/** Rates firms, settles their tiers, and reads their credit. */
export interface FirmKit {
  readonly policy: Policy;
  readonly rate: (company: Company) => Rating;
  readonly read: ReturnType<typeof creditReader>;
  readonly settle: Settle;
}

interface Kit extends FirmKit {
  readonly decidedOn: string;
}

function decide(inputs: ApplicationInputs, { policy, rate, read, settle, decidedOn }: Kit): CreditDecision {
  const decision = decisionRules(policy);
  const { application, company, offer, borrower } = inputs;
  const ownLine = borrower.tableAmount + borrower.logAmount;
  const allowed = validScopes(application, decidedOn, decision.consentDays);
  const given = decision.richer.filter(({ name }) => Object.hasOwn(application.richer, name));
  const richer = given.filter(({ scope }) => allowed.has(scope));
  const lacksConsent = inputs.withheld.length > 0 || richer.length < given.length;
  const common = {
    decidedOn,
    requestedAmount: application.requestedAmount,
    hasCollateral: application.collateral !== null,
    grantedBefore: borrower.logAmount,
    lacksConsent,
    offer,
    isRicher: richer.some(({ scope }) => scope !== 'credit_report'),
  };
  const options = { policy, decision, read };
  const rating = company === null ? null : rate(company);
  if (company === null || rating === null || rating.refuseCode !== null) {
    const unknown = company === null ? 'UNKNOWN_COMPANY' : 'THIN_FILE';
    return decideApplication({ ...common, before: null, now: null, unknown }, options);
  }
  const isOffered = offer !== null && decidedOn <= offer.validUntil;
  const settled = settle(rating, inputs.told, decidedOn);
  // What people said of a firm since its list was made stands above the list.
  const tier = isOffered && settled.source !== 'override' ? offer.tier : settled.tier;
  const before = creditFirm(company, rating, { tier, ownLine });
  const tierOf = (now: Rating) =>
    now.score === rating.score ? tier : settle(now, inputs.told, decidedOn).tier;
  const now = richer.length === 0 ? before : enriched(company, { richer, application, rate, tierOf, before });
  return decideApplication({ ...common, before, now, unknown: null }, options);
}

/** The firm with its richer fields, rated again; its tier is settled again where they move the score. */
function enriched(
  company: Company,
  made: {
    readonly richer: readonly { readonly name: string }[];
    readonly application: Application;
    readonly rate: Kit['rate'];
    readonly tierOf: (now: Rating) => number;
    readonly before: CreditFirm;
  },
): CreditFirm {
  const fields = made.richer.map(({ name }) => [name, made.application.richer[name]!]);
  const whole = { ...company, ...Object.fromEntries(fields) };
  const rating = made.rate(whole);
  return creditFirm(whole, rating, { tier: made.tierOf(rating), ownLine: made.before.ownLine });
}

/**
 * The policy's rules for applications.
 * @throws DocumentError NO_DECISION_RULES when it has none
 */
export function decisionRules({ decision }: Policy): NonNullable<Policy['decision']> {
  if (decision !== undefined) return decision;
  throw new DocumentError('NO_DECISION_RULES', 'policy.json does not say how applications are decided', [
    {
      code: 'NO_DECISION_RULES',
      file: 'policy.json',
      path: 'decision',
      expected: 'the rules for applications',
    },
  ]);
}
