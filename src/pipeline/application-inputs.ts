import { InputError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { validScopes } from '../credit/consent.js';
import type { Offer } from '../credit/credit-decision.js';
import { canonicalJson } from '../document/canonical.js';
import { measuredColumns } from '../document/invoice-columns.js';
import type { Application } from '../ingest/applications.js';
import { borrowerIn } from './borrower-keys.js';
import { type ApplicationInputs, type DecisionKit, decisionRules } from './decision-kit.js';
import type { KnownFirm } from './firm-desk.js';
import type { InvoiceDesk, Measures } from './invoice-desk.js';
import type { LogIndex } from './log-index.js';
import type { OpenRun } from './open-run.js';

/** What inputs are gathered from. */
export interface InputsContext {
  readonly kit: Pick<DecisionKit, 'policy'>;
  readonly run: OpenRun;
  readonly index: LogIndex;
  /** The applicants' invoices; undefined without any. */
  readonly invoices: InvoiceDesk | undefined;
  /** The day of the company table. */
  readonly asOf: string;
}

/** What was found about an application. */
export interface Found {
  readonly firm: KnownFirm | undefined;
  readonly offer: Offer | null;
  readonly decidedOn: string;
  /** What the applicant's invoices say. */
  readonly measures: Measures | undefined;
}

/** Everything one application is decided from. Fields that may not be read leave their names behind, never their values. */
export function inputsOf(application: Application, found: Found, context: InputsContext): ApplicationInputs {
  const { kit, run, index, invoices, asOf } = context;
  const { firm, offer, decidedOn, measures } = found;
  const { companyId } = application;
  const { owner, group } = borrowerIn(kit.policy, companyId, firm?.company);
  const logAmount = index.grantedTo({ companyId, owner, group }, { asOf, on: decidedOn });
  const { richer, withheld } = readable(application, found, kit);
  return {
    application: { ...application, richer },
    withheld,
    received: receivedAs(application),
    company: firm?.company ?? null,
    ...(firm?.told && { told: firm.told }),
    offer,
    run: run.manifest.run,
    invoices: measures === undefined ? null : invoices!.sha256,
    borrower: { owner, group, tableAmount: firm?.ownLine ?? 0, logAmount },
  };
}

/** Fingerprint of an application as it came. */
const receivedAs = (application: Application) => sha256(canonicalJson(application));

/** The richer fields that the applicant authorised, and the names of the others. */
function readable(
  application: Application,
  { decidedOn, measures }: Found,
  { policy }: Pick<DecisionKit, 'policy'>,
): Pick<Application, 'richer'> & { readonly withheld: readonly string[] } {
  const { richer: columns, consentDays } = decisionRules(policy);
  const allowed = validScopes(application, decidedOn, consentDays);
  const known = Object.entries(measures ?? {}).filter(([, value]) => value !== null);
  const given = { ...application.richer, ...Object.fromEntries(known) };
  const named = columns.filter(({ name }) => Object.hasOwn(given, name));
  const fields = named.filter(({ scope }) => allowed.has(scope)).map(({ name }) => [name, given[name]!]);
  const withheld = named.filter(({ scope }) => !allowed.has(scope)).map(({ name }) => name);
  return { richer: Object.fromEntries(fields), withheld };
}

/**
 * What invoices say of each applicant on the day of the decision, by application.
 * @throws InputError TWO_SOURCES when an application gives a field that is made from invoices too
 */
export async function measuresOf(
  applications: readonly Application[],
  {
    kit,
    invoices,
    dayOf,
  }: Pick<InputsContext, 'kit' | 'invoices'> & { readonly dayOf: (application: Application) => string },
): Promise<ReadonlyMap<string, Measures>> {
  const found = new Map<string, Measures>();
  if (invoices === undefined) return found;
  const columns = measuredColumns(decisionRules(kit.policy).richer);
  for (const asOf of new Set(applications.map(dayOf))) {
    const own = applications.filter((application) => dayOf(application) === asOf);
    const ids = [...new Set(own.map(({ companyId }) => companyId))];
    const measures = await invoices.measures(columns, { asOf, ids });
    for (const { applicationId, companyId } of own) {
      const told = measures.get(companyId);
      if (told !== undefined) found.set(applicationId, told);
    }
  }
  assertOneSource(applications, found, invoices.file);
  return found;
}

function assertOneSource(
  applications: readonly Application[],
  measures: ReadonlyMap<string, Measures>,
  file: string,
): void {
  const problems = applications.flatMap(({ applicationId, richer }): Problem[] =>
    Object.keys(richer)
      .filter((name) => (measures.get(applicationId)?.[name] ?? null) !== null)
      .map((column) => ({
        code: 'TWO_SOURCES',
        column,
        found: `${applicationId} has it, and ${file} too`,
        expected: 'one source',
      })),
  );
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', 'Applications give fields that are made from invoices', problems);
}

/**
 * The applications that are not in the log yet; the same application again is answered from the log.
 * @throws InputError DUPLICATE_APPLICATION with every id that was decided before with other contents
 */
export function newOnes(applications: readonly Application[], index: LogIndex): Application[] {
  const batch = new Map<string, string>();
  const fresh: Application[] = [];
  const unlike = new Set<string>();
  for (const application of applications) {
    const id = application.applicationId;
    const received = receivedAs(application);
    const known = batch.get(id) ?? index.decided(id)?.inputs.received;
    batch.set(id, received);
    if (known === undefined) fresh.push(application);
    else if (known !== received) unlike.add(id);
  }
  if (unlike.size > 0) throw duplicates([...unlike]);
  return fresh;
}

function duplicates(ids: readonly string[]): InputError {
  const [code, expected] = ['DUPLICATE_APPLICATION', 'an id of its own, or the very same application'];
  const message =
    ids.length === 1
      ? 'An application was decided before, with other contents'
      : `${ids.length} applications were decided before, with other contents`;
  const problems = ids.map((found) => ({ code, column: 'application_id', found, expected }));
  return new InputError(code, message, problems);
}
