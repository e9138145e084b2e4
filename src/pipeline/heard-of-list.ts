import { defuse } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
import type { DecisionRecord } from '../document/decision-record.js';
import { type Answer, readAnswers } from '../ingest/answers.js';
import { type OutcomeRow, readOutcomes } from '../ingest/outcomes.js';
import { assertLog, LOG_START, readLog } from '../output/read-log.js';
import { givenFile, type Study } from '../study/open-study.js';
import { columnOfHead } from '../text/column.js';
import { logOf } from './decide-applications.js';
import type { FunnelOptions } from './funnel-of.js';
import type { OpenRun } from './open-run.js';
import { LIST, sealedRows } from './sealed-rows.js';
import { sinceList } from './since-list.js';

/** What files and log tell that is not come of the list, in firms. */
export interface NotCounted {
  /** Firms in the files and the log that are not on the list: they are not counted. */
  readonly outside: number;
  /** Firms of which outcomes or log tell something from before the day of the list, which is not counted. */
  readonly earlier: number;
  /** Firms of which outcomes or log tell something that came of a later list, which is not counted. */
  readonly later: number;
  /** Firms in lists that came back whose offers end on another day than this list's: they are another list's, and not counted. */
  readonly otherLists: number;
}

/** What files and log tell of firms on the run's list, and how many other firms they tell of. */
export async function heardOf(study: Study, { folder, manifest }: OpenRun, options: FunnelOptions) {
  const rows = await sealedRows(folder, LIST);
  const listed = new Map(rows.map((row) => [row[COMPANY_ID]!, row.valid_until]));
  const told = {
    outcomes: asListed(await outcomesOf(study, options.outcomes)),
    decisions: asListed(await readDecisions(study, options.log)),
  };
  const { earlier, later = 0, ...since } = sinceList(told, manifest.asOf, options.until);
  const answers = asListed(
    (await Promise.all((options.lists ?? []).map((list) => readAnswers(list, columnOfHead)))).flat(),
  );
  const isOther = ({ companyId, validUntil }: Answer) =>
    validUntil !== null && listed.has(companyId) && listed.get(companyId) !== validUntil;
  const all = { answers: answers.filter((answer) => !isOther(answer)), ...since };
  const isListed = ({ companyId }: { readonly companyId: string }) => listed.has(companyId);
  const ids = Object.values(all).flatMap((rows) => rows.map(({ companyId }) => companyId));
  return {
    answers: all.answers.filter(isListed),
    outcomes: all.outcomes.filter(isListed),
    decisions: all.decisions.filter(isListed),
    left: {
      outside: new Set(ids.filter((companyId) => !listed.has(companyId))).size,
      earlier,
      later,
      otherLists: new Set(answers.filter(isOther).map(({ companyId }) => companyId)).size,
    } satisfies NotCounted,
  };
}

/** Rows about firms under the ids that a list shows. */
const asListed = <T extends { readonly companyId: string }>(rows: readonly T[]): T[] =>
  rows.map((row) => ({ ...row, companyId: defuse(row.companyId) }));

/** The decisions of a log that is named, or of the study's, where it has one. */
async function readDecisions(study: Study, log: string | undefined): Promise<DecisionRecord[]> {
  if (log !== undefined) assertLog(log);
  const decisions: DecisionRecord[] = [];
  await readLog(logOf(study, log), LOG_START, (record) => {
    if (record.kind === 'decision') decisions.push(record);
  });
  return decisions;
}

async function outcomesOf(study: Study, path: string | undefined): Promise<readonly OutcomeRow[]> {
  if (path === undefined) return [];
  return (await readOutcomes(givenFile(study, 'outcomes', path))).outcomes;
}
