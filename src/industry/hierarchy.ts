import { InputError, type Problem } from '../core/errors.js';
import { consensus } from './consensus.js';
import { isDisconnected } from './disconnected.js';
import { expertsAt, judgesAt } from './expert.js';
import { type GroupMethod, groupWeights, heardVoices } from './group.js';
import type { Panel } from './panel.js';
import type { Branch } from './tree.js';
import { type WeighedNode, weighNode } from './weigh-node.js';

/** Items of a node with their local weights. */
export type LocalWeights = ReadonlyMap<string, readonly { readonly id: string; readonly weight: number }[]>;

/** A hierarchy, weighed. */
export interface WeighedTree {
  readonly nodes: readonly WeighedNode[];
  /** Every item's weight, multiplied down from root = 1; the root itself is there too. */
  readonly global: ReadonlyMap<string, number>;
}

/** How local weights become global ones. */
export type Globals = (local: LocalWeights) => Map<string, number>;

/** What a hierarchy is weighed with. */
export interface TreeContext {
  readonly panel: Panel;
  readonly method: GroupMethod;
  readonly globals: Globals;
}

/**
 * Weighs every branch and multiplies down; branches that the globals leave out are left out here too.
 * @throws InputError DISCONNECTED with the comparisons that all nodes lack
 */
export function weighTree(branches: readonly Branch[], { panel, method, globals }: TreeContext): WeighedTree {
  const problems: Problem[] = [];
  const nodes = branches.flatMap((branch) => {
    try {
      return [weighNode(branch, panel, method)];
    } catch (error) {
      if (!isDisconnected(error)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new InputError('DISCONNECTED', 'Comparisons do not hang together', problems);
  const global = globals(new Map(nodes.map(({ node, items }) => [node, items])));
  return { nodes: nodes.filter(({ node }) => global.has(node)), global };
}

/** The global weights alone, without what is said of the nodes: where only judgements are aggregated, nobody's own priorities. */
export function weighGlobals(
  branches: readonly Branch[],
  { panel, method, globals }: TreeContext,
): Map<string, number> {
  const local = branches.map((branch) => {
    const voices = method.aggregation === 'aij' ? judgesAt(branch) : expertsAt(branch, method);
    const { weights } = groupWeights(branch, voices, { panel, method });
    return [branch.node, branch.items.map((id, i) => ({ id, weight: weights[i]! }))] as const;
  });
  return globals(new Map(local));
}

/** Multiplies down from a root: a node's items share its weight; an item under several nodes gets the sum. */
export function multiplyDown(root: string): Globals {
  return (local) => {
    const global = new Map<string, number>();
    const descend = (id: string, weight: number): void => {
      global.set(id, (global.get(id) ?? 0) + weight);
      for (const item of local.get(id) ?? []) descend(item.id, weight * item.weight);
    };
    descend(root, 1);
    return global;
  };
}

/**
 * Each expert's weight over the tree: the mean of the effective weights at the nodes, by the nodes' global weights.
 */
export function meanExpertWeights({ nodes, global }: WeighedTree) {
  const all = nodes.reduce((sum, { node }) => sum + global.get(node)!, 0);
  return expertsOf(nodes).map((expert) => ({
    expert,
    effectiveWeight:
      nodes.reduce(
        (sum, { node, expertWeights }) => sum + global.get(node)! * (expertWeights.get(expert) ?? 0),
        0,
      ) / all,
  }));
}

/** Everyone who judged at a node. */
export const expertsOf = (nodes: WeighedTree['nodes']): string[] => [
  ...new Set(nodes.flatMap(({ expertWeights }) => [...expertWeights.keys()])),
];

/**
 * Consensus over the tree of the experts that are wanted: the mean of the nodes' S*, by the nodes' global weights.
 * @param wanted which experts; default all
 * @returns null where no node has two of them
 */
export function treeConsensus(
  { nodes, global }: WeighedTree,
  wanted: (expert: string) => boolean = () => true,
): number | null {
  const parts = nodes.flatMap(({ node, voices, expertWeights }) => {
    const own = voices.filter(({ expert }) => wanted(expert));
    const value = consensus(heardVoices(own, expertWeights));
    return value === null ? [] : [{ value, weight: global.get(node)! }];
  });
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? null : parts.reduce((sum, { value, weight }) => sum + (weight / all) * value, 0);
}

/** Consensus within each department or post, and how many of its experts judged. */
export function groupConsensus(tree: WeighedTree, { experts = [] }: Panel, by: 'department' | 'post') {
  const heard = new Set(tree.nodes.flatMap(({ voices }) => voices.map(({ expert }) => expert)));
  const names = [...new Set(experts.map((each) => each[by]).filter((name) => name !== null))];
  return names.map((name) => {
    const own = experts.filter((each) => each[by] === name && heard.has(each.expert));
    const members = new Set(own.map(({ expert }) => expert));
    return { name, experts: members.size, consensus: treeConsensus(tree, (expert) => members.has(expert)) };
  });
}
