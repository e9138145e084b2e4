import { DocumentError } from '../core/errors.js';
import { normalQuantile } from '../core/normal.js';
import { roundHalfAwayFromZero, sum } from '../core/numbers.js';
import type { Bin } from '../document/bin.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Feature } from '../document/feature.js';
import { fixedBins } from './bin-shape.js';
import type { BinnedFeature } from './binned-feature.js';
import { type Cells, cutCells } from './cells.js';
import { type ExpertView, expertWeights } from './expert-prior.js';
import { noFeatures } from './no-features.js';
import { sampleRows } from './prebins.js';
import type { TrainingTable } from './training-table.js';

/** A card made of expert weights alone. */
export interface LabelFreeCard {
  readonly features: readonly BinnedFeature[];
  readonly weights: readonly number[];
  readonly basePoints: number;
  readonly rejected: readonly RejectedFeature[];
}

/**
 * A card without labels: quantile bins, the value of a bin Φ⁻¹ of its mid-rank times the declared direction (higher is worse),
 * points in proportion to the experts' weights. Missing and special values stand in the middle, or are the worst bin's. The base
 * puts the firms' mean score in the middle of the scale.
 * @param spec the spec; features that are `either` or a category have no declared direction and stay out
 * @param table every firm that is not too thin
 * @param view what the experts said
 * @throws DocumentError DIMENSION_EMPTY when nothing is left of a dimension that the spec does not waive; NO_FEATURES when every
 * dimension is waived and none has one
 * @source van der Waerden (1952) for normal scores of ranks
 */
export function labelFreeCard(spec: EnterpriseSpec, table: TrainingTable, view: ExpertView): LabelFreeCard {
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const sample = sampleRows(rows, table.sampleKey);
  const rejected: RejectedFeature[] = [];
  const turnAway = (feature: Feature, stage: 'direction' | 'missing' | 'constant', reason: string) => {
    rejected.push({ feature: feature.id, stage, reason, value: null, limit: null });
    return [];
  };
  const valued = spec.features.flatMap((feature): BinnedFeature[] => {
    if (feature.better === 'either' || feature.kind === 'category')
      return turnAway(feature, 'direction', 'no declared direction, and no label to learn one from');
    const cells = cutCells(feature, table, {
      sample,
      binning: { ...spec.binning, prebins: spec.binning.maxBins },
    });
    const binned = valueBins(cells, rows, spec);
    if (binned.missingShare > spec.selection.maxMissing)
      return turnAway(feature, 'missing', 'too many values are missing');
    if (cells.shapes.length - fixedBins(cells.shapes) < 2)
      return turnAway(feature, 'constant', 'has one value only');
    return [binned];
  });
  assertFilled(spec, valued);
  if (valued.length === 0) throw noFeatures(rejected);
  const weights = expertWeights(view, valued);
  const { mean, deviation } = spreadOf(valued, weights, table.rows);
  const factor = spec.scale.pointsPerDeviation / deviation;
  const features = valued.map((each, j) => ({
    ...each,
    bins: each.bins.map((bin) => ({
      ...bin,
      points: roundHalfAwayFromZero(-factor * weights[j]! * bin.woe),
    })),
  }));
  const basePoints = roundHalfAwayFromZero(spec.scale.middle + factor * mean);
  return { features, weights, basePoints, rejected };
}

/** Each cell is a bin, worth Φ⁻¹ of its mid-rank among the values that are there. */
function valueBins(cells: Cells, rows: Uint32Array, { binning }: EnterpriseSpec): BinnedFeature {
  const { feature, shapes, codes } = cells;
  const fixed = fixedBins(shapes);
  const counts = new Array<number>(shapes.length).fill(0);
  for (const row of rows) counts[codes[row]!]!++;
  const present = sum(counts.slice(fixed));
  const sign = feature.better === 'higher' ? -1 : 1;
  let below = 0;
  const values = counts.slice(fixed).map((n) => {
    const rank = (below + n / 2) / present;
    below += n;
    return n === 0 ? 0 : sign * normalQuantile(rank);
  });
  const away = binning.missing === 'worst' ? Math.max(0, ...values) : 0;
  const bins = shapes.map((shape, i) => {
    const woe = i < fixed ? away : values[i - fixed]!;
    return { ...shape, points: 0, woe, iv: 0, goods: 0, bads: 0 } as Bin;
  });
  return {
    feature,
    cells,
    bins,
    binOfCell: Uint16Array.from(shapes.keys()),
    units: [...shapes.keys()].map((cell) => [cell]),
    iv: 0,
    missingShare: counts[0]! / rows.length,
    determination: 0,
    trend: feature.better === 'higher' ? 'descending' : 'ascending',
    directedIv: 0,
    contraryIv: null,
  };
}

/** Mean and standard deviation over the firms of the weighted values; a deviation of 1 where they are all alike. */
function spreadOf(features: readonly BinnedFeature[], weights: readonly number[], rows: number) {
  const total = new Float64Array(rows);
  features.forEach(({ cells, binOfCell, bins }, j) => {
    const values = Float64Array.from(binOfCell, (bin) => weights[j]! * bins[bin]!.woe);
    for (let row = 0; row < rows; row++) total[row]! += values[cells.codes[row]!]!;
  });
  const mean = sum(total) / rows;
  const deviation = Math.sqrt(total.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows) || 1;
  return { mean, deviation };
}

function assertFilled({ dimensions }: EnterpriseSpec, features: readonly BinnedFeature[]): void {
  const filled = new Set(features.map(({ feature }) => feature.dimension));
  const empty = dimensions.filter(({ id, waiver }) => !filled.has(id) && waiver === undefined);
  if (empty.length === 0) return;
  const problems = empty.map(({ id }) => ({
    code: 'DIMENSION_EMPTY',
    file: 'enterprise.spec.json',
    path: `dimensions.${id}`,
    expected: 'a feature with a declared direction, or a waiver in writing',
  }));
  throw new DocumentError('DIMENSION_EMPTY', 'No feature of a dimension can stay', problems);
}
