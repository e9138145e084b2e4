import { join } from 'node:path';
import { allDone } from '../core/all-done.js';
import { assertDay } from '../core/assert-day.js';
import { mapWithPauses } from '../core/map-with-pauses.js';
import type { CreditDecision } from '../credit/credit-decision.js';
import type { DecisionBody, DecisionRecord } from '../document/decision-record.js';
import { type Application, parseApplication, readApplications } from '../ingest/applications.js';
import { appendToLog, keepDocument } from '../output/decision-log.js';
import { LOG_START, readLog } from '../output/read-log.js';
import { givenFile, type Study } from '../study/open-study.js';
import { type Found, type InputsContext, inputsOf, measuresOf, newOnes } from './application-inputs.js';
import { assertApproved } from './assert-approved.js';
import { bodyHead, plain, sealedInputs } from './decision-body.js';
import { type DecisionKit, decisionKit, decisionRules } from './decision-kit.js';
import { type FirmDesk, openDesk } from './firm-desk.js';
import { openInvoices } from './invoice-desk.js';
import { type LogIndex, logIndex } from './log-index.js';
import { type LentRun, openLentRun } from './open-run.js';
import { type Models, readModels } from './read-models.js';

/** How applications are decided. */
export interface DeciderOptions {
  /** The run whose target list holds the offers: its id, or its folder. */
  readonly run: string;
  /** The day of the decisions, `YYYY-MM-DD`. Default: each application's `applied_at`. */
  readonly decidedOn?: string;
  /** Decide by documents that are not approved; every record says so. */
  readonly draft?: boolean;
  /** The log. Default `decisions.jsonl` in the study's folder. */
  readonly log?: string;
  /** The applicants' VAT invoices, read where they authorised it: richer fields are made from them. */
  readonly invoices?: string;
}

/** A decided application. */
export interface DecidedApplication {
  readonly applicationId: string;
  readonly companyId: string;
  /** The decision, as the log has it. */
  readonly result: CreditDecision;
  /** Place and hash in the log; null for a decision that was there already. */
  readonly seq: number | null;
  readonly hash: string | null;
  readonly synthetic: boolean;
  /** Decided by documents that are not approved. */
  readonly draft: boolean;
}

/** Decides applications and writes them to the log. */
export interface Decider {
  readonly models: Models;
  /** Decides a batch; nothing is written unless all of it is. */
  decide(applications: readonly Application[]): Promise<DecidedApplication[]>;
  /** Reads applications.csv. */
  readFile(path: string): Promise<Application[]>;
  /** Reads one line of JSON. */
  parse(line: string, at: { readonly file: string; readonly line: number }): Application;
  close(): Promise<void>;
}

/** The log of a study. */
export const logOf = (study: Study, log?: string) => log ?? join(study.folder, 'decisions.jsonl');

/**
 * Opens a study for deciding: documents, company table, the offers of a run, the log.
 * @throws DocumentError DRAFT for documents that are not approved, NO_DECISION_RULES; InputError UNKNOWN_RUN
 */
export async function openDecider(study: Study, options: DeciderOptions): Promise<Decider> {
  const models = await readModels(study);
  const { industry, enterprise, policy } = models;
  assertDay(options.decidedOn, '--date');
  const headOn = (on: string) =>
    bodyHead(study, models, assertApproved(models, { draft: options.draft ?? false, on }));
  headOn(options.decidedOn ?? ANY_DAY);
  const { richer } = decisionRules(policy.value);
  const kit = decisionKit(valuesOf(models), study.asOf);
  const run = await openLentRun(study, options.run);
  const { desk, invoices } = await openDesks(study, { models, run, invoices: options.invoices });
  const path = logOf(study, options.log);
  const opened = { kit, desk, run, invoices, options, asOf: study.asOf };
  let known = nothingRead();
  return {
    models,
    decide: async (applications) => {
      const session = { ...opened, head: headOn(firstDay(applications, options) ?? ANY_DAY) };
      for (const document of [industry, enterprise, policy]) await keepDocument(path, document);
      const { index, position } = known;
      // An index is gone on with only where it holds what the log does: after a failure half-way the log is read again.
      known = nothingRead();
      const { records, at } = await appendToLog(path, async () => {
        const end = await readLog(path, position, index.add);
        known = { index, position: end };
        const batch = await gatherBatch(applications, { ...session, index });
        known = nothingRead();
        return { at: end, bodies: await decideBatch(batch, { ...session, index }) };
      });
      known = { index, position: at };
      const written = new Map(records.map((record) => [record.id, record]));
      return applications.map((application) => answerOf(application, written, index));
    },
    readFile: (file) => readApplications(givenFile(study, 'applications', file), richer),
    parse: (line, at) => parseApplication(line, richer, at),
    close: async () => {
      await allDone([desk.close(), invoices?.close()]);
    },
  };
}

const valuesOf = ({ industry, enterprise, policy }: Models) => ({
  industry: industry.value,
  enterprise: enterprise.value,
  policy: policy.value,
});

/** A log before it is read. */
const nothingRead = () => ({ index: logIndex(), position: LOG_START });

/** Firms and offers, and the applicants' invoices. */
async function openDesks(
  study: Study,
  made: { readonly models: Models; readonly run: LentRun; readonly invoices: string | undefined },
) {
  const invoices =
    made.invoices === undefined
      ? undefined
      : await openInvoices(givenFile(study, 'invoices', made.invoices), study.out);
  try {
    return { desk: await openDesk(study, made.models, made.run), invoices };
  } catch (error) {
    await invoices?.close();
    throw error;
  }
}

function answerOf(
  { applicationId, companyId }: Application,
  written: ReadonlyMap<string, DecisionRecord>,
  index: LogIndex,
): DecidedApplication {
  const { result: found, synthetic, draft } = index.decided(applicationId)!;
  const result = found as unknown as CreditDecision;
  const { seq = null, hash = null } = written.get(applicationId) ?? {};
  return { applicationId, companyId, result, seq, hash, synthetic, draft };
}

interface Session extends InputsContext {
  readonly kit: DecisionKit;
  readonly desk: FirmDesk;
  readonly options: DeciderOptions;
  readonly head: ReturnType<typeof bodyHead>;
}

/** A day on which every document that was ever approved is in force. */
const ANY_DAY = '9999-12-31';

/** The day an application is decided on. */
const dayBy =
  ({ decidedOn }: Pick<DeciderOptions, 'decidedOn'>) =>
  ({ appliedAt }: Application): string =>
    decidedOn ?? appliedAt;

const firstDay = (applications: readonly Application[], options: DeciderOptions): string | undefined =>
  applications.map(dayBy(options)).sort()[0];

/** An application that is not in the log yet, and what was found about it. */
type Gathered = readonly [application: Application, found: Found];

/** Gathers what the applications that are not in the log yet are decided from; the index stays as it is. */
async function gatherBatch(applications: readonly Application[], session: Session): Promise<Gathered[]> {
  const { desk, index, options } = session;
  const dayOf = dayBy(options);
  const fresh = newOnes(applications, index);
  const ids = [...new Set(fresh.map(({ companyId }) => companyId))];
  const [firms, offers] = [await desk.firms(ids), await desk.offers(ids)];
  const measures = await measuresOf(fresh, { ...session, dayOf });
  return fresh.map((application) => {
    const { companyId, applicationId } = application;
    const [firm, offer] = [firms.get(companyId), offers.get(companyId) ?? null];
    return [
      application,
      { firm, offer, decidedOn: dayOf(application), measures: measures.get(applicationId) },
    ];
  });
}

/** Decides one after the other: a line granted to a borrower counts at once. */
function decideBatch(batch: readonly Gathered[], session: Session): Promise<DecisionBody[]> {
  const { kit, index, head } = session;
  return mapWithPauses(batch, ([application, found]) => {
    const { companyId, applicationId: id } = application;
    const { decidedOn } = found;
    const inputs = inputsOf(application, found, session);
    const result = plain(kit.decide(inputs, decidedOn));
    const body = sealedInputs({ ...head, kind: 'decision', id, companyId, decidedOn, result }, inputs);
    index.add(body);
    return body;
  });
}
