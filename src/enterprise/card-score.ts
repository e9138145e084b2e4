import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import { tierOf } from './tiers.js';

/** What one feature's bin says of a company. */
export interface BinReading {
  readonly id: string;
  /** Number of the bin it fell into. */
  readonly bin: number;
  readonly points: number;
  /** Points above the population's mean; below 0 they are lost. */
  readonly gain: number;
}

/** What a card makes of a company's bins. */
export interface CardScore {
  readonly rawScore: number;
  /** 0..1000. */
  readonly score: number;
  /** 1..15. */
  readonly tier: number;
  /** Parts per million; null for a label-free card. */
  readonly pdPpm: number | null;
  /** 0..100 by dimension; null where nothing can differ. */
  readonly dimensions: Readonly<Record<string, number | null>>;
}

/**
 * Makes a function that adds up the bins of a company: score, tier, pd, dimensions.
 * @param enterprise the card
 * @returns takes a reading of each feature, in the document's order
 */
export function cardScorer(enterprise: EnterpriseDocument): (read: readonly BinReading[]) => CardScore {
  const { features, dimensions, basePoints, tiers, pdByScore } = enterprise;
  const floors = tiers.map(({ floor }) => floor);
  const scales = dimensions.map(({ id }) => dimensionScale(features, id));
  return (read) => {
    const rawScore = read.reduce((sum, { points }) => sum + points, basePoints);
    const score = Math.min(1000, Math.max(0, rawScore));
    return {
      rawScore,
      score,
      tier: tierOf(score, floors),
      pdPpm: pdByScore === null ? null : pdByScore[score]!,
      dimensions: Object.fromEntries(scales.map((scale) => [scale.id, scale.of(read)])),
    };
  };
}

/** round(100 (points − least) / (most − least)) of a dimension, half away from zero, in integers. */
function dimensionScale(features: readonly ScoredFeature[], id: string) {
  const places = [...features.keys()].filter((j) => features[j]!.feature.dimension === id);
  const ends = places.map((j) => features[j]!.bins.map(({ points }) => points));
  const least = ends.reduce((sum, points) => sum + Math.min(...points), 0);
  const range = ends.reduce((sum, points) => sum + Math.max(...points), 0) - least;
  return {
    id,
    of(read: readonly BinReading[]): number | null {
      if (range === 0) return null;
      const points = places.reduce((sum, j) => sum + read[j]!.points, 0);
      return Math.floor((200 * (points - least) + range) / (2 * range));
    },
  };
}
