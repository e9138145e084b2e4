import { complete } from './complete.js';
import type { Voice } from './consensus.js';
import type { RiTable } from './consistency.js';
import { disconnected } from './disconnected.js';
import type { ExpertNode } from './expert.js';
import { type Comparisons, type Complete, matrixOf, type Pair, partsOf } from './matrix.js';
import { type ExpertWeights, effectiveWeights, type Panel } from './panel.js';
import { normalise, type PriorityMethod, priorities } from './priority.js';
import type { Branch } from './tree.js';

/** How judgements of a group become weights. */
export interface GroupMethod {
  readonly method: PriorityMethod;
  /** aij: the judgements are aggregated; aip: each expert's priorities are, by geometric or arithmetic mean. */
  readonly aggregation: 'aij' | 'aip-geometric' | 'aip-arithmetic';
  readonly ri: RiTable;
}

/** What the group of some experts says of one node. */
export interface GroupWeights {
  readonly expertWeights: ExpertWeights;
  /** The aggregated matrix as judged, and with its gaps filled. */
  readonly group: Comparisons;
  readonly filled: Complete;
  readonly weights: readonly number[];
}

/**
 * Aggregates the voices at one node.
 * @throws InputError DISCONNECTED when the comparisons do not hang together, naming a pair that would link them
 */
export function groupWeights(
  branch: Branch,
  voices: readonly ExpertNode[],
  { panel, method }: { readonly panel: Panel; readonly method: GroupMethod },
): GroupWeights {
  const names = voices.map(({ expert }) => expert);
  const expertWeights = effectiveWeights(names, panel);
  const weightOf = ({ expert }: ExpertNode) => expertWeights.get(expert)!;
  const size = branch.items.length;
  const pairs = aggregate(
    size,
    voices.map((voice) => ({ weight: weightOf(voice), pairs: voice.pairs })),
  );
  const group = matrixOf(size, pairs);
  if (partsOf(group).length > 1) {
    const unheard = voices.filter((voice) => weightOf(voice) === 0).map(({ expert }) => expert);
    throw disconnected(branch, [{ matrix: group, unheard }]);
  }
  const filled = complete(group, method.method);
  const weights =
    method.aggregation === 'aij'
      ? priorities(filled, method.method)
      : combine(voicesOf(branch, voices, expertWeights), method.aggregation);
  return { expertWeights, group, filled, weights };
}

/** The voices that have weight; each must have priorities of its own. */
function voicesOf(branch: Branch, voices: readonly ExpertNode[], weights: ExpertWeights): Voice[] {
  const active = voices.filter(({ expert }) => weights.get(expert)! > 0);
  const parted = active.filter(({ own }) => own === undefined);
  if (parted.length > 0)
    throw disconnected(
      branch,
      parted.map(({ expert, asked }) => ({ matrix: asked, expert })),
    );
  return heardVoices(active, weights);
}

/** The experts who have priorities of their own, with their weights. */
export function heardVoices(voices: readonly ExpertNode[], weights: ExpertWeights): Voice[] {
  return voices.flatMap(({ expert, own }) =>
    own === undefined ? [] : [{ weight: weights.get(expert)!, w: own.weights }],
  );
}

/**
 * a_ij = ∏_k (a_ij^(k))^α_k over those who answered the pair, their weights scaled to add up to 1.
 * @source Aczél & Saaty (1983), Procedures for synthesizing ratio judgements
 */
function aggregate(
  size: number,
  experts: readonly { readonly weight: number; readonly pairs: readonly Pair[] }[],
): Pair[] {
  const logs = new Float64Array(size * size);
  const weights = new Float64Array(size * size);
  for (const { weight, pairs } of experts) {
    if (weight === 0) continue;
    for (const { left, right, value } of pairs) {
      const at = left * size + right;
      logs[at]! += weight * Math.log(value);
      weights[at]! += weight;
    }
  }
  return Array.from(weights.keys()).flatMap((at): Pair[] => {
    if (weights[at] === 0) return [];
    const value = Math.exp(logs[at]! / weights[at]!);
    return [{ left: Math.floor(at / size), right: at % size, value }];
  });
}

/** Mean of the experts' priorities. @source Forman & Peniwati (1998), Aggregating individual judgments and priorities */
function combine(experts: readonly Voice[], aggregation: 'aip-geometric' | 'aip-arithmetic'): number[] {
  const size = experts[0]!.w.length;
  const mean = (value: (w: readonly number[]) => number) =>
    experts.reduce((sum, { weight, w }) => sum + weight * value(w), 0);
  const places = Array.from({ length: size }, (_, i) => i);
  return aggregation === 'aip-arithmetic'
    ? normalise(places.map((i) => mean((w) => w[i]!)))
    : normalise(places.map((i) => Math.exp(mean((w) => Math.log(w[i]!)))));
}
