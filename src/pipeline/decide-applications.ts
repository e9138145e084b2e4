import { join } from 'node:path';
import { allDone } from '../core/all-done.js';
import { assertDay } from '../core/assert-day.js';
import { InputError } from '../core/errors.js';
import type { CreditDecision } from '../credit/credit-decision.js';
import { type Application, parseApplication, readAgain, readApplications } from '../ingest/applications.js';
import type { OnLogged } from '../output/append-records.js';
import { documentKeeper } from '../output/kept-documents.js';
import type { LogPosition } from '../output/read-log.js';
import { givenFile, type Study } from '../study/open-study.js';
import { assertApproved } from './assert-approved.js';
import { dayBy, keptLog } from './decide-batch.js';
import { bodyHead } from './decision-body.js';
import { decisionKit, decisionRules } from './decision-kit.js';
import { openDesk } from './firm-desk.js';
import { openInvoices } from './invoice-desk.js';
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
  /** Hears at once of records that stand in the log, whatever becomes of the batch. */
  readonly onLogged?: OnLogged;
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
  /**
   * Decides a batch; nothing is written unless all of it is, but for a process that is killed outright or loses its lock.
   * @throws InputError USAGE after close(), ROW_PROBLEM for values that no file could have, DUPLICATE_APPLICATION, LOG_BUSY,
   * LOG_CHANGED, LOG_DAMAGED
   */
  decide(applications: readonly Application[]): Promise<DecidedApplication[]>;
  /** The last record of the log, as it was decided by last; undefined before, and of an empty log. */
  head(): LogPosition['last'];
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
  const log = keptLog(path, options.onLogged);
  let isClosed = false;
  const keepDocuments = documentKeeper(path, [industry, enterprise, policy]);
  return {
    models,
    decide: async (given) => {
      if (isClosed) throw closedDecider();
      const applications = readAgain(given, richer);
      const session = { ...opened, head: headOn(firstDay(applications, options) ?? ANY_DAY) };
      await keepDocuments();
      return log.decide(applications, session);
    },
    head: log.head,
    readFile: (file) => readApplications(givenFile(study, 'applications', file), richer),
    parse: (line, at) => parseApplication(line, richer, at),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await allDone([desk.close(), invoices?.close()]);
    },
  };
}

const closedDecider = () =>
  new InputError('USAGE', 'This decider was closed', [
    { code: 'USAGE', path: 'decide', found: 'a call after close()', expected: 'a decider that is open' },
  ]);

const valuesOf = ({ industry, enterprise, policy }: Models) => ({
  industry: industry.value,
  enterprise: enterprise.value,
  policy: policy.value,
});

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

/** A day on which every document that was ever approved is in force. */
const ANY_DAY = '9999-12-31';

const firstDay = (applications: readonly Application[], options: DeciderOptions): string | undefined =>
  applications.map(dayBy(options)).sort()[0];
