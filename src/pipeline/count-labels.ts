import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { TrainingEvidence } from '../document/training-evidence.js';
import type { Engine } from '../engine/engine.js';
import { labelCounts } from '../sql/labelled-firms.js';
import { wrongWeights } from './check-sample.js';
import type { LabelSource } from './training-contract.js';
import { TRAINING } from './training-data.js';

/** How many firms each reason left out of training, and goods and bads by source. */
export interface LabelCounts extends Pick<TrainingEvidence, 'excluded' | 'sources'> {
  /** Goods and bads by the company table alone, and how many of them an outcome contradicted. */
  readonly before: { readonly goods: number; readonly bads: number };
  readonly changed: number;
  /** Firms of the company table with a mature outcome, those that are left out too. */
  readonly matured: number;
  readonly maturedBad: number;
}

/** Counts every firm of the training table once. */
export async function countLabels(
  engine: Engine,
  { spec, sources: named }: { readonly spec: EnterpriseSpec; readonly sources: readonly LabelSource[] },
): Promise<LabelCounts> {
  const rows = await labelRows(engine);
  const excluded: Record<string, number> = {};
  const sources = named.map(({ id, weight }) => ({ id, goods: 0, bads: 0, weight }));
  for (const row of rows) {
    const reason = reasonLeftOut(row);
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + row.n;
    else sources[row.source]![row.bad === 1 ? 'bads' : 'goods'] += row.n;
  }
  const firms = (wanted: (row: LabelRow) => boolean) =>
    rows.filter(wanted).reduce((sum, { n }) => sum + n, 0);
  const outcomes = spec.label?.sources.length ?? 0;
  const fromOutcome = ({ source }: LabelRow) => source === outcomes;
  return {
    excluded,
    sources,
    before: {
      goods: firms(({ wasGood, wasBad }) => wasGood === 1 && wasBad === 0),
      bads: firms(({ wasGood, wasBad }) => wasBad === 1 && wasGood === 0),
    },
    changed: firms((row) => fromOutcome(row) && row.wasBad + row.wasGood === 1 && row.wasBad !== row.bad),
    matured: firms(fromOutcome),
    maturedBad: firms((row) => fromOutcome(row) && row.bad === 1),
  };
}

/** Firms that are alike in label, exclusion, weight, thinness and source; each a flag but the source's place (−1 for none). */
export interface LabelRow {
  readonly bad: number;
  readonly good: number;
  readonly excluded: number;
  /** A sample weight of 0. */
  readonly weightless: number;
  readonly thin: number;
  readonly source: number;
  /** By the company table alone. */
  readonly wasBad: number;
  readonly wasGood: number;
  /** How many. */
  readonly n: number;
}

/** Counts every firm of the training view by label, exclusion, weight, thinness and source. */
export async function labelRows(engine: Engine): Promise<LabelRow[]> {
  return (await engine.rows(labelCounts(TRAINING))).map((row) => ({
    bad: Number(row.is_bad_firm),
    good: Number(row.is_good_firm),
    excluded: Number(row.is_excluded),
    weightless: Number(row.is_weightless),
    thin: Number(row.is_thin),
    source: Number(row.source_no),
    wasBad: Number(row.was_bad_firm),
    wasGood: Number(row.was_good_firm),
    n: Number(row.n),
  }));
}

/**
 * Refuses labelled firms that all weigh nothing.
 * @param column of sample weights; undefined: none
 * @throws InputError RANGE
 */
export async function assertWeighed(engine: Engine, column: string | undefined): Promise<void> {
  if (column === undefined) return;
  const reasons = (await labelRows(engine)).map(reasonLeftOut);
  if (reasons.includes('weight 0') && !reasons.includes(undefined))
    throw wrongWeights(column, '0 everywhere');
}

/** Why a firm is left out of training; undefined when it is not. */
export function reasonLeftOut(row: LabelRow): string | undefined {
  const { bad, good, excluded, weightless, thin, source } = row;
  if (bad + good === 0) return 'unlabelled';
  if (bad + good === 2) return 'good and bad';
  if (excluded === 1) return 'excluded';
  if (weightless === 1) return 'weight 0';
  if (thin === 1) return 'too thin';
  return source < 0 ? 'no source' : undefined;
}
