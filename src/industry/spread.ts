import type { ExpertNode } from './expert.js';
import type { Comparisons } from './matrix.js';
import type { ExpertWeights } from './panel.js';

/** One judged pair of a node as a lognormal variable: ln a_ij ~ N(mean, sd²). */
export interface UncertainPair {
  readonly left: number;
  readonly right: number;
  readonly mean: number;
  readonly sd: number;
}

/**
 * The uncertainty of each aggregated judgement: its mean is the group's, its spread that of the experts' logarithms
 * (weighted); a pair that one expert judged is uncertain by half a step of the scale. Pairs stand in the order of the items, whatever
 * that of the judgements: draws go by it.
 * @param group the aggregated matrix as judged
 * @param voices the experts of the node
 * @param weights their effective weights
 */
export function uncertainPairs(
  group: Comparisons,
  voices: readonly ExpertNode[],
  weights: ExpertWeights,
): UncertainPair[] {
  const sums = new Map<string, { weight: number; square: number; experts: number }>();
  for (const { expert, pairs } of voices) {
    const weight = weights.get(expert)!;
    if (weight === 0) continue;
    for (const { left, right, value } of pairs) {
      const key = `${left} ${right}`;
      const deviation = Math.log(value) - Math.log(group[left]![right]!);
      const sum = sums.get(key) ?? { weight: 0, square: 0, experts: 0 };
      sums.set(key, {
        weight: sum.weight + weight,
        square: sum.square + weight * deviation * deviation,
        experts: sum.experts + 1,
      });
    }
  }
  const pairs = [...sums].map(([key, { weight, square, experts }]) => {
    const [left, right] = key.split(' ').map(Number) as [number, number];
    const mean = Math.log(group[left]![right]!);
    return {
      left,
      right,
      mean,
      sd: experts > 1 ? Math.sqrt(square / weight) : halfStep(Math.exp(Math.abs(mean))),
    };
  });
  return pairs.sort((a, b) => a.left - b.left || a.right - b.right);
}

/** Half a step of the scale 1 .. 9 around a judgement of at least 1, in natural logarithm; below 1 the scale is its mirror. */
function halfStep(value: number): number {
  const below = value >= 1.5 ? value - 0.5 : 1 / (2.5 - value);
  return Math.log((value + 0.5) / below) / 2;
}
