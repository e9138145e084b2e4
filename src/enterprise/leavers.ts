import { sum } from '../core/numbers.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { GroupedData } from './grouped-likelihood.js';
import type { LogisticData } from './logistic.js';
import type { LogisticFit } from './logistic-fit.js';
import type { CandidateFeature } from './select-features.js';
import { MANY } from './separation.js';

/** A column that leaves, by its place. */
export interface Leaver {
  readonly at: number;
  readonly why: RejectedFeature;
}

interface Made {
  readonly features: readonly CandidateFeature[];
  readonly data: LogisticData | GroupedData;
  readonly fit: LogisticFit;
}

/**
 * Columns that cannot stay: those that separate by themselves; the weakest of those that do only together; the weakest of many that separate only together; all that the bound holds.
 * @param made the fit, its columns and rows
 * @param spec how it was fitted
 * @source Albert & Anderson (1984) for separation; Peduzzi et al. (1996) for events to a coefficient
 */
export function leavers(made: Made, spec: EnterpriseSpec): Leaver[] {
  const { features, fit } = made;
  const idOf = (at: number) => features[at]!.feature.id;
  if (fit.apart) return weakest(made, spec.selection.eventsPerFeature);
  if (fit.separated.length > 0 && spec.fit.method === 'ml') return separating(made);
  const flat = spec.fit.nonNegative ? fit.bound : [];
  return flat.map((at) => ({
    at,
    why: {
      feature: idOf(at),
      stage: 'sign',
      reason: 'has the wrong sign beside the others, where a worse bin would earn points: held at 0',
      value: null,
      limit: 0,
    },
  }));
}

const KEPT_BY = 'no finite maximum; fit.method firth, or fit.l2, would keep it';

/** Columns that separate by themselves leave first: what only ran away beside them may stay. Of those that do together, the weakest. */
function separating({ features, fit }: Made): Leaver[] {
  const alone = fit.separated.filter((at) => isApart(features[at]!));
  const [weakest] = fit.separated.toSorted((a, b) => features[a]!.iv - features[b]!.iv);
  const isTogether = alone.length === 0 && fit.separated.length > 1;
  const reason = isTogether
    ? `separates good from bad together with others, of which it tells least: ${KEPT_BY}`
    : `separates good from bad: ${KEPT_BY}`;
  return (alone.length > 0 ? alone : [weakest!]).map((at) => {
    const feature = features[at]!.feature.id;
    return { at, why: { feature, stage: 'separation', reason, value: fit.coefficients[at]!, limit: null } };
  });
}

/** Whether at most one bin of a feature has goods and bads: the others settle who is bad. */
const isApart = ({ bins }: CandidateFeature): boolean =>
  bins.filter(({ goods, bads }) => goods > 0 && bads > 0).length <= 1;

/**
 * Of many columns that only together tell good from bad in every row, those with the smallest information values: as many stay as
 * bads, or goods, allow at so many to each; where that is still too many, twenty. The best of each dimension stays.
 */
function weakest({ features, data: { y } }: Made, eventsEach: number): Leaver[] {
  const bads = sum(y);
  const allowed = Math.floor(Math.min(bads, y.length - bads) / eventsEach);
  const most = allowed < features.length ? Math.max(MANY, allowed) : MANY;
  const byStrength = features.map((_feature, at) => at).sort((a, b) => features[b]!.iv - features[a]!.iv);
  const dimensionOf = (at: number) => features[at]!.feature.dimension;
  const best = byStrength.filter((at, i) =>
    byStrength.slice(0, i).every((other) => dimensionOf(other) !== dimensionOf(at)),
  );
  const stay = new Set([...new Set([...best, ...byStrength])].slice(0, most));
  const limit = Math.min(...[...stay].map((at) => features[at]!.iv));
  const reason = `one of ${features.length} that only together tell all bads from all goods: the ${stay.size} strongest stay, ${eventsEach} bads or goods to each if there are so many; fit.method firth, or fit.l2, would keep it`;
  return byStrength
    .filter((at) => !stay.has(at))
    .map((at) => {
      const { feature, iv } = features[at]!;
      return { at, why: { feature: feature.id, stage: 'separation', reason, value: iv, limit } };
    });
}
