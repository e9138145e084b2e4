/** What firms of one kind, good or bad, weigh: Σ w and Σ w². */
export interface WeightSums {
  readonly weight: number;
  readonly squares: number;
}

/** Weighed firms as they were drawn: each weighs as all do of its kind, good or bad. */
export interface DrawnFirms {
  /** So many firms say as much: fewer than there are where weights differ within a kind; a fraction. */
  readonly n: number;
  readonly d: number;
  /** Takes the odds of `d` to those of the population: mean weight of a bad firm over that of a good one. */
  readonly factor: number;
}

/**
 * What weighed firms say, as firms drawn by outcome: a weight is the mean one of its kind times a rest; the means undo how firms were
 * drawn and cost nothing, rests that differ make the firms fewer. As many as would know the log odds of bad as well, 1/(s(1 − s)v) with
 * v = Σ w²/(Σ w)² of the bads and of the goods added up; but no more than (Σ w)²/Σ w² of both kinds: where a share s by chance is small, as
 * of one bad firm that weighs little, v alone would take it for known. Also where all are good, or all bad.
 * @param mean weight of all firms of each kind that were drawn so, not of these alone
 * @source Prentice & Pyke (1979) for samples drawn by outcome; Woolf (1955), On estimating the relation between blood group and disease,
 *   for v, which is 1/bads + 1/goods without weights; Kish (1965), Survey Sampling, for weights that differ
 */
export function drawnFirms(
  good: WeightSums,
  bad: WeightSums,
  mean: { readonly good: number; readonly bad: number },
): DrawnFirms {
  const [goods, bads] = [good.weight / mean.good, bad.weight / mean.bad];
  const factor = mean.bad / mean.good;
  if (goods + bads === 0) return { n: 0, d: 0, factor };
  const share = bads / (goods + bads);
  const [evenGoods, evenBads] = [plainSize(good), plainSize(bad)];
  const most = evenGoods + evenBads;
  const isMixed = evenGoods > 0 && evenBads > 0;
  const n = isMixed ? Math.min(most, 1 / (share * (1 - share) * (1 / evenGoods + 1 / evenBads))) : most;
  return { n, d: n * share, factor };
}

/**
 * How many firms that weigh alike, a share of them bad, would know the log odds of bad as well as firms that were drawn by outcome do: a
 * kind that is drawn rarely and weighs more for it loses nothing by it.
 * @param share of bad firms among those that weigh alike, [0, 1]
 * @returns 0 without firms; their number where all weigh alike and `share` is theirs, but for rounding, and of one kind alone
 */
export function equalFirms({ n, d }: DrawnFirms, share: number): number {
  if (d === 0 || d === n) return n;
  return (d * (1 - d / n)) / (share * (1 - share));
}

/** (Σ w)²/Σ w²: n firms that weigh alike are n. */
const plainSize = ({ weight, squares }: WeightSums): number => (weight === 0 ? 0 : weight ** 2 / squares);
