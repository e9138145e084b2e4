import type { Problem } from '../core/errors.js';
import type { Judgement } from '../document/industry-inputs.js';

/** One node of the hierarchy: what is compared under it, in order of first mention. */
export interface Branch {
  readonly node: string;
  readonly items: readonly string[];
  readonly judgements: readonly Judgement[];
}

/** The nodes of judgements, in order of first mention. */
export function branchesOf(judgements: readonly Judgement[]): Branch[] {
  const nodes = [...new Set(judgements.map(({ node }) => node))];
  return nodes.map((node) => {
    const own = judgements.filter((judgement) => judgement.node === node);
    return { node, items: [...new Set(own.flatMap(({ left, right }) => [left, right]))], judgements: own };
  });
}

/** The nodes that are nobody's item. */
export function rootsOf(branches: readonly Branch[]): string[] {
  const items = new Set(branches.flatMap((branch) => branch.items));
  return branches.map(({ node }) => node).filter((node) => !items.has(node));
}

/**
 * Problems of a hierarchy's shape: an item under two nodes, or nodes in a circle.
 * @param branches the nodes
 * @param file name for problems
 */
export function checkTree(branches: readonly Branch[], file: string): Problem[] {
  const parent = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { node, items, judgements } of branches) {
    const { line } = judgements[0]!;
    for (const item of items) {
      const other = parent.get(item);
      if (other !== undefined) {
        const expected = `an item of one node: it is under ${other} too`;
        problems.push({ code: 'TWO_PARENTS', file, line, column: 'node', found: item, expected });
      }
      parent.set(item, node);
    }
  }
  for (const { node, judgements } of branches) {
    const seen = new Set([node]);
    for (let up = parent.get(node); up !== undefined && !seen.has(up); up = parent.get(up)) seen.add(up);
    const last = [...seen].at(-1)!;
    if (parent.get(last) !== undefined && seen.has(parent.get(last)!)) {
      const found = [...seen].join(' under ');
      problems.push({
        code: 'CYCLE',
        file,
        line: judgements[0]!.line,
        column: 'node',
        found,
        expected: 'a tree',
      });
      break;
    }
  }
  return problems;
}

/** The nodes at and below a root, parents before children. */
export function below(branches: readonly Branch[], root: string): Branch[] {
  const own = branches.find(({ node }) => node === root);
  return own === undefined ? [] : [own, ...own.items.flatMap((item) => below(branches, item))];
}
