import type { ScoredFeature } from '../document/enterprise-document.js';
import { REASONS } from '../document/rating-columns.js';
import { binary, column, type Expr, greatestOf, integer, nullOf, pick, text, when } from './expr.js';
import { keep, type Stage } from './stage.js';

const mostBins = (features: readonly ScoredFeature[]): number =>
  Math.max(...features.map(({ bins }) => bins.length));

/**
 * One integer that sorts reasons: points lost first, then the feature's place; what it leaves of all features and bins names
 * its own. 0 where nothing is lost.
 */
export function reasonKey(features: readonly ScoredFeature[], place: number, bin: number): number {
  const { meanPoints, bins } = features[place]!;
  const lost = meanPoints - bins[bin]!.points;
  return lost > 0 ? (lost * features.length + (features.length - 1 - place)) * mostBins(features) + bin : 0;
}

/** The column of a reason's key, 1-based; 0 where there is no such reason. */
export const reasonKeyColumn = (position: number): string => `reason_key_${position}`;

/** The column of what a feature costs a firm, as a key. */
export const keyColumn = (feature: string): string => `k_${feature}`;

/**
 * One stage for each further reason: the largest key below the one before. Keys above 0 differ, so none is met twice.
 * The last stage leaves the features' keys behind.
 */
export function reasonStages(features: readonly ScoredFeature[], first: Stage): Stage[] {
  const keys = features.map(({ feature }) => keyColumn(feature.id));
  const stages = [first];
  for (let position = 2; position <= REASONS; position++) {
    const last = stages.at(-1)!;
    const before = column(reasonKeyColumn(position - 1));
    const below = keys.map((name) => when([[binary(column(name), '<', before), column(name)]], integer(0)));
    const through = last.columns
      .map(([name]) => name)
      .filter((name) => position < REASONS || !keys.includes(name));
    stages.push({
      name: `s${4 + position}_reason_${position}`,
      from: last.name,
      columns: [...through.map(keep), [reasonKeyColumn(position), greatestOf(below)]],
    });
  }
  return stages.slice(1);
}

/** A reason in words of the document, `feature#bin`; null where there is none. */
export function reasonText(position: number, features: readonly ScoredFeature[]): Expr {
  const key = column(reasonKeyColumn(position));
  const numbers = Array.from({ length: mostBins(features) }, (_, bin) => bin);
  const names = features
    .toReversed()
    .flatMap(({ feature }) => numbers.map((bin) => text(`${feature.id}#${bin}`)));
  const name = pick(binary(key, '%', integer(names.length)), names);
  return when([[binary(key, '>', integer(0)), name]], nullOf('text'));
}
