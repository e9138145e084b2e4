import type { WatchDecision } from '../credit/watch-loan.js';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionBody } from '../document/decision-record.js';
import { type Loan, readLoans } from '../ingest/loans.js';
import type { OnLogged } from '../output/append-records.js';
import { appendToLog } from '../output/decision-log.js';
import { documentKeeper } from '../output/kept-documents.js';
import { LOG_START, readLog } from '../output/read-log.js';
import { givenFile, type Study } from '../study/open-study.js';
import { assertApproved } from './assert-approved.js';
import { borrowerIn } from './borrower-keys.js';
import { logOf } from './decide-applications.js';
import { bodyHead, plain, sealedInputs } from './decision-body.js';
import { type DecisionKit, decisionKit } from './decision-kit.js';
import { fileLinesOf, onOtherDays } from './file-lines.js';
import { type FirmDesk, type KnownFirm, openDesk } from './firm-desk.js';
import { logIndex } from './log-index.js';
import { readModels } from './read-models.js';
import { type FileLines, watchRules } from './watch-kit.js';

/** How granted firms are watched. */
export interface WatchOptions {
  /** Watch by documents that are not approved; every record says so. */
  readonly draft?: boolean;
  /** The log. Default `decisions.jsonl` in the study's folder. */
  readonly log?: string;
  /** Hears at once of records that stand in the log, whatever becomes of the command. */
  readonly onLogged?: OnLogged;
}

/** A loan and what is done about it. */
export interface WatchedLoan {
  readonly loan: Loan;
  readonly result: WatchDecision;
  readonly synthetic: boolean;
  /** Watched by documents that are not approved. */
  readonly draft: boolean;
}

/** What a watch found. */
export interface WatchResult {
  readonly loans: readonly WatchedLoan[];
  /** Records added to the log; a look that changed nothing is not written twice. */
  readonly written: number;
  /** Hash of the log's last record. */
  readonly head: string | null;
  readonly overdue: readonly OverdueRow[];
  /** Ids of loans whose borrower has others that the file last speaks of on another day: they were not looked at together. */
  readonly onOtherDays: readonly string[];
}

/** How far loans of a tier, an industry or a month of granting are overdue. */
export interface OverdueRow {
  readonly by: 'all' | 'tier' | 'industry' | 'vintage';
  readonly value: string;
  readonly loans: number;
  readonly drawn: number;
  /** Loans overdue by at least 1, 30 and 90 days. */
  readonly from1: number;
  readonly from30: number;
  readonly from90: number;
}

/**
 * Looks at granted lines again and writes what is done about each to the study's log.
 * @param study the study
 * @param path loans.csv
 * @throws DocumentError DRAFT for documents that are not approved on the last day that the file speaks of, NO_WATCH_RULES; InputError for a bad file, LOG_DAMAGED
 */
export async function watchLoans(
  study: Study,
  path: string,
  options: WatchOptions = {},
): Promise<WatchResult> {
  const models = await readModels(study);
  const { industry, enterprise, policy } = models;
  watchRules(policy.value);
  const loans = await readLoans(givenFile(study, 'loans', path));
  const on = lastDay(loans) ?? study.asOf;
  const draft = assertApproved(models, { draft: options.draft ?? false, on });
  const head = bodyHead(study, models, draft);
  const documents = { industry: industry.value, enterprise: enterprise.value, policy: policy.value };
  const kit = decisionKit(documents, study.asOf);
  const desk = await openDesk(study, models, undefined);
  try {
    const { bodies, apart } = await bodiesOf(loans, { desk, kit, head, tableDay: study.asOf });
    const log = logOf(study, options.log);
    await documentKeeper(log, [industry, enterprise, policy])();
    const index = logIndex();
    const { records, at } = await appendToLog(
      log,
      async () => {
        const position = await readLog(log, LOG_START, index.add);
        return { at: position, bodies: bodies.filter((body) => isNews(body, index)) };
      },
      options.onLogged,
    );
    const watched = loans.map((loan, i) => watchedLoan(loan, bodies[i]!));
    return {
      loans: watched,
      written: records.length,
      head: at.last?.hash ?? null,
      overdue: overdueTable(watched),
      onOtherDays: apart.map(({ loanId }) => loanId),
    };
  } finally {
    await desk.close();
  }
}

const lastDay = (loans: readonly Loan[]): string | undefined =>
  loans
    .map(({ asOf }) => asOf)
    .sort()
    .at(-1);

const watchedLoan = (loan: Loan, { result, synthetic, draft }: DecisionBody): WatchedLoan => ({
  loan,
  result: result as unknown as WatchDecision,
  synthetic,
  draft,
});

/** Each loan beside its borrower's others, and those whose borrower has some of another day. */
async function bodiesOf(
  loans: readonly Loan[],
  made: Pick<BodyOptions, 'kit' | 'head'> & { readonly desk: FirmDesk; readonly tableDay: string },
): Promise<{ readonly bodies: readonly DecisionBody[]; readonly apart: readonly Loan[] }> {
  const { desk, kit, head, tableDay } = made;
  const firms = await desk.firms([...new Set(loans.map(({ companyId }) => companyId))]);
  const borrowerOf = ({ companyId }: Loan) =>
    borrowerIn(kit.policy, companyId, firms.get(companyId)?.company);
  const lines = fileLinesOf(loans, { tableDay, borrowerOf });
  const bodies = loans.map((loan) =>
    bodyOf(loan, firms.get(loan.companyId), { kit, head, fileLines: lines(loan) }),
  );
  return { bodies, apart: onOtherDays(loans, borrowerOf) };
}

interface BodyOptions {
  readonly kit: DecisionKit;
  readonly head: ReturnType<typeof bodyHead>;
  readonly fileLines: FileLines | undefined;
}

function bodyOf(
  loan: Loan,
  firm: KnownFirm | undefined,
  { kit, head, fileLines }: BodyOptions,
): DecisionBody {
  const { company = null, ownLine: tableAmount = 0, told } = firm ?? {};
  const inputs = { loan, company, ...(told && { told }), tableAmount, ...(fileLines && { fileLines }) };
  const { loanId: id, companyId, asOf: decidedOn } = loan;
  const result = plain(kit.watch(inputs));
  return sealedInputs({ ...head, kind: 'watch', id, companyId, decidedOn, result }, inputs);
}

function isNews({ id, inputsSha256, documents }: DecisionBody, index: ReturnType<typeof logIndex>): boolean {
  const seen = index.watched(id);
  return seen?.inputsSha256 !== inputsSha256 || canonicalJson(seen.documents) !== canonicalJson(documents);
}

function overdueTable(watched: readonly WatchedLoan[]): OverdueRow[] {
  const groups: readonly (readonly [OverdueRow['by'], (entry: WatchedLoan) => string])[] = [
    ['all', () => 'all'],
    ['tier', ({ result }) => (result.tier === null ? 'not rated' : `R${result.tier}`)],
    ['industry', ({ result }) => result.industryId ?? 'outside'],
    ['vintage', ({ loan }) => loan.grantedOn?.slice(0, 7) ?? 'unknown'],
  ];
  const collator = new Intl.Collator('en', { numeric: true });
  return groups.flatMap(([by, labelOf]) => {
    const values = [...new Set(watched.map(labelOf))].sort(collator.compare);
    return values.map((value): OverdueRow => {
      const own = watched.filter((entry) => labelOf(entry) === value).map(({ loan }) => loan);
      const from = (days: number) => own.filter(({ overdueDays }) => overdueDays >= days).length;
      const drawn = own.reduce((sum, loan) => sum + loan.drawn, 0);
      return { by, value, loans: own.length, drawn, from1: from(1), from30: from(30), from90: from(90) };
    });
  });
}
