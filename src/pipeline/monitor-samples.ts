import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { defaultPlan, type MonitorPlan, monitorPlanSchema } from '../document/monitor-plan.js';
import { readDocument } from '../document/read-document.js';
import type { Engine } from '../engine/engine.js';
import type { ColumnData } from '../engine/read-columns.js';
import { binColumn, ratedQuery } from '../sql/monitor.js';
import type { DriftFeature, RatedSample } from '../validation/drift.js';
import type { OpenRun } from './open-run.js';

/** Shares of nobody are no shares. */
export function assertRated(samples: readonly (readonly [run: OpenRun, sample: RatedSample])[]): void {
  const empty = samples.filter(([, { n }]) => n === 0);
  if (empty.length === 0) return;
  throw new InputError(
    'NOBODY_RATED',
    'A run without rated firms has nothing to compare',
    empty.map(([{ manifest }]) => ({
      code: 'NOBODY_RATED',
      file: 'ratings.parquet',
      found: `no rated firm in run ${manifest.run}`,
      expected: 'rated firms in both runs',
    })),
  );
}

/** The plan of monitoring, whose features the card must have; the defaults without a file. */
export async function readPlan(
  path: string | undefined,
  { features }: EnterpriseDocument,
): Promise<MonitorPlan> {
  if (path === undefined) return defaultPlan;
  const { value } = await readDocument(path, monitorPlanSchema);
  const known = features.map(({ feature }) => feature.id);
  const unknown = (value.only ?? []).filter((id) => !known.includes(id));
  if (unknown.length === 0) return value;
  throw new InputError(
    'UNKNOWN_NAME',
    'The plan names features that the card does not have',
    unknown.map((found) => ({
      code: 'UNKNOWN_NAME',
      file: basename(path),
      path: 'only',
      found,
      expected: 'a feature of the card',
      ...didYouMean(found, known),
    })),
  );
}

/** The scores of the rated firms of a run, and their bins of each feature. */
export async function readSample(
  engine: Engine,
  path: string,
  features: readonly DriftFeature[],
): Promise<RatedSample> {
  const columns = await engine.columns(ratedQuery(path, features.length));
  const numbers = (name: string) => (columns.get(name) as ColumnData & { kind: 'number' }).values;
  const score = numbers('score');
  const bins = new Map(features.map(({ id }, j) => [id, Uint8Array.from(numbers(binColumn(j)))]));
  return { n: score.length, score, bins };
}
