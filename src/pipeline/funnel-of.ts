import { assertDay } from '../core/assert-day.js';
import { InputError } from '../core/errors.js';
import { sum } from '../core/numbers.js';
import type { Policy } from '../document/policy.js';
import type { Answer } from '../ingest/answers.js';
import type { OutcomeRow, OutcomeStatus } from '../ingest/outcomes.js';
import type { Study } from '../study/open-study.js';
import { exactInterval } from '../validation/beta.js';
import { firmAmounts, grantedAmounts, isGranted } from './funnel-amounts.js';
import { firmsBy, rejections } from './funnel-rejections.js';
import { heardOf, type NotCounted } from './heard-of-list.js';
import { openLentRun } from './open-run.js';
import { isOverdue, placeIn, placeOf } from './since-list.js';

/** What is counted. */
export interface FunnelOptions {
  /** The run whose list was worked. */
  readonly run: string;
  /** Target lists that came back. */
  readonly lists?: readonly string[];
  /** outcomes.csv. */
  readonly outcomes?: string;
  /** The day from which on the next list was worked, `YYYY-MM-DD`: applications first told of then, or later, came of it. Default: none. */
  readonly until?: string;
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
  /** Set where nobody tells how many there are: without a file of outcomes of what was drawn and is overdue. */
  readonly unknown?: true;
}

/** From the list to overdue. */
export interface Funnel extends NotCounted {
  readonly run: string;
  readonly steps: readonly FunnelStep[];
  /** Firms by the rules that rejected them. */
  readonly rejectedBy: Readonly<Record<string, number>>;
  /** Firms by the reason they gave. */
  readonly refusedFor: Readonly<Record<string, number>>;
  /** Figures somebody published, from the run's policy. */
  readonly published: Policy['published'] | null;
}

const LEVEL = 0.95;

/**
 * Counts firms from the target list to overdue: lists that came back, outcomes, and the decision log. A firm is at every step
 * before the furthest it reached; amounts are of each application that of outcomes (the largest), otherwise of the log, and of firms
 * whose amounts are known. Firms that are not on the list are left out, what came before its day, and what came of later lists.
 * @param study the study
 * @throws InputError USAGE for an end before the list, for bad files, an unknown run, a named log that is not there, a damaged log
 */
export async function funnelOf(study: Study, options: FunnelOptions): Promise<Funnel> {
  assertDay(options.until, '--until');
  const run = await openLentRun(study, options.run);
  assertAfter(options.until, run.manifest.asOf);
  const { left, ...heard } = await heardOf(study, run, options);
  const refused = heard.answers
    .filter((answer) => answer.refused)
    .map(({ companyId, refuseReason }) => ({ companyId, why: refuseReason ?? '' }));
  const rejected = rejections(heard.decisions, heard.outcomes);
  const targets = run.manifest.counts.targets!;
  return {
    run: run.manifest.run,
    steps: stepsOf({ ...heard, rejected }, targets).map((each) =>
      options.outcomes === undefined && TOLD_BY_OUTCOMES.has(each.step) ? { ...each, unknown: true } : each,
    ),
    rejectedBy: firmsBy(rejected),
    refusedFor: firmsBy(refused),
    ...left,
    published: run.policy.published ?? null,
  };
}

/** The next list is of a later day. */
function assertAfter(until: string | undefined, day: string): void {
  if (until === undefined || until > day) return;
  throw new InputError('USAGE', 'The next list cannot have been worked before this one was made', [
    { code: 'USAGE', path: '--until', found: until, expected: `a day after ${day}, that of the list` },
  ]);
}

const TOLD_BY_OUTCOMES: ReadonlySet<string> = new Set(['drawn', 'overdue']);

type Heard = Omit<Awaited<ReturnType<typeof heardOf>>, 'left'>;

function stepsOf(
  { answers, outcomes, decisions, rejected }: Heard & { readonly rejected: ReturnType<typeof rejections> },
  targets: number,
): FunnelStep[] {
  const reached = (least: OutcomeStatus) => reachedBy(least, outcomes);
  const amounts = grantedAmounts(decisions, outcomes);
  const drawnAmounts = firmAmounts(outcomes, ({ drawnAmount }) => drawnAmount);
  const overdue = new Set(outcomes.filter(isOverdue).map(({ companyId }) => companyId));
  const drawn = new Set(reached('drawn'));
  const granted = new Set([
    ...decisions.filter(isGranted).map(({ companyId }) => companyId),
    ...reached('granted'),
  ]);
  const applied = new Set([...decisions.map(({ companyId }) => companyId), ...reached('applied')]);
  const interested = new Set([...named(answers, 'interested'), ...reached('interested'), ...applied]);
  const contacted = new Set([...named(answers, 'contacted'), ...reached('contacted'), ...interested]);
  return [
    step('contacted', contacted.size, targets),
    step('interested', interested.size, contacted.size),
    step('applied', applied.size, contacted.size),
    step('rejected by rule', new Set(rejected.map(({ companyId }) => companyId)).size, applied.size),
    step('granted', granted.size, applied.size, [...amounts.values()]),
    step('drawn', drawn.size, granted.size, [...drawnAmounts.values()]),
    step('overdue', overdue.size, drawn.size),
  ];
}

function step(name: string, firms: number, of: number, amounts?: readonly number[]): FunnelStep {
  const [low, high] = exactInterval(Math.min(firms, of), of, LEVEL);
  const isUnknown = amounts === undefined || (amounts.length === 0 && firms > 0);
  const amount = isUnknown ? null : sum(amounts);
  const mean = amount === null || amounts!.length === 0 ? null : amount / amounts!.length;
  const known = mean !== null && amounts!.length < firms ? { known: amounts!.length } : {};
  return { step: name, firms, of, low, high, amount, mean, ...known };
}

/** Firms that came at least so far; a rejection comes after applying, before granting. */
function reachedBy(least: OutcomeStatus, outcomes: readonly OutcomeRow[]): string[] {
  return outcomes.filter((row) => placeOf(row) >= placeIn(least)).map(({ companyId }) => companyId);
}

const named = (answers: readonly Answer[], what: 'contacted' | 'interested') =>
  answers.filter((answer) => answer[what]).map(({ companyId }) => companyId);
