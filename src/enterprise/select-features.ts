import { type RejectedFeature, waivableStages } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { BinnedFeature } from './binned-feature.js';
import { soloChecks } from './solo-checks.js';
import { varianceInflation } from './variance-inflation.js';
import { woeCorrelations } from './woe-matrix.js';

/** A binned feature with what its cells tell of the label source. */
export interface CandidateFeature extends BinnedFeature {
  /** λ on the label source among goods or among bads, whichever is larger; null where of neither kind 30 lie outside its largest source. */
  readonly sourceDetermination: number | null;
}

/** What stays before the fit, and why the others do not. */
export interface Selection {
  /** In the spec's order. */
  readonly kept: readonly CandidateFeature[];
  readonly rejected: readonly RejectedFeature[];
  /** Correlations of the WOE columns of those kept. */
  readonly correlations: readonly (readonly number[])[];
}

/** What a selection is made from. */
export interface SelectionContext {
  readonly rows: Uint32Array;
  readonly limits: EnterpriseSpec['selection'];
  /** Features that IV, correlation and VIF must not reject: the last hope of their dimension. */
  readonly shielded: ReadonlySet<string>;
}

/**
 * Rejects features by missing share, suspected leakage, direction, constancy, information value, correlation and VIF, in
 * this order.
 * @param binned the features, binned on the training rows
 * @param context rows, limits and shielded features
 */
export function selectFeatures(binned: readonly CandidateFeature[], context: SelectionContext): Selection {
  const rejected: RejectedFeature[] = [];
  const reject = ({ feature }: CandidateFeature, why: Omit<RejectedFeature, 'feature'>) => {
    rejected.push({ feature: feature.id, ...why });
    return false;
  };
  const { limits } = context;
  const waived = (id: string) => Object.hasOwn(limits.waivers, id);
  const alone = binned.filter((entry) => {
    const found = soloChecks.map((check) => check(entry, limits)).filter((why) => why !== undefined);
    const why = found.find(({ stage }) => !(waivableStages.includes(stage) && waived(entry.feature.id)));
    return why === undefined || reject(entry, why);
  });
  const safe = (id: string) => waived(id) || context.shielded.has(id);
  const telling = alone.filter(
    (entry) =>
      entry.iv >= limits.minIv ||
      safe(entry.feature.id) ||
      reject(entry, { stage: 'iv', reason: 'tells too little', value: entry.iv, limit: limits.minIv }),
  );
  const { rows } = context;
  const matrix = woeCorrelations(telling, rows);
  const joint = { binned: telling, matrix, limits, safe, reject };
  const apart = dropCorrelated(joint);
  const kept = dropInflated(apart, joint);
  const own = kept.map((i) => kept.map((j) => matrix[i]![j]!));
  return { kept: kept.map((i) => telling[i]!), rejected, correlations: own };
}

interface JointContext {
  readonly binned: readonly CandidateFeature[];
  readonly matrix: readonly (readonly number[])[];
  readonly limits: SelectionContext['limits'];
  readonly safe: (id: string) => boolean;
  readonly reject: (binned: CandidateFeature, why: Omit<RejectedFeature, 'feature'>) => boolean;
}

/** From the most telling feature down, drops each that correlates too much with one kept before. */
function dropCorrelated({ binned, matrix, limits, safe, reject }: JointContext): number[] {
  const rank = (i: number) => (safe(binned[i]!.feature.id) ? 1000 : 0) + binned[i]!.iv;
  const order = [...binned.keys()].sort((a, b) => rank(b) - rank(a) || a - b);
  const kept: number[] = [];
  for (const i of order) {
    const twin = kept.find((other) => Math.abs(matrix[i]![other]!) > limits.maxCorrelation);
    if (twin === undefined || safe(binned[i]!.feature.id)) kept.push(i);
    else {
      const { id } = binned[twin]!.feature;
      const reason = `correlates with ${id}, which tells more`;
      const value = matrix[i]![twin]!;
      reject(binned[i]!, { stage: 'correlation', reason, twin: id, value, limit: limits.maxCorrelation });
    }
  }
  return kept.sort((a, b) => a - b);
}

/** Drops the feature with the largest variance inflation (the least telling of equals) until none is above the limit. */
function dropInflated(apart: readonly number[], context: JointContext): number[] {
  const { binned, matrix, limits, safe, reject } = context;
  let kept = [...apart];
  for (;;) {
    const vif = varianceInflation(kept.map((i) => kept.map((j) => matrix[i]![j]!)));
    const worst = [...kept.keys()]
      .filter((place) => vif[place]! > limits.maxVif && !safe(binned[kept[place]!]!.feature.id))
      .sort((a, b) => vif[b]! - vif[a]! || binned[kept[a]!]!.iv - binned[kept[b]!]!.iv)[0];
    if (worst === undefined) return kept;
    const value = Number.isFinite(vif[worst]!) ? vif[worst]! : null;
    reject(binned[kept[worst]!]!, {
      stage: 'vif',
      reason: 'is a mixture of the others',
      value,
      limit: limits.maxVif,
    });
    kept = kept.filter((_i, place) => place !== worst);
  }
}
