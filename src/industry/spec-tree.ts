import type { IndustrySpec } from '../document/industry-spec.js';
import { type Branch, below } from './tree.js';

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
