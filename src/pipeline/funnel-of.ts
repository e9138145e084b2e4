import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { groupBy } from '../core/group-by.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { Policy } from '../document/policy.js';
import { type Answer, readAnswers } from '../ingest/answers.js';
import { type OutcomeRow, type OutcomeStatus, outcomeStatuses, readOutcomes } from '../ingest/outcomes.js';
import { parseRecords } from '../ingest/read-rows.js';
import { assertLog, LOG_START, readLog } from '../output/decision-log.js';
import { givenFile, type Study } from '../study/open-study.js';
import { exactInterval } from '../validation/beta.js';
import { logOf } from './decide-applications.js';
import { type OpenRun, openRun } from './open-run.js';
import { readPolicy } from './read-models.js';

/** What is counted. */
export interface FunnelOptions {
  /** The run whose list was worked. */
  readonly run: string;
  /** Target lists that came back. */
  readonly lists?: readonly string[];
  /** outcomes.csv. */
  readonly outcomes?: string;
  /** The log. Default `decisions.jsonl` in the study's folder. */
  readonly log?: string;
}

/** One step: firms that reached it, of those at the step it is measured against. */
export interface FunnelStep {
  readonly step: string;
  readonly firms: number;
  readonly of: number;
  /** Exact 95 % interval of the share. */
  readonly low: number;
  readonly high: number;
  /** Sum and mean where money is meant; null otherwise. */
  readonly amount: number | null;
  readonly mean: number | null;
}

/** From the list to overdue. */
export interface Funnel {
  readonly run: string;
  readonly steps: readonly FunnelStep[];
  /** Firms by the rules that rejected them. */
  readonly rejectedBy: Readonly<Record<string, number>>;
  /** Firms by the reason they gave. */
  readonly refusedFor: Readonly<Record<string, number>>;
  /** Firms in the files and the log that are not on the list: they are not counted. */
  readonly outside: number;
  /** Figures somebody published, from the policy. */
  readonly published: Policy['published'] | null;
}

const LEVEL = 0.95;

/**
 * Counts firms from the target list to overdue: lists that came back, outcomes, and the decision log. A firm is at every step
 * before the furthest it reached; amounts are those of outcomes, otherwise of the log. Firms that are not on the list are left out.
 * @param study the study
 * @throws InputError for bad files, an unknown run, a named log that is not there, a damaged log
 */
export async function funnelOf(study: Study, options: FunnelOptions): Promise<Funnel> {
  const run = await openRun(study, options.run);
  const { answers, outcomes, decisions, outside } = await heardOf(study, run, options);
  const granted = amountsOf(outcomes, decisions);
  const drawnAmounts = largest(outcomes.map(({ companyId, drawnAmount }) => [companyId, drawnAmount ?? 0]));
  const drawn = new Set([...reachedBy('drawn', outcomes), ...drawnAmounts.keys()]);
  const overdue = largest(outcomes.map(({ companyId, overdueDays }) => [companyId, overdueDays]));
  const reached = (least: OutcomeStatus) => reachedBy(least, outcomes);
  const rejected = [
    ...decisions
      .filter(({ result }) => result.outcome === 'reject')
      .map(({ companyId, result }) => ({ companyId, codes: rejectingCodes(result) })),
    ...outcomes
      .filter(({ status }) => status === 'rejected')
      .map(({ companyId, rule }) => ({ companyId, codes: [rule ?? ''] })),
  ];
  const applied = new Set([...decisions.map(({ companyId }) => companyId), ...reached('applied')]);
  const interested = new Set([...named(answers, 'interested'), ...reached('interested'), ...applied]);
  const contacted = new Set([...named(answers, 'contacted'), ...reached('contacted'), ...interested]);
  const targets = run.manifest.counts.targets!;
  return {
    run: run.manifest.run,
    steps: [
      step('contacted', contacted.size, targets),
      step('interested', interested.size, contacted.size),
      step('applied', applied.size, contacted.size),
      step('rejected by rule', new Set(rejected.map(({ companyId }) => companyId)).size, applied.size),
      step('granted', granted.size, applied.size, [...granted.values()]),
      step('drawn', drawn.size, granted.size, [...drawnAmounts.values()]),
      step('overdue', overdue.size, drawn.size),
    ],
    rejectedBy: tally(rejected.flatMap(({ codes }) => codes)),
    refusedFor: tally(answers.filter(({ refused }) => refused).map(({ refuseReason }) => refuseReason ?? '')),
    outside,
    published: (await readPolicy(study)).value.published ?? null,
  };
}

/** The ids of a run's list, which may be empty. */
async function listedIds(path: string): Promise<Set<string>> {
  const { records } = parseRecords((await readFile(path, 'utf8')).replace(/^\ufeff/, ''), basename(path));
  return new Set(records.slice(1).map(({ cells }) => cells[0]!));
}

/** What files and log tell of firms on the run's list, and how many other firms they tell of. */
async function heardOf(study: Study, { folder }: OpenRun, options: FunnelOptions) {
  const listed = await listedIds(join(folder, 'targets.csv'));
  const all = {
    answers: (await Promise.all((options.lists ?? []).map(readAnswers))).flat(),
    outcomes: await outcomesOf(study, options.outcomes),
    decisions: await readDecisions(study, options.log),
  };
  const isListed = ({ companyId }: { readonly companyId: string }) => listed.has(companyId);
  const named = Object.values(all).flatMap((rows) => rows.map(({ companyId }) => companyId));
  return {
    answers: all.answers.filter(isListed),
    outcomes: all.outcomes.filter(isListed),
    decisions: all.decisions.filter(isListed),
    outside: new Set(named.filter((companyId) => !listed.has(companyId))).size,
  };
}

function step(name: string, firms: number, of: number, amounts?: readonly number[]): FunnelStep {
  const [low, high] = exactInterval(Math.min(firms, of), of, LEVEL);
  const amount = amounts === undefined ? null : amounts.reduce((sum, value) => sum + value, 0);
  const mean = amount === null || amounts!.length === 0 ? null : amount / amounts!.length;
  return { step: name, firms, of, low, high, amount, mean };
}

/** The decisions of a log that is named, or of the study's, where it has one. */
async function readDecisions(study: Study, log: string | undefined): Promise<DecisionRecord[]> {
  if (log !== undefined) assertLog(log);
  const decisions: DecisionRecord[] = [];
  await readLog(logOf(study, log), LOG_START, (record) => {
    if (record.kind === 'decision') decisions.push(record);
  });
  return decisions;
}

/** Granted lines by firm: as outcomes say, otherwise as the log does. */
function amountsOf(
  outcomes: readonly OutcomeRow[],
  decisions: readonly DecisionRecord[],
): Map<string, number> {
  const isGranted = new Set(reachedBy('granted', outcomes));
  const said = largest(
    outcomes
      .filter(({ companyId }) => isGranted.has(companyId))
      .map(({ companyId, amount }) => [companyId, amount ?? 0]),
  );
  const logged = new Map<string, number>();
  for (const { companyId, result } of decisions) {
    const amount = Number(result.grantedAmount);
    if (amount > 0) logged.set(companyId, (logged.get(companyId) ?? 0) + amount);
  }
  return new Map([...logged, ...said]);
}

/** The largest positive figure of each firm. */
function largest(pairs: readonly (readonly [string, number])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [id, value] of pairs) if (value > (found.get(id) ?? 0)) found.set(id, value);
  return found;
}

async function outcomesOf(study: Study, path: string | undefined): Promise<readonly OutcomeRow[]> {
  if (path === undefined) return [];
  return (await readOutcomes(givenFile(study, 'outcomes', path))).outcomes;
}

/** Firms that came at least so far; a rejection comes after applying, before granting. */
function reachedBy(least: OutcomeStatus, outcomes: readonly OutcomeRow[]): string[] {
  const from = outcomeStatuses.indexOf(least);
  return outcomes
    .filter(({ status }) => outcomeStatuses.indexOf(status) >= from)
    .map(({ companyId }) => companyId);
}

const named = (answers: readonly Answer[], what: 'contacted' | 'interested') =>
  answers.filter((answer) => answer[what]).map(({ companyId }) => companyId);

function rejectingCodes(result: DecisionRecord['result']): string[] {
  const reasons = result.reasons as readonly { readonly code: string; readonly outcome: string }[];
  return reasons.filter(({ outcome }) => outcome === 'reject').map(({ code }) => code);
}

/** How often each text occurs; texts may be any, those that every object has as keys too. */
function tally(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...groupBy(values, (value) => value)].map(([value, own]) => [value, own.length]),
  );
}
