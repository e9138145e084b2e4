import { isDisconnected } from './disconnected.js';
import { groupWeights } from './group.js';
import { expertsOf, type TreeContext, type WeighedTree } from './hierarchy.js';
import type { Branch } from './tree.js';

/** What leaving one expert out would change. */
export interface Influence {
  readonly expert: string;
  /** The item whose global weight would move most, null where none would; and by how much (with − without). Both null when the rest do not hang together. */
  readonly item: string | null;
  readonly change: number | null;
}

/** Weights that differ by less than that are the same. */
const ROUNDING = 1e-12;

/**
 * Leaves out one expert after another.
 * @param branches the hierarchy
 * @param tree the hierarchy, weighed with everyone
 */
export function influences(
  branches: readonly Branch[],
  tree: WeighedTree,
  context: TreeContext,
): Influence[] {
  const kept = branches.filter(({ node }) => tree.global.has(node));
  const compared = new Set(tree.nodes.flatMap(({ items }) => items.map(({ id }) => id)));
  const weights = [...tree.global].filter(([item]) => compared.has(item));
  return expertsOf(tree.nodes).map((expert) => {
    const without = globalsWithout(expert, kept, { tree, context });
    if (without === undefined) return { expert, item: null, change: null };
    const changes = weights.map(([item, weight]) => ({ item, change: weight - (without.get(item) ?? 0) }));
    const none: Omit<Influence, 'expert'> = { item: null, change: 0 };
    const most = changes.reduce<typeof none>(
      (best, each) => (Math.abs(each.change) > Math.abs(best.change!) + ROUNDING ? each : best),
      none,
    );
    return { expert, ...most };
  });
}

function globalsWithout(
  expert: string,
  branches: readonly Branch[],
  { tree, context }: { readonly tree: WeighedTree; readonly context: TreeContext },
): Map<string, number> | undefined {
  try {
    const local = branches.map((branch, i) => {
      const { node, items, voices } = tree.nodes[i]!;
      const others = voices.filter((voice) => voice.expert !== expert);
      if (others.length === voices.length) return [node, items] as const;
      const { weights } = groupWeights(branch, others, context);
      return [node, items.map(({ id }, k) => ({ id, weight: weights[k]! }))] as const;
    });
    return context.globals(new Map(local));
  } catch (error) {
    if (isDisconnected(error)) return undefined;
    throw error;
  }
}
