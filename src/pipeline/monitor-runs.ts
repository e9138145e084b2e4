import { assertWhole } from '../core/assert-option.js';
import { RANGES } from '../core/option-ranges.js';
import { random } from '../core/random.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { MonitorPlan } from '../document/monitor-plan.js';
import type { Engine } from '../engine/engine.js';
import { tierQueries } from '../sql/monitor.js';
import type { Study } from '../study/open-study.js';
import { besideOf, binText } from '../text/reason.js';
import {
  type DriftCheck,
  type DriftFeature,
  driftChecks,
  type FalseAlarms,
  falseAlarms,
  type RatedSample,
} from '../validation/drift.js';
import { type Status, worstOf } from '../validation/status.js';
import { assertRated, readPlan, readSample } from './monitor-samples.js';
import { type OpenRun, openRun } from './open-run.js';
import { ratedAlike, ratedFolderOf } from './previous-run.js';
import { enterpriseOf } from './run-documents.js';
import { sealedRatings } from './sealed-ratings.js';
import { tierChecks } from './tier-checks.js';
import { withEngine } from './with-engine.js';

/** What is monitored. */
export interface MonitorOptions {
  /** The new run: its id, or its folder. */
  readonly run: string;
  /** The run it is held against. */
  readonly against: string;
  /** Path of monitor.json. Default: the usual limits. */
  readonly plan?: string;
  /** Split the reference into random halves this often and count false alarms. Default 0. */
  readonly halves?: number;
}

/** A check with the bin that moved most in words; null where none moved, and for what has no bins. */
export interface MonitorCheck extends DriftCheck {
  readonly movedBin: string | null;
}

/** Whether a new run drifted. */
export interface Monitoring {
  readonly run: string;
  readonly against: string;
  /**
   * Whether another card rated the earlier run. Then what stands on one scale only is left out: no checks of score and features, no
   * false alarms; and what is not compared does not pass, so that the status is NO POWER at best.
   */
  readonly otherCard: boolean;
  /** Rated firms of the reference, the new run, and both. */
  readonly firms: { readonly before: number; readonly after: number; readonly both: number };
  readonly checks: readonly MonitorCheck[];
  /** Firms of both runs by tier before (rows) and now, as each card has its tiers. */
  readonly migration: readonly (readonly number[])[];
  readonly falseAlarms: FalseAlarms | null;
  readonly status: Status;
}

/**
 * Holds a run against an earlier one: stability of score and features, migration between tiers, concentration, overrides.
 * Of runs by different cards it tells what tiers say, and leaves the rest out.
 * @param study the study of both runs
 * @throws InputError USAGE, UNKNOWN_RUN, NOBODY_RATED
 */
export async function monitorRuns(study: Study, options: MonitorOptions): Promise<Monitoring> {
  const { halves = 0 } = options;
  assertWhole(halves, '--halves', RANGES.halves);
  const [before, after] = [
    await openRun(study, options.against, '--against'),
    await openRun(study, options.run),
  ];
  const card = await enterpriseOf(after.folder);
  const document = card.value;
  const plan = await readPlan(options.plan, document);
  const otherCard = !(await ratedAlike(card, ratedFolderOf(before)));
  const asked = { plan, halves: otherCard ? 0 : halves, seed: study.seed };
  return withEngine(study.out, (engine) =>
    compareRuns(engine, { before, after, document, otherCard, ...asked }),
  );
}

interface Comparing {
  readonly before: OpenRun;
  readonly after: OpenRun;
  /** The new run's. */
  readonly document: EnterpriseDocument;
  readonly otherCard: boolean;
  readonly plan: MonitorPlan;
  readonly halves: number;
  readonly seed: number;
}

async function compareRuns(engine: Engine, context: Comparing): Promise<Monitoring> {
  const { before, after, document, otherCard, plan } = context;
  const old = await sealedRatings(engine, before);
  const fresh = await sealedRatings(engine, after);
  const features = otherCard ? [] : document.features.map(featureOf);
  const reference = await readSample(engine, old, features);
  const current = await readSample(engine, fresh, features);
  assertRated([
    [before, reference],
    [after, current],
  ]);
  const drift = otherCard ? [] : driftChecks(reference, current, { features, plan });
  const tiers = tierChecks(await tierRows(engine, old, fresh), plan);
  const checks = [...drift, ...tiers.checks].map((check) => ({
    ...check,
    movedBin: movedBin(check, document),
  }));
  return {
    run: after.manifest.run,
    against: before.manifest.run,
    otherCard,
    firms: { before: reference.n, after: current.n, both: tiers.both },
    checks,
    migration: tiers.migration,
    falseAlarms: alarmsOf(reference, { features, plan }, context),
    status: worstOf([...checks.flatMap(({ status }) => status ?? []), ...(otherCard ? [UNCOMPARED] : [])]),
  };
}

/** What is not compared finds nothing, and does not pass. */
const UNCOMPARED: Status = 'NO POWER';

const tierRows = async (engine: Engine, old: string, fresh: string) => ({
  migration: await engine.rows(tierQueries.migration(old, fresh)),
  before: await engine.rows(tierQueries.tiers(old)),
  after: await engine.rows(tierQueries.tiers(fresh)),
});

const featureOf = ({ feature, bins }: EnterpriseDocument['features'][number]): DriftFeature => ({
  id: feature.id,
  points: bins.map(({ points }) => points),
});

function movedBin(
  { check, subject, moved, movedScores }: DriftCheck,
  document: EnterpriseDocument,
): string | null {
  if (movedScores !== undefined)
    return binText({ kind: 'range', lo: movedScores.from, hi: movedScores.below }, 'sum', 'en');
  const scored = document.features.find(({ feature }) => feature.id === subject);
  if (check !== 'feature' || moved === null || scored === undefined) return null;
  return binText(scored.bins[moved.bin]!, scored.feature.kind, 'en', besideOf(scored, document));
}

function alarmsOf(
  reference: RatedSample,
  options: Parameters<typeof falseAlarms>[2],
  { halves, seed }: { readonly halves: number; readonly seed: number },
): FalseAlarms | null {
  if (halves === 0) return null;
  const draws = Array.from({ length: halves }, (_, i) => random(seed, i).uniform);
  return falseAlarms(reference, draws, options);
}
