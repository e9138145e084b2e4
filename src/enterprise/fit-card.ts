import { DocumentError, InputError } from '../core/errors.js';
import type { RejectedFeature } from '../document/enterprise-document.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { type BinnedFeature, binFeature } from './bin-feature.js';
import { fitLogistic, type LogisticData, type LogisticFit } from './logistic.js';
import { selectFeatures } from './select-features.js';
import type { TrainingTable } from './training-table.js';
import { woeMatrix } from './woe-matrix.js';

/** A fitted scorecard before calibration and points. */
export interface Card {
  readonly features: readonly BinnedFeature[];
  readonly fit: LogisticFit;
  readonly rejected: readonly RejectedFeature[];
  /** Weighted share of bads in the training rows. */
  readonly badShare: number;
  /** What the regression was fitted on. */
  readonly data: LogisticData;
}

/** What a card is fitted on. */
export interface FitOptions {
  readonly spec: EnterpriseSpec;
  readonly table: TrainingTable;
  readonly rows: Uint32Array;
}

/**
 * Bins, selects and fits: features → WOE → logistic regression in which every coefficient is positive, so that a
 * worse bin never earns points. Each dimension keeps at least its best sign-correct feature.
 * @throws InputError ONE_CLASS when the rows hold only goods or only bads
 * @throws DocumentError DIMENSION_EMPTY when a dimension that the spec does not waive ends up without a feature
 */
export function fitCard({ spec, table, rows }: FitOptions): Card {
  assertTwoClasses(table, rows);
  const binned = spec.features.map((feature) => binFeature(feature, table, { rows, binning: spec.binning }));
  const shielded = new Set<string>();
  for (;;) {
    const selection = selectFeatures(binned, { table, rows, limits: spec.selection, shielded });
    const card = fitWithSigns(selection.kept, selection.rejected, { spec, table, rows });
    const hope = nextHope(spec, binned, { card, shielded });
    if (hope === undefined) return card;
    shielded.add(hope);
  }
}

function assertTwoClasses({ bad }: TrainingTable, rows: Uint32Array): void {
  const bads = rows.reduce((sum, row) => sum + bad[row]!, 0);
  if (bads > 0 && bads < rows.length) return;
  throw new InputError('ONE_CLASS', 'The training rows hold one class only', [
    { code: 'ONE_CLASS', found: `${rows.length - bads} good and ${bads} bad firms`, expected: 'both kinds' },
  ]);
}

/** Fits, and drops the most wrongly signed feature until every coefficient is positive. */
function fitWithSigns(
  kept: readonly BinnedFeature[],
  rejected: readonly RejectedFeature[],
  { spec, table, rows }: FitOptions,
): Card {
  let features = [...kept];
  const dropped = [...rejected];
  const y = Uint8Array.from(rows, (row) => table.bad[row]!);
  const weight = Float64Array.from(rows, (row) => table.weightMillionths[row]! / 1e6);
  for (;;) {
    const data = {
      x: woeMatrix(features, table, rows),
      rows: rows.length,
      columns: features.length,
      y,
      weight,
    };
    const fit = fitLogistic(data, { l2: spec.fit.l2 });
    const wrong = worstFeature(features, fit);
    if (wrong === undefined) return { features, fit, rejected: dropped, badShare: shareOfBad(data), data };
    dropped.push(wrong.why);
    features = features.filter((_entry, j) => j !== wrong.at);
  }
}

function shareOfBad({ y, weight }: LogisticData): number {
  const all = weight!.reduce((sum, w) => sum + w, 0);
  return weight!.reduce((sum, w, i) => sum + w * y[i]!, 0) / all;
}

function worstFeature(
  features: readonly BinnedFeature[],
  { coefficients, standardErrors, separated }: LogisticFit,
): { readonly at: number; readonly why: RejectedFeature } | undefined {
  const runaway = separated[0];
  if (runaway !== undefined) {
    const feature = features[runaway]!.feature.id;
    const reason = 'separates good from bad: the likelihood has no finite maximum';
    return {
      at: runaway,
      why: { feature, stage: 'separation', reason, value: coefficients[runaway]!, limit: null },
    };
  }
  const z = coefficients.map((b, j) => b / (standardErrors[j + 1] ?? 1));
  const at = [...z.keys()].filter((j) => coefficients[j]! <= 0).sort((a, b) => z[a]! - z[b]!)[0];
  if (at === undefined) return undefined;
  const feature = features[at]!.feature.id;
  const reason = 'has the wrong sign beside the others: a worse bin would earn points';
  return { at, why: { feature, stage: 'sign', reason, value: coefficients[at]!, limit: 0 } };
}

/**
 * The best feature of an empty dimension that was turned away only for telling little or overlapping: it gets a shield
 * and another try. Undefined when no dimension is empty, or when what is empty is waived.
 */
function nextHope(
  { dimensions }: EnterpriseSpec,
  binned: readonly BinnedFeature[],
  { card, shielded }: { readonly card: Card; readonly shielded: ReadonlySet<string> },
): string | undefined {
  const filled = new Set(card.features.map(({ feature }) => feature.dimension));
  const soft = new Set(
    card.rejected
      .filter(({ stage }) => ['iv', 'correlation', 'vif'].includes(stage))
      .map(({ feature }) => feature),
  );
  for (const { id, waiver } of dimensions) {
    if (filled.has(id)) continue;
    const hopes = binned
      .filter(({ feature }) => feature.dimension === id && soft.has(feature.id) && !shielded.has(feature.id))
      .sort((a, b) => b.iv - a.iv);
    if (hopes[0] !== undefined && waiver === undefined) return hopes[0].feature.id;
    if (waiver === undefined) throw dimensionEmpty(id, card.rejected, binned);
  }
  return undefined;
}

function dimensionEmpty(
  id: string,
  rejected: readonly RejectedFeature[],
  binned: readonly BinnedFeature[],
): DocumentError {
  const own = new Set(
    binned.filter(({ feature }) => feature.dimension === id).map(({ feature }) => feature.id),
  );
  const problems = rejected
    .filter(({ feature }) => own.has(feature))
    .map(({ feature, stage, reason }) => ({
      code: 'DIMENSION_EMPTY',
      file: 'enterprise.spec.json',
      path: `dimensions.${id}`,
      found: `${feature}: ${stage}, ${reason}`,
      hint: 'give the dimension a better feature, or waive it in writing',
    }));
  return new DocumentError('DIMENSION_EMPTY', `No feature of dimension ${id} can stay`, problems);
}

/**
 * The card's linear predictor, ln(odds of bad), of given rows.
 * @param card the card
 * @param table firms
 * @param rows the rows, in order
 */
export function logitsOf({ features, fit }: Card, table: TrainingTable, rows: Uint32Array): Float64Array {
  const x = woeMatrix(features, table, rows);
  const width = features.length;
  return Float64Array.from({ length: rows.length }, (_, i) =>
    fit.coefficients.reduce((sum, b, j) => sum + b * x[i * width + j]!, fit.intercept),
  );
}
