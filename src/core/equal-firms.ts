/** What firms of one kind, good or bad, weigh: Σ w and Σ w². */
export interface WeightSums {
  readonly weight: number;
  readonly squares: number;
}

/**
 * How many firms that weigh alike, a share of them bad, would know the log odds of bad as well as weighed firms do: 1/(s(1 − s)v),
 * v = Σ w²/(Σ w)² of the bads and of the goods added up. A kind that is drawn rarely and weighs more for it loses nothing by it; only
 * weights that differ within a kind make the firms fewer. Of one kind alone, it is (Σ w)²/Σ w².
 * @param share of bad firms among those that weigh alike, [0, 1]
 * @returns 0 without firms; their number where all weigh alike and `share` is theirs, but for rounding
 * @source Woolf (1955), On estimating the relation between blood group and disease, for v, which is 1/bads + 1/goods without
 *   weights; Kish (1965), Survey Sampling, for weights that differ
 */
export function equalFirms(good: WeightSums, bad: WeightSums, share: number): number {
  if (good.weight === 0 || bad.weight === 0) return plainSize(good) + plainSize(bad);
  return 1 / (share * (1 - share) * (1 / plainSize(good) + 1 / plainSize(bad)));
}

/** (Σ w)²/Σ w²: n firms that weigh alike are n. */
const plainSize = ({ weight, squares }: WeightSums): number => (weight === 0 ? 0 : weight ** 2 / squares);
