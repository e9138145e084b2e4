import type { NodeResult } from '../document/industry-document.js';
import { type Advice, repairAdvice } from './advice.js';
import { nextComparisons } from './complete.js';
import { consensus } from './consensus.js';
import { consistency } from './consistency.js';
import { type ExpertNode, expertsAt } from './expert.js';
import { type GroupMethod, groupWeights, heardVoices } from './group.js';
import { type Comparisons, type Complete, gapsOf } from './matrix.js';
import type { ExpertWeights, Panel } from './panel.js';
import type { Branch } from './tree.js';

/** A node, weighed: what the document keeps, and what only advises. */
export interface WeighedNode extends NodeResult {
  readonly advice: readonly Advice[];
  /** The pair whose comparison would tell most, where pairs are open. */
  readonly next?: { readonly left: string; readonly right: string };
  readonly expertWeights: ExpertWeights;
  readonly voices: readonly ExpertNode[];
  /** The aggregated matrix as judged. */
  readonly group: Comparisons;
}

/**
 * Weighs one node: the group's matrix, its consistency, consensus and the weights.
 * λmax, CI, CR and GCI are those of the aggregated matrix, whatever the aggregation.
 * @throws InputError DISCONNECTED when the comparisons do not hang together, naming a pair that would link them
 */
export function weighNode(branch: Branch, panel: Panel, method: GroupMethod): WeighedNode {
  const { node, items } = branch;
  const voices = expertsAt(branch, method);
  const { expertWeights, group, filled, weights } = groupWeights(branch, voices, { panel, method });
  const heard = heardVoices(voices, expertWeights);
  const found = consistency(filled, group, method.ri);
  return {
    node,
    items: items.map((id, i) => ({ id, weight: weights[i]! })),
    ...found,
    gaps: namedGaps(group, filled, items),
    consensus: consensus(heard),
    consensusUnweighted: consensus(heard.map(({ w }) => ({ weight: 1, w }))),
    experts: voices.length,
    advice: repairAdvice(group, items, { ...method, found, filled }),
    ...nextPair(group, items),
    expertWeights,
    voices,
    group,
  };
}

/** The pairs nobody compared, with the values they were completed with. */
function namedGaps(group: Comparisons, filled: Complete, items: readonly string[]): NodeResult['gaps'] {
  return gapsOf(group).map(([i, j]) => ({ left: items[i]!, right: items[j]!, value: filled[i]![j]! }));
}

function nextPair(group: Comparisons, items: readonly string[]): Pick<WeighedNode, 'next'> {
  const [first] = nextComparisons(group);
  if (first === undefined) return {};
  return { next: { left: items[first.pair[0]]!, right: items[first.pair[1]]! } };
}
