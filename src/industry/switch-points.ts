import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import { areTied } from './ties.js';

/** The value of one weight at which two neighbours of the ranking swap. */
export interface SwitchPoint {
  /** A dimension or an indicator. */
  readonly weight: string;
  readonly kind: 'dimension' | 'indicator';
  readonly current: number;
  readonly above: string;
  readonly below: string;
  /** The weight at which both score the same, the others scaled along; null when no weight in [0, 1] does it, or they tie as it is. */
  readonly at: number | null;
}

/**
 * For each weight and each two neighbours of the ranking: δ = (P_j − P_i)/(a_jk − a_ik), w* = (w − δ)/(1 − δ). Left out is what
 * would not be exact: an indicator of a dimension of which one of them lacks a figure, whose weight its siblings have, and every
 * weight where one of them lacks a whole dimension.
 * @param industries the ranking
 * @param dimensions with weights
 * @param indicators with global weights
 * @source Triantaphyllou & Sánchez (1997), A sensitivity analysis approach for some deterministic MCDM methods
 */
export function switchPoints({
  industries,
  dimensions,
  indicators,
}: Pick<IndustryDocument, 'industries' | 'dimensions' | 'indicators'>): SwitchPoint[] {
  const ranked = [...industries].sort((a, b) => a.rank - b.rank);
  const lacks = lackingIn(indicators);
  const pairs = ranked
    .slice(1)
    .map((below, i) => [ranked[i]!, below] as const)
    .filter((pair) => !pair.some((each) => dimensions.some(({ id }) => lacks(each, id) === 'all')));
  const ofDimensions = dimensions.flatMap(({ id, weight }) =>
    pairs.map(([above, below]): SwitchPoint => {
      const values = [above.dimensions[id]!, below.dimensions[id]!] as const;
      return { weight: id, kind: 'dimension', current: weight, ...swap(above, below, { weight, values }) };
    }),
  );
  const ofIndicators = indicators.flatMap(({ id, dimension, weight }) =>
    pairs
      .filter((pair) => pair.every((each) => lacks(each, dimension) === 'none'))
      .map(([above, below]): SwitchPoint => {
        const values = [above.contributions[id]! / weight, below.contributions[id]! / weight] as const;
        return { weight: id, kind: 'indicator', current: weight, ...swap(above, below, { weight, values }) };
      }),
  );
  return [...ofDimensions, ...ofIndicators];
}

/** How many of a dimension's indicators an industry has no figure of. */
function lackingIn(indicators: IndustryDocument['indicators']) {
  return ({ missing }: IndustryScore, dimension: string): 'none' | 'some' | 'all' => {
    const own = indicators.filter((each) => each.dimension === dimension);
    const lacking = own.filter(({ id }) => missing.includes(id)).length;
    if (lacking === 0) return 'none';
    return lacking === own.length ? 'all' : 'some';
  };
}

function swap(
  above: IndustryScore,
  below: IndustryScore,
  { weight, values: [a, b] }: { readonly weight: number; readonly values: readonly [number, number] },
): Pick<SwitchPoint, 'above' | 'below' | 'at'> {
  const names = { above: above.id, below: below.id };
  if (areTied(a, b) || areTied(above.score, below.score)) return { ...names, at: null };
  const delta = (below.score - above.score) / (b - a);
  const at = (weight - delta) / (1 - delta);
  return { ...names, at: at >= 0 && at <= 1 ? at : null };
}
