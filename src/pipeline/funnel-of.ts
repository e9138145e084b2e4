import { groupBy } from '../core/group-by.js';
import { sum } from '../core/numbers.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { Policy } from '../document/policy.js';
import type { Answer } from '../ingest/answers.js';
import type { OutcomeRow, OutcomeStatus } from '../ingest/outcomes.js';
import type { Study } from '../study/open-study.js';
import { exactInterval } from '../validation/beta.js';
import { heardOf } from './heard-of-list.js';
import { openLentRun } from './open-run.js';
import { readPolicy } from './read-models.js';
import { isOverdue, placeIn, placeOf } from './since-list.js';

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
  /** Sum and mean over firms, where money is meant and known; null otherwise. */
  readonly amount: number | null;
  readonly mean: number | null;
  /** Firms whose amounts are known, where those are fewer than the firms. */
  readonly known?: number;
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
  /** Firms of which outcomes or log tell something from before the day of the list, which is not counted. */
  readonly earlier: number;
  /** Figures somebody published, from the policy. */
  readonly published: Policy['published'] | null;
}

const LEVEL = 0.95;

/**
 * Counts firms from the target list to overdue: lists that came back, outcomes, and the decision log. A firm is at every step
 * before the furthest it reached; amounts are those of outcomes (the largest of each application), otherwise of the log, and of firms
 * whose amounts are known. Firms that are not on the list are left out, and what came before its day.
 * @param study the study
 * @throws InputError for bad files, an unknown run, a named log that is not there, a damaged log
 */
export async function funnelOf(study: Study, options: FunnelOptions): Promise<Funnel> {
  const run = await openLentRun(study, options.run);
  const { answers, outcomes, decisions, outside, earlier } = await heardOf(study, run, options);
  const reached = (least: OutcomeStatus) => reachedBy(least, outcomes);
  const logged = loggedAmounts(decisions);
  const grantedAmounts = new Map([...logged, ...firmAmounts(outcomes, grantedAmount)]);
  const drawnAmounts = firmAmounts(outcomes, ({ drawnAmount }) => drawnAmount);
  const overdue = new Set(outcomes.filter(isOverdue).map(({ companyId }) => companyId));
  const drawn = new Set(reached('drawn'));
  const granted = new Set([...logged.keys(), ...reached('granted')]);
  const rejected = rejections(decisions, outcomes);
  const refused = answers
    .filter((answer) => answer.refused)
    .map(({ companyId, refuseReason }) => ({ companyId, why: refuseReason ?? '' }));
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
      step('granted', granted.size, applied.size, [...grantedAmounts.values()]),
      step('drawn', drawn.size, granted.size, [...drawnAmounts.values()]),
      step('overdue', overdue.size, drawn.size),
    ],
    rejectedBy: firmsBy(rejected),
    refusedFor: firmsBy(refused),
    outside,
    earlier,
    published: (await readPolicy(study)).value.published ?? null,
  };
}

function step(name: string, firms: number, of: number, amounts?: readonly number[]): FunnelStep {
  const [low, high] = exactInterval(Math.min(firms, of), of, LEVEL);
  const isUnknown = amounts === undefined || (amounts.length === 0 && firms > 0);
  const amount = isUnknown ? null : sum(amounts);
  const mean = amount === null || amounts!.length === 0 ? null : amount / amounts!.length;
  const known = mean !== null && amounts!.length < firms ? { known: amounts!.length } : {};
  return { step: name, firms, of, low, high, amount, mean, ...known };
}

/** What the log says was granted, by firm; a line of 0 was not. */
function loggedAmounts(decisions: readonly DecisionRecord[]): Map<string, number> {
  const logged = new Map<string, number>();
  for (const { companyId, result } of decisions) {
    const amount = Number(result.grantedAmount);
    if (amount > 0) logged.set(companyId, (logged.get(companyId) ?? 0) + amount);
  }
  return logged;
}

/** A firm's amounts: the largest that was seen of each of its applications, together; firms without one are left out. */
function firmAmounts(
  outcomes: readonly OutcomeRow[],
  amountOf: (row: OutcomeRow) => number | null,
): Map<string, number> {
  const known = outcomes.filter((row) => (amountOf(row) ?? 0) > 0);
  const firms = groupBy(known, ({ companyId }) => companyId);
  const largest = (rows: readonly OutcomeRow[]) => Math.max(...rows.map((row) => amountOf(row)!));
  return new Map(
    [...firms].map(([companyId, rows]) => {
      const applications = [...groupBy(rows, ({ applicationId }) => applicationId).values()];
      return [companyId, applications.reduce((sum, own) => sum + largest(own), 0)];
    }),
  );
}

/** What a row says was granted: before that its amount is what was asked for. */
const grantedAmount = (row: OutcomeRow) => (placeOf(row) >= placeIn('granted') ? row.amount : null);

/** Firms that came at least so far; a rejection comes after applying, before granting. */
function reachedBy(least: OutcomeStatus, outcomes: readonly OutcomeRow[]): string[] {
  return outcomes.filter((row) => placeOf(row) >= placeIn(least)).map(({ companyId }) => companyId);
}

const named = (answers: readonly Answer[], what: 'contacted' | 'interested') =>
  answers.filter((answer) => answer[what]).map(({ companyId }) => companyId);

/** Why firms are told of. */
interface Said {
  readonly companyId: string;
  readonly why: string;
}

/** Rules that rejected firms, by log and outcomes. */
function rejections(decisions: readonly DecisionRecord[], outcomes: readonly OutcomeRow[]): Said[] {
  const decided = decisions
    .filter(({ result }) => result.outcome === 'reject')
    .flatMap(({ companyId, result }) => rejectingCodes(result).map((why) => ({ companyId, why })));
  const told = outcomes
    .filter(({ status }) => status === 'rejected')
    .map(({ companyId, rule }) => ({ companyId, why: rule ?? '' }));
  return [...decided, ...told];
}

function rejectingCodes(result: DecisionRecord['result']): string[] {
  const reasons = result.reasons as readonly { readonly code: string; readonly outcome: string }[];
  return reasons.filter(({ outcome }) => outcome === 'reject').map(({ code }) => code);
}

/** How many firms each text is said of; texts may be any, those that every object has as keys too. */
function firmsBy(said: readonly Said[]): Record<string, number> {
  return Object.fromEntries(
    [...groupBy(said, ({ why }) => why)].map(([why, own]) => [
      why,
      new Set(own.map(({ companyId }) => companyId)).size,
    ]),
  );
}
