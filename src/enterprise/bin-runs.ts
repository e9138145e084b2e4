import type { Trend } from '../document/training-spec.js';
import type { Counts } from './training-table.js';
import type { EmptyCell } from './woe.js';

/** What a partition of pre-bins must respect. */
export interface BinLimits {
  readonly trend: Exclude<Trend, 'auto'>;
  readonly maxBins: number;
  /** Fewest rows in a bin, raw. */
  readonly minRows: number;
  readonly minGoods: number;
  readonly minBads: number;
  /** What no good or no bad of a bin counts as, weighted: only a limit of 0 allows such a bin. */
  readonly empty: EmptyCell;
  /** Weighted goods and bads of all rows, missing and special ones too: what shares are of. */
  readonly totals: Pick<Counts, 'weightedGoods' | 'weightedBads'>;
}

/** IV, rate and feasibility of every run of pre-bins [i, j), at place i × (n + 1) + j. */
export interface Runs {
  readonly iv: Float64Array;
  readonly rate: Float64Array;
  readonly allowed: Uint8Array;
}

/** Every run of pre-bins, and whether the limits allow it as a bin. */
export function allBins(prebins: readonly Counts[], limits: BinLimits): Runs {
  const n = prebins.length;
  const width = n + 1;
  const runs: Runs = {
    iv: new Float64Array(width * width),
    rate: new Float64Array(width * width),
    allowed: new Uint8Array(width * width),
  };
  const { weightedGoods: allGoods, weightedBads: allBads } = limits.totals;
  for (let i = 0; i < n; i++) {
    let [goods, bads, weightedGoods, weightedBads] = [0, 0, 0, 0];
    for (let j = i + 1; j <= n; j++) {
      const added = prebins[j - 1]!;
      goods += added.goods;
      bads += added.bads;
      weightedGoods += added.weightedGoods;
      weightedBads += added.weightedBads;
      const at = i * width + j;
      const shareGood = (weightedGoods || limits.empty.goods) / allGoods;
      const shareBad = (weightedBads || limits.empty.bads) / allBads;
      runs.iv[at] = (shareBad - shareGood) * Math.log(shareBad / shareGood);
      runs.rate[at] = weightedBads / (weightedGoods + weightedBads);
      const isSaid = allGoods > 0 && allBads > 0 && weightedGoods + weightedBads > 0;
      const isLarge = goods + bads >= limits.minRows && goods >= limits.minGoods && bads >= limits.minBads;
      runs.allowed[at] = isSaid && isLarge ? 1 : 0;
    }
  }
  return runs;
}
