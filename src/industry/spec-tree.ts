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

/**
 * The branches of the spec's tree, whose items stand in the order of the spec, whatever that of the judgements; a root with one
 * dimension need not be judged itself.
 */
export function branchesOfSpec(spec: IndustrySpec, branches: readonly Branch[]): Branch[] {
  const { root, dimensions } = spec;
  const placeOf = placesIn(spec, branches);
  const ordered = branches.map((branch) => ({
    ...branch,
    items: [...branch.items].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)),
  }));
  const nodes = below(ordered, root);
  return nodes.length > 0 ? nodes : dimensions.flatMap(({ id }) => below(ordered, id));
}

/** Where a name stands in the spec: of a dimension and of a node between, its first indicator's place; what is left out comes last. */
function placesIn({ dimensions, indicators, leftOut }: IndustrySpec, branches: readonly Branch[]) {
  const byDimension = dimensions.flatMap(({ id }) => indicators.filter(({ dimension }) => dimension === id));
  const places = new Map(byDimension.map(({ id }, place) => [id, place]));
  for (const { id } of dimensions)
    places.set(
      id,
      byDimension.findIndex(({ dimension }) => dimension === id),
    );
  leftOut.forEach(({ item }, i) => {
    places.set(item, byDimension.length + i);
  });
  const itemsOf = new Map(branches.map(({ node, items }) => [node, items]));
  const placeOf = (name: string): number =>
    places.get(name) ??
    Math.min(byDimension.length + leftOut.length, ...(itemsOf.get(name) ?? []).map(placeOf));
  return placeOf;
}

/** Local weights of a node's items, by node. */
type WeightsOf = ReadonlyMap<string, readonly { readonly id: string; readonly weight: number }[]>;

/** Global weights of the spec's indicators: the product down the tree from root = 1, left-out items' shares given to their siblings. */
export function globalWeights(spec: IndustrySpec, weightsOf: WeightsOf): Map<string, number> {
  const global = new Map<string, number>();
  const descend = (id: string, weight: number): void => {
    global.set(id, weight);
    for (const item of itemsUnder(spec, id, weightsOf)) descend(item.id, weight * item.weight);
  };
  descend(spec.root, 1);
  return global;
}

/** Weighed items of a node that lead to an indicator; a dimension (or root) with one item needs no judgement. */
function itemsUnder(
  spec: IndustrySpec,
  id: string,
  weightsOf: WeightsOf,
): readonly { readonly id: string; readonly weight: number }[] {
  const { root, dimensions, indicators } = spec;
  const judged = weightsOf.get(id);
  if (judged !== undefined) {
    const kept = judged.filter((item) => leadsOn(spec, item.id, weightsOf));
    const all = kept.reduce((sum, { weight }) => sum + weight, 0);
    return kept.map((item) => ({ id: item.id, weight: item.weight / all }));
  }
  if (id === root) return [{ id: dimensions[0]!.id, weight: 1 }];
  if (!dimensions.some((dimension) => dimension.id === id)) return [];
  const only = indicators.filter(({ dimension }) => dimension === id);
  return only.map((indicator) => ({ id: indicator.id, weight: 1 }));
}

/** Whether an item leads to an indicator. What is left out does not, nor does a node of which everything below is left out. */
function leadsOn(spec: IndustrySpec, id: string, weightsOf: WeightsOf): boolean {
  const is = (other: { readonly id: string }) => other.id === id;
  if (spec.leftOut.some(({ item }) => item === id)) return false;
  if (spec.indicators.some(is) || spec.dimensions.some(is)) return true;
  return (weightsOf.get(id) ?? []).some((item) => leadsOn(spec, item.id, weightsOf));
}
