import { inverse, Matrix } from 'ml-matrix';
import type { RejectedFeature } from '../document/enterprise-document.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { BinnedFeature } from './bin-feature.js';
import type { TrainingTable } from './training-table.js';
import { correlations, woeMatrix } from './woe-matrix.js';

/** What stays before the fit, and why the others do not. */
export interface Selection {
  /** In the spec's order. */
  readonly kept: readonly BinnedFeature[];
  readonly rejected: readonly RejectedFeature[];
}

type Limits = EnterpriseSpec['selection'];

/** What a selection is made from. */
export interface SelectionContext {
  readonly table: TrainingTable;
  readonly rows: Uint32Array;
  readonly limits: Limits;
  /** Features that IV, correlation and VIF must not reject: the last hope of their dimension. */
  readonly shielded: ReadonlySet<string>;
}

/** Checks of one feature by itself, in order; the first that fails rejects it. */
const soloChecks: readonly ((
  binned: BinnedFeature,
  limits: Limits,
) => Omit<RejectedFeature, 'feature'> | undefined)[] = [
  ({ missingShare }, { maxMissing }) =>
    missingShare > maxMissing
      ? { stage: 'missing', reason: 'too many values are missing', value: missingShare, limit: maxMissing }
      : undefined,
  ({ determination }, { maxDetermination }) =>
    determination > maxDetermination
      ? {
          stage: 'leakage',
          reason: 'settles by itself who is bad: suspected leak',
          value: determination,
          limit: maxDetermination,
        }
      : undefined,
  ({ bins }) =>
    bins.filter((bin) => bin.goods + bin.bads > 0).length < 2
      ? {
          stage: 'constant',
          reason: 'has one bin: a constant, or no cut leaves enough good and bad firms on both sides',
          value: null,
          limit: null,
        }
      : undefined,
  ({ iv }, { maxIv }) =>
    iv > maxIv
      ? {
          stage: 'leakage',
          reason: 'tells the label too well to be known beforehand: suspected leak',
          value: iv,
          limit: maxIv,
        }
      : undefined,
];

/**
 * Rejects features by missing share, constancy, suspected leakage, information value, correlation and VIF, in this order.
 * @param binned the features, binned on the training rows
 * @param context rows, limits and shielded features
 */
export function selectFeatures(binned: readonly BinnedFeature[], context: SelectionContext): Selection {
  const rejected: RejectedFeature[] = [];
  const reject = ({ feature }: BinnedFeature, why: Omit<RejectedFeature, 'feature'>) => {
    rejected.push({ feature: feature.id, ...why });
    return false;
  };
  const { limits } = context;
  const waived = (id: string) => Object.hasOwn(limits.waivers, id);
  const alone = binned.filter((entry) => {
    const why = soloChecks.map((check) => check(entry, limits)).find((found) => found !== undefined);
    if (why === undefined || (why.stage === 'leakage' && waived(entry.feature.id))) return true;
    return reject(entry, why);
  });
  const safe = (id: string) => waived(id) || context.shielded.has(id);
  const telling = alone.filter(
    (entry) =>
      entry.iv >= limits.minIv ||
      safe(entry.feature.id) ||
      reject(entry, { stage: 'iv', reason: 'tells too little', value: entry.iv, limit: limits.minIv }),
  );
  const apart = dropCorrelated(telling, { ...context, safe, reject });
  return { kept: dropInflated(apart, { ...context, safe, reject }), rejected };
}

interface JointContext extends SelectionContext {
  readonly safe: (id: string) => boolean;
  readonly reject: (binned: BinnedFeature, why: Omit<RejectedFeature, 'feature'>) => boolean;
}

/** From the most telling feature down, drops each that correlates too much with one kept before. */
function dropCorrelated(binned: readonly BinnedFeature[], context: JointContext): BinnedFeature[] {
  const { table, rows, limits, safe, reject } = context;
  const matrix = correlations(woeMatrix(binned, table, rows), rows.length, binned.length);
  const rank = (i: number) => (safe(binned[i]!.feature.id) ? 1000 : 0) + binned[i]!.iv;
  const order = [...binned.keys()].sort((a, b) => rank(b) - rank(a) || a - b);
  const kept: number[] = [];
  for (const i of order) {
    const twin = kept.find((other) => Math.abs(matrix[i]![other]!) > limits.maxCorrelation);
    if (twin === undefined || safe(binned[i]!.feature.id)) kept.push(i);
    else {
      const reason = `correlates with ${binned[twin]!.feature.id}, which tells more`;
      reject(binned[i]!, {
        stage: 'correlation',
        reason,
        value: matrix[i]![twin]!,
        limit: limits.maxCorrelation,
      });
    }
  }
  return kept.sort((a, b) => a - b).map((i) => binned[i]!);
}

/** Drops the feature with the largest variance inflation until none is above the limit. */
function dropInflated(binned: readonly BinnedFeature[], context: JointContext): BinnedFeature[] {
  const { table, rows, limits, safe, reject } = context;
  let kept = [...binned];
  for (;;) {
    const vif = varianceInflation(woeMatrix(kept, table, rows), rows.length, kept.length);
    const worst = [...vif.keys()]
      .filter((i) => vif[i]! > limits.maxVif && !safe(kept[i]!.feature.id))
      .sort((a, b) => vif[b]! - vif[a]!)[0];
    if (worst === undefined) return kept;
    const dropped = kept[worst]!;
    reject(dropped, {
      stage: 'vif',
      reason: 'is a mixture of the others',
      value: vif[worst]!,
      limit: limits.maxVif,
    });
    kept = kept.filter((entry) => entry !== dropped);
  }
}

/**
 * VIF_j = 1 / (1 − R²_j), the diagonal of the inverse correlation matrix.
 * @param x row-major columns
 * @source Marquardt (1970)
 */
export function varianceInflation(x: Float64Array, rows: number, columns: number): number[] {
  if (columns < 2) return new Array<number>(columns).fill(1);
  return inverse(new Matrix(correlations(x, rows, columns))).diagonal();
}
