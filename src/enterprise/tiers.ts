import { sum } from '../core/numbers.js';
import type { TierMethod } from '../document/enterprise-spec.js';
import type { ScoreLine } from './points.js';

/** How many tiers there are. */
export const TIERS = 15;

/** Lowest scores of R1 to R15 (the last is 0), and how they came about. */
export interface TierFloors {
  readonly floors: readonly number[];
  readonly note: string;
}

/** What tiers are placed on. */
export interface Placement {
  /** Rated firms at each score 0 to 1000. */
  readonly histogram: readonly number[];
  readonly line: ScoreLine;
  /** Floors of the document that is replaced, kept when shares cannot be placed well. */
  readonly previous?: readonly number[];
}

/**
 * Places the fifteen tiers over the score; a score equal to a floor belongs to the better tier.
 * @param method shares of rated firms, a master scale, or given floors
 * @param placement the rated population and the scale
 */
export function placeTiers(method: TierMethod, placement: Placement): TierFloors {
  switch (method.method) {
    case 'given':
      return { floors: [...method.floors, 0], note: 'floors given by the spec' };
    case 'master-scale':
      return masterScale(method, placement.line);
    case 'shares':
      return byShares(method, placement);
  }
}

/** A floor is the smallest integer score whose pd is within the tier's limit base × ratio^(k − ½). */
function masterScale(
  { base, ratio }: TierMethod & { method: 'master-scale' },
  { factor, offset }: ScoreLine,
): TierFloors {
  const floors = Array.from({ length: TIERS - 1 }, (_, i) => {
    const limit = Math.min(base * Math.exp((i + 0.5) * Math.log(ratio)), 1 - 1e-9);
    const exact = offset + factor * Math.log((1 - limit) / limit);
    return Math.min(1000, Math.max(TIERS - 1 - i, Math.ceil(exact - 1e-9)));
  });
  return { floors: [...floors, 0], note: `master scale: pd ${base} × ${ratio}^(k−1)` };
}

/** Cuts the population from the top: a floor is where the cumulative share comes nearest to what is wanted. */
function byShares(method: TierMethod & { method: 'shares' }, { histogram, previous }: Placement): TierFloors {
  const all = sum(histogram);
  const fewest = Math.min(...method.shares.map((share) => share * all));
  if (fewest < method.minimumFirms && previous !== undefined) {
    const note = `a tier would hold ${Math.floor(fewest)} firms, fewer than ${method.minimumFirms}: previous floors kept`;
    return { floors: previous, note };
  }
  const above = firmsFrom(histogram);
  let wanted = 0;
  let last = 1001;
  const floors = method.shares.slice(0, -1).map((share, i) => {
    wanted += share * all;
    const lowest = TIERS - 1 - i;
    const nearest = nearestFloor(above, wanted);
    last = Math.max(lowest, Math.min(nearest, last - 1));
    return last;
  });
  const thin = fewest < method.minimumFirms ? `; thin: a tier holds about ${Math.floor(fewest)} firms` : '';
  return { floors: [...floors, 0], note: `placed by shares on ${all} rated firms${thin}` };
}

/** Firms with at least each score. */
function firmsFrom(histogram: readonly number[]): number[] {
  const above = new Array<number>(1002).fill(0);
  for (let score = 1000; score >= 0; score--) above[score] = above[score + 1]! + histogram[score]!;
  return above;
}

/** The score whose firms at or above come nearest to the number wanted; the higher score wins ties. */
function nearestFloor(above: readonly number[], wanted: number): number {
  let best = 1000;
  for (let score = 1000; score >= 1; score--) {
    if (Math.abs(above[score]! - wanted) < Math.abs(above[best]! - wanted)) best = score;
    if (above[score]! > wanted) break;
  }
  return best;
}

/** The tier of a score: 1 to 15. */
export function tierOf(score: number, floors: readonly number[]): number {
  return floors.findIndex((floor) => score >= floor) + 1;
}
