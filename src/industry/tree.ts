import type { Problem } from '../core/errors.js';
import { findCircle } from '../core/find-circle.js';
import { groupBy } from '../core/group-by.js';
import type { Judgement } from '../document/industry-inputs.js';

/** One node of the hierarchy: what is compared under it, in order of first mention. */
export interface Branch {
  readonly node: string;
  readonly items: readonly string[];
  readonly judgements: readonly Judgement[];
  /** The file they stand in, for problems. */
  readonly file: string;
}

/**
 * The nodes of judgements, in order of first mention.
 * @param file name for problems
 */
export function branchesOf(judgements: readonly Judgement[], file: string): Branch[] {
  return [...groupBy(judgements, ({ node }) => node)].map(([node, own]) => ({
    node,
    items: [...new Set(own.flatMap(({ left, right }) => [left, right]))],
    judgements: own,
    file,
  }));
}

/** The nodes that are nobody's item. */
export function rootsOf(branches: readonly Branch[]): string[] {
  const items = new Set(branches.flatMap((branch) => branch.items));
  return branches.map(({ node }) => node).filter((node) => !items.has(node));
}

/** Nodes in a circle: an item may stand under several nodes, but never below itself. */
export function checkCircles(branches: readonly Branch[]): Problem[] {
  const byNode = new Map(branches.map((branch) => [branch.node, branch]));
  const circle = findCircle(byNode.keys(), (node) => byNode.get(node)?.items ?? []);
  if (circle === undefined) return [];
  const { judgements, file } = byNode.get(circle[0]!)!;
  const { line } = judgements[0]!;
  return [
    {
      code: 'CYCLE',
      file,
      line,
      column: 'node',
      found: circle.join(' → '),
      expected: 'no item below itself',
    },
  ];
}

/** Items that stand under two nodes, where each must have one. */
export function checkParents(branches: readonly Branch[]): Problem[] {
  const parent = new Map<string, string>();
  return branches.flatMap(({ node, items, judgements, file }) =>
    items.flatMap((item): Problem[] => {
      const other = parent.get(item);
      parent.set(item, node);
      if (other === undefined) return [];
      const expected = `an item of one node: it is under ${other} too`;
      return [
        { code: 'TWO_PARENTS', file, line: judgements[0]!.line, column: 'node', found: item, expected },
      ];
    }),
  );
}

/** The nodes at and below a root, each once, parents before children on the path by which they are met first. */
export function below(branches: readonly Branch[], root: string): Branch[] {
  const byNode = new Map(branches.map((branch) => [branch.node, branch]));
  const found = new Set<Branch>();
  const descend = (node: string): void => {
    const own = byNode.get(node);
    if (own === undefined || found.has(own)) return;
    found.add(own);
    for (const item of own.items) descend(item);
  };
  descend(root);
  return [...found];
}
