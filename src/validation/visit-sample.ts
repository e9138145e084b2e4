import { sum } from '../core/numbers.js';
import { random } from '../core/random.js';

/** A rated firm that may be visited. */
export interface RatedFirm {
  readonly companyId: string;
  readonly tier: number;
}

/** A firm to visit, and how likely it was to be drawn. */
export interface SampledFirm extends RatedFirm {
  /** Rated firms of its tier, and how many of them were drawn; their ratio is the probability of inclusion. */
  readonly firms: number;
  readonly drawn: number;
}

/** What every tier gets of the sample at least, where it has as many firms. */
const LEAST = 10;

/**
 * A stratified random sample: every tier gets ten firms (or all it has; fewer where the sample is too small for that), the rest
 * goes to the tiers in proportion to their firms. Within a tier every firm is equally likely.
 * @param firms rated firms, each once, in a fixed order
 * @param n how many to draw; all where there are no more
 * @param seed the draw's seed
 * @returns the firms drawn, by tier, then in their order
 * @source Cochran (1977), Sampling Techniques, §5.5 (proportional allocation)
 */
export function visitSample(firms: readonly RatedFirm[], n: number, seed: number): SampledFirm[] {
  const tiers = [...new Set(firms.map(({ tier }) => tier))].sort((a, b) => a - b);
  const strata = tiers.map((tier) => firms.filter((firm) => firm.tier === tier));
  const sizes = strata.map(({ length }) => length);
  const shares = allocate(sizes, n);
  return strata.flatMap((own, i) =>
    draw(own, shares[i]!, random(seed, tiers[i]!).integer).map((firm) => ({
      ...firm,
      firms: own.length,
      drawn: shares[i]!,
    })),
  );
}

/**
 * How many to draw of each stratum: at least `LEAST`, then one by one to the stratum whose share of firms is drawn the least.
 * @param sizes firms by stratum
 * @param n sample size
 */
export function allocate(sizes: readonly number[], n: number): number[] {
  const least = Math.min(LEAST, Math.floor(n / sizes.length));
  const drawn = sizes.map((size) => Math.min(size, least));
  let left = Math.min(n, sum(sizes)) - sum(drawn);
  for (; left > 0; left--) {
    let next = -1;
    sizes.forEach((size, i) => {
      if (drawn[i] === size) return;
      if (next < 0 || (drawn[i]! + 1) * sizes[next]! < (drawn[next]! + 1) * size) next = i;
    });
    drawn[next]!++;
  }
  return drawn;
}

/** Draws without replacement (the first steps of a Fisher-Yates shuffle), in the order given. */
function draw<T>(items: readonly T[], n: number, integer: (below: number) => number): T[] {
  const places = items.map((_item, i) => i);
  for (let i = 0; i < n; i++) {
    const other = i + integer(places.length - i);
    [places[i], places[other]] = [places[other]!, places[i]!];
  }
  return places
    .slice(0, n)
    .sort((a, b) => a - b)
    .map((place) => items[place]!);
}
