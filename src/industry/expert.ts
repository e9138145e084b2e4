import { groupBy } from '../core/group-by.js';
import type { Judgement } from '../document/industry-inputs.js';
import { complete } from './complete.js';
import { type Consistency, consistency, type RiTable } from './consistency.js';
import { type Comparisons, type Complete, matrixOf, type Pair, partsOf } from './matrix.js';
import { type PriorityMethod, priorities } from './priority.js';
import type { Branch } from './tree.js';

/** One expert at one node. */
export interface ExpertNode {
  readonly expert: string;
  readonly node: string;
  readonly pairs: readonly Pair[];
  readonly asked: Comparisons;
  /** Undefined when the expert's comparisons do not hang together; then only the judgements count, in AIJ. */
  readonly own?: {
    readonly filled: Complete;
    readonly weights: readonly number[];
    readonly consistency: Consistency;
  };
}

/** The experts who judged a node, without priorities of their own: all that aggregating judgements asks for. */
export function judgesAt({ node, items, judgements }: Branch): ExpertNode[] {
  const judged = judgements.filter(({ value }) => value !== null);
  const places = new Map(items.map((item, i) => [item, i]));
  return [...groupBy(judged, ({ expert }) => expert)].map(([expert, own]) => {
    const pairs = toPairs(places, own);
    return { expert, node, pairs, asked: matrixOf(items.length, pairs) };
  });
}

/** The experts who judged a node, each with own priorities and consistency. */
export function expertsAt(
  branch: Branch,
  { method, ri }: { readonly method: PriorityMethod; readonly ri: RiTable },
): ExpertNode[] {
  return judgesAt(branch).map((judge) => {
    const { asked } = judge;
    if (partsOf(asked).length > 1) return judge;
    const filled = complete(asked, method);
    const weights = priorities(filled, method);
    return { ...judge, own: { filled, weights, consistency: consistency(filled, asked, ri) } };
  });
}

/** Judgements of one expert as pairs by place, each pair once (the reader has refused contradictions). */
function toPairs(places: ReadonlyMap<string, number>, judgements: readonly Judgement[]): Pair[] {
  const byPair = new Map<string, Pair>();
  for (const { left, right, value } of judgements) {
    const [i, j] = [places.get(left)!, places.get(right)!];
    const pair = i < j ? { left: i, right: j, value: value! } : { left: j, right: i, value: 1 / value! };
    byPair.set(`${pair.left} ${pair.right}`, pair);
  }
  return [...byPair.values()];
}
