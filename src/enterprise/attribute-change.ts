import type { Texts } from '../document/common.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Rating } from './rate-company.js';

/** What one feature added to a change of the raw score. */
export interface FeatureChange {
  readonly feature: string;
  /** As the card of now names it, or that of then where it has the feature no more. */
  readonly name: Texts;
  /** Points then and now; 0 where the card of that time did not have the feature. */
  readonly before: number;
  readonly after: number;
  readonly change: number;
  /** Bin numbers in the card of that time; null where it did not have the feature. */
  readonly binBefore: number | null;
  readonly binAfter: number | null;
}

/** Where a change of the raw score comes from; the parts add up exactly. */
export interface ScoreChange {
  readonly before: number;
  readonly after: number;
  /** Change of the base points, when the card was fitted anew. */
  readonly base: number;
  /** Largest change first; features that changed nothing are left out. */
  readonly features: readonly FeatureChange[];
}

/**
 * The exact additive attribution of a change: base points and each feature's points, old to new.
 * @param bins the firm's bins then, one for each feature of the old document
 * @param old the document of that time
 * @param rating the rating now
 * @param document the document now
 */
export function attributeChange(
  bins: readonly number[],
  old: EnterpriseDocument,
  { rating, document }: { readonly rating: Rating; readonly document: EnterpriseDocument },
): ScoreChange {
  const then = new Map(
    old.features.map(({ feature, bins: all }, j) => [
      feature.id,
      { bin: bins[j]!, points: all[bins[j]!]!.points },
    ]),
  );
  const names = new Map(
    [...old.features, ...document.features].map(({ feature }) => [feature.id, feature.name]),
  );
  const now = new Map(rating.features.map(({ id, bin, points }) => [id, { bin, points }]));
  const features = [...new Set([...then.keys(), ...now.keys()])].map((feature): FeatureChange => {
    const [a, b] = [then.get(feature), now.get(feature)];
    const [before, after] = [a?.points ?? 0, b?.points ?? 0];
    return {
      feature,
      name: names.get(feature)!,
      before,
      after,
      change: after - before,
      binBefore: a?.bin ?? null,
      binAfter: b?.bin ?? null,
    };
  });
  const before = [...then.values()].reduce((sum, { points }) => sum + points, old.basePoints);
  return {
    before,
    after: rating.rawScore,
    base: document.basePoints - old.basePoints,
    features: features
      .filter(({ change }) => change !== 0)
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || (a.feature < b.feature ? -1 : 1)),
  };
}
