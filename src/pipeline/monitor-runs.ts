import { join } from 'node:path';
import { random } from '../core/random.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import type { MonitorPlan } from '../document/monitor-plan.js';
import { readDocument } from '../document/read-document.js';
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
import { assertRated, assertSameCard, readPlan, readSample } from './monitor-samples.js';
import { type OpenRun, openRun } from './open-run.js';
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

/** A check with the bin that moved most in words; null where none moved, and for what has no bins of the card. */
export interface MonitorCheck extends DriftCheck {
  readonly movedBin: string | null;
}

/** Whether a new run drifted. */
export interface Monitoring {
  readonly run: string;
  readonly against: string;
  /** Rated firms of the reference, the new run, and both. */
  readonly firms: { readonly before: number; readonly after: number; readonly both: number };
  readonly checks: readonly MonitorCheck[];
  readonly migration: readonly (readonly number[])[];
  readonly falseAlarms: FalseAlarms | null;
  readonly status: Status;
}

/**
 * Holds a run against an earlier one: stability of score and features, migration between tiers, concentration, overrides.
 * @param study the study of both runs
 * @throws InputError UNKNOWN_RUN, NOBODY_RATED; DocumentError OTHER_MODEL when the runs were rated by different cards
 */
export async function monitorRuns(study: Study, options: MonitorOptions): Promise<Monitoring> {
  const [before, after] = [
    await openRun(study, options.against, '--against'),
    await openRun(study, options.run),
  ];
  assertSameCard(before, after);
  const document = (await readDocument(join(after.folder, 'enterprise.json'), enterpriseDocumentSchema))
    .value;
  const plan = await readPlan(options.plan, document);
  const halves = options.halves ?? 0;
  return withEngine(study.out, (engine) =>
    compareRuns(engine, { before, after, document, plan, halves, seed: study.seed }),
  );
}

interface Comparing {
  readonly before: OpenRun;
  readonly after: OpenRun;
  readonly document: EnterpriseDocument;
  readonly plan: MonitorPlan;
  readonly halves: number;
  readonly seed: number;
}

async function compareRuns(engine: Engine, context: Comparing): Promise<Monitoring> {
  const { before, after, document, plan } = context;
  const old = await sealedRatings(engine, before);
  const fresh = await sealedRatings(engine, after);
  const features = document.features.map(featureOf);
  const reference = await readSample(engine, old, features);
  const current = await readSample(engine, fresh, features);
  assertRated([
    [before, reference],
    [after, current],
  ]);
  const drift = driftChecks(reference, current, { features, plan });
  const tierRows = {
    migration: await engine.rows(tierQueries.migration(old, fresh)),
    before: await engine.rows(tierQueries.tiers(old)),
    after: await engine.rows(tierQueries.tiers(fresh)),
  };
  const tiers = tierChecks(tierRows, plan);
  const checks = [...drift, ...tiers.checks].map((check) => ({
    ...check,
    movedBin: movedBin(check, document),
  }));
  return {
    run: after.manifest.run,
    against: before.manifest.run,
    firms: { before: reference.n, after: current.n, both: tiers.both },
    checks,
    migration: tiers.migration,
    falseAlarms: alarmsOf(reference, { features, plan }, context),
    status: worstOf(checks.flatMap(({ status }) => status ?? [])),
  };
}

const featureOf = ({ feature, bins }: EnterpriseDocument['features'][number]): DriftFeature => ({
  id: feature.id,
  points: bins.map(({ points }) => points),
});

function movedBin({ check, subject, moved }: DriftCheck, document: EnterpriseDocument): string | null {
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
