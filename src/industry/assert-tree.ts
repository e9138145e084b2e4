import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { type Branch, below, checkCircles, checkParents, rootsOf } from './tree.js';

/**
 * Holds the judgements' tree against the spec: root → dimensions → (criteria →) indicators.
 * @param branches every node of judgements.csv
 * @param specs every spec that reads this file; a root that none of them names is an error
 * @param file name for problems
 * @throws InputError with every problem: two roots, two parents, cycles, unknown and missing names
 */
export function assertTree(branches: readonly Branch[], specs: readonly IndustrySpec[], file: string): void {
  const shape = [...checkCircles(branches), ...checkParents(branches)];
  if (shape.length > 0) throw new InputError('BAD_TREE', `${file} is not a tree`, shape);
  const named = new Set(specs.map(({ root }) => root));
  const single = new Set(
    specs.filter(({ dimensions }) => dimensions.length === 1).map(({ dimensions }) => dimensions[0]!.id),
  );
  const strays = rootsOf(branches).filter((root) => !named.has(root) && !single.has(root));
  const problems = [
    ...strays.map((root) => strayRoot(root, branches, { named, file })),
    ...specs.flatMap((spec) => checkAgainst(spec, branches, file)),
  ];
  if (problems.length > 0)
    throw new InputError('BAD_TREE', `${file} does not fit the indicators of the spec`, problems);
}

function strayRoot(
  root: string,
  branches: readonly Branch[],
  { named, file }: { readonly named: ReadonlySet<string>; readonly file: string },
): Problem {
  const { line } = branches.find(({ node }) => node === root)!.judgements[0]!;
  const known = new Set([...named, ...branches.flatMap(({ items }) => items)]);
  const expected = `a node below ${[...named].join(' or ')}`;
  return {
    code: 'UNKNOWN_NODE',
    file,
    line,
    column: 'node',
    found: root,
    expected,
    ...didYouMean(root, known),
  };
}

function checkAgainst(spec: IndustrySpec, branches: readonly Branch[], file: string): Problem[] {
  const dimensions = spec.dimensions.map(({ id }) => id);
  const leftOut = spec.leftOut.map(({ item }) => item);
  const top = branches.find(({ node }) => node === spec.root);
  const missing = (expected: string): Problem => ({ code: 'MISSING_NODE', file, column: 'node', expected });
  const ofRoot =
    top === undefined ? [] : sameNames([top], top.items, { declared: dimensions, leftOut, file });
  const absent = top === undefined && dimensions.length > 1 ? [missing(`judgements under ${spec.root}`)] : [];
  const ofDimensions = dimensions.flatMap((id) => {
    const declared = spec.indicators.filter(({ dimension }) => dimension === id).map((each) => each.id);
    const nodes = below(branches, id);
    if (nodes.length === 0)
      return declared.length === 1 ? [] : [missing(`judgements under ${id}: ${declared.join(', ')}`)];
    const inner = new Set(nodes.map(({ node }) => node));
    const leaves = nodes.flatMap(({ items }) => items).filter((item) => !inner.has(item));
    return sameNames(nodes, leaves, { declared, leftOut, file });
  });
  return [...absent, ...ofRoot, ...ofDimensions];
}

interface Names {
  readonly declared: readonly string[];
  readonly leftOut: readonly string[];
  readonly file: string;
}

/** Names that are not declared, and declared names that nobody judged. */
function sameNames(
  nodes: readonly Branch[],
  found: readonly string[],
  { declared, leftOut, file }: Names,
): Problem[] {
  const known = [...declared, ...leftOut];
  const unknown = found
    .filter((name) => !known.includes(name))
    .map((name) => {
      const first = nodes
        .flatMap(({ judgements }) => judgements)
        .find(({ left, right }) => left === name || right === name)!;
      const column = first.left === name ? 'left' : 'right';
      const expected = `one of ${declared.join(', ')}`;
      const at = { file, line: first.line, column };
      return { code: 'UNKNOWN_ITEM', ...at, found: name, expected, ...didYouMean(name, declared) };
    });
  const missing = declared
    .filter((name) => !found.includes(name))
    .map((name) => {
      const expected = `${name} compared with another item under ${nodes[0]!.node}`;
      return { code: 'MISSING_ITEM', file, column: 'left', expected };
    });
  return [...unknown, ...missing];
}
