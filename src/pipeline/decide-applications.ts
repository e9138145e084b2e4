import { join } from 'node:path';
import { DocumentError, InputError } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { codeVersion } from '../core/version.js';
import type { CreditDecision, Offer } from '../credit/decide-application.js';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionBody, DecisionRecord } from '../document/decision-record.js';
import { type Application, parseApplication, readApplications } from '../ingest/applications.js';
import { appendToLog, keepDocument, LOG_START, readLog } from '../output/decision-log.js';
import type { Study } from '../study/open-study.js';
import { type ApplicationInputs, type DecisionKit, decisionKit, decisionRules } from './decision-kit.js';
import { type DeskFirm, type FirmDesk, openDesk } from './firm-desk.js';
import { type LogIndex, logIndex } from './log-index.js';
import { type OpenRun, openRun } from './open-run.js';
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
  const draft = assertApproved(models, options.draft ?? false);
  const { richer } = decisionRules(policy.value);
  const documents = { industry: industry.value, enterprise: enterprise.value, policy: policy.value };
  const kit = decisionKit(documents, study.asOf);
  const run = await openRun(study, options.run);
  const desk = await openDesk(study, models, run);
  const path = logOf(study, options.log);
  const index = logIndex();
  const session = { kit, desk, run, index, options, head: bodyHead(study, models, draft) };
  let position = LOG_START;
  return {
    models,
    decide: async (applications) => {
      for (const document of [industry, enterprise, policy]) await keepDocument(path, document);
      const { records, at } = await appendToLog(path, async () => {
        position = await readLog(path, position, index.add);
        return { at: position, bodies: await decideBatch(applications, session) };
      });
      position = at;
      const written = new Map(records.map((record) => [record.id, record]));
      return applications.map((application) => answerOf(application, written, index));
    },
    readFile: (file) => readApplications(file, richer),
    parse: (line, at) => parseApplication(line, richer, at),
    close: desk.close,
  };
}

function answerOf(
  { applicationId, companyId }: Application,
  written: ReadonlyMap<string, DecisionRecord>,
  index: LogIndex,
): DecidedApplication {
  const result = index.decided(applicationId)!.result as unknown as CreditDecision;
  const record = written.get(applicationId);
  return { applicationId, companyId, result, seq: record?.seq ?? null, hash: record?.hash ?? null };
}

interface Session {
  readonly kit: DecisionKit;
  readonly desk: FirmDesk;
  readonly run: OpenRun;
  readonly index: LogIndex;
  readonly options: DeciderOptions;
  readonly head: ReturnType<typeof bodyHead>;
}

/** Decides what is not in the log yet, one after the other: a line granted to a borrower counts at once. */
async function decideBatch(applications: readonly Application[], session: Session): Promise<DecisionBody[]> {
  const { kit, desk, index, options, head } = session;
  const fresh = newOnes(applications, index);
  const ids = [...new Set(fresh.map(({ companyId }) => companyId))];
  const [firms, offers] = [await desk.firms(ids), await desk.offers(ids)];
  return fresh.map((application) => {
    const { companyId, applicationId: id } = application;
    const decidedOn = options.decidedOn ?? application.appliedAt;
    const found = { firm: firms.get(companyId), offer: offers.get(companyId) ?? null, decidedOn };
    const inputs = inputsOf(application, found, session);
    const result = plain(kit.decide(inputs, decidedOn));
    const body = sealedInputs({ ...head, kind: 'decision', id, companyId, decidedOn, result }, inputs);
    index.add(body);
    return body;
  });
}

function inputsOf(
  application: Application,
  found: { readonly firm: DeskFirm | undefined; readonly offer: Offer | null; readonly decidedOn: string },
  { kit, run, index, head }: Session,
): ApplicationInputs {
  const { firm, offer, decidedOn } = found;
  const { companyId } = application;
  const joined = (name: string | undefined) =>
    name === undefined ? null : ((firm?.company[name] as string | null | undefined) ?? null);
  const { owner, group } = kit.policy.line.borrower ?? {};
  const borrower = { owner: joined(owner), group: joined(group) };
  const days = { asOf: head.asOf, on: decidedOn };
  const logAmount = index.grantedTo({ companyId, ...borrower }, days);
  const tableAmount = firm?.ownLine ?? 0;
  return {
    application,
    company: firm?.company ?? null,
    offer,
    run: run.manifest.run,
    borrower: { ...borrower, tableAmount, logAmount },
  };
}

/** What all records of a session have in common. */
export function bodyHead({ study, asOf, synthetic }: Study, models: Models, draft: boolean) {
  const { industry, enterprise, policy } = models;
  const documents = {
    industry: industry.fingerprint,
    enterprise: enterprise.fingerprint,
    policy: policy.fingerprint,
  };
  return { study, asOf, synthetic, draft, codeVersion: codeVersion(), documents };
}

/** A body with its inputs and their hash. */
export function sealedInputs(
  body: Omit<DecisionBody, 'inputs' | 'inputsSha256'>,
  inputs: object,
): DecisionBody {
  const plainInputs = plain(inputs);
  return { ...body, inputs: plainInputs, inputsSha256: sha256(canonicalJson(plainInputs)) };
}

/** A value as JSON gives it back. */
export const plain = (value: object) => JSON.parse(canonicalJson(value)) as Record<string, unknown>;

/**
 * The applications that are not in the log yet; the same application again is answered from the log.
 * @throws InputError DUPLICATE_APPLICATION when an id was decided before with other contents
 */
function newOnes(applications: readonly Application[], index: LogIndex): Application[] {
  const batch = new Map<string, Application>();
  const fresh: Application[] = [];
  for (const application of applications) {
    const id = application.applicationId;
    const known = batch.get(id) ?? index.decided(id)?.inputs.application;
    batch.set(id, application);
    if (known === undefined) fresh.push(application);
    else if (canonicalJson(known) !== canonicalJson(application)) throw duplicate(id);
  }
  return fresh;
}

function duplicate(found: string): InputError {
  const expected = 'an id of its own, or the very same application';
  return new InputError('DUPLICATE_APPLICATION', 'An application was decided before, with other contents', [
    { code: 'DUPLICATE_APPLICATION', column: 'application_id', found, expected },
  ]);
}

/**
 * Refuses documents that are not approved, unless drafts are allowed.
 * @returns whether a document is not approved
 * @throws DocumentError DRAFT
 */
export function assertApproved(
  { industry, enterprise, policy }: Pick<Models, 'industry' | 'enterprise' | 'policy'>,
  allowed: boolean,
): boolean {
  const documents = { industry, enterprise, policy };
  const drafts = Object.entries(documents).filter(([, { value }]) => value.status !== 'approved');
  if (drafts.length === 0 || allowed) return drafts.length > 0;
  throw new DocumentError(
    'DRAFT',
    'Lines and decisions need approved documents',
    drafts.map(([name, { value }]) => ({
      code: 'DRAFT',
      file: `${name}.json`,
      path: 'status',
      found: value.status,
      expected: 'approved, with approver and validFrom',
      hint: 'add --draft to try it; every output will say so',
    })),
  );
}
