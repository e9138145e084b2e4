import type { Feature } from '../document/feature.js';
import type { Trend } from '../document/training-spec.js';
import type { BinLimits } from './bin-runs.js';
import type { BinOptions, Unit } from './binned-feature.js';
import { optimalBins, type Partition } from './optimal-bins.js';
import { addCounts, type Counts } from './training-table.js';
import { emptyCell } from './woe.js';

interface Chosen {
  readonly partition: Partition;
  readonly trend: Trend;
  readonly contraryIv: number | null;
}

/** The best partition in the trends allowed, and what the contrary one would tell. */
export function bestPartition(
  units: readonly Unit[],
  counts: readonly Counts[],
  { feature, binning, waived }: BinOptions & { readonly feature: Feature },
): Chosen {
  const prebins = units.map((unit) => unit.counts);
  const limits = limitsOf(addCounts(counts), binning);
  const best = (trend: Exclude<Trend, 'auto'>) => optimalBins(prebins, { ...limits, trend });
  if (feature.kind === 'category') return { partition: best('none'), trend: 'none', contraryIv: null };
  const wanted = binning.trends[feature.id] ?? TREND_OF[feature.better];
  if (wanted !== 'ascending' && wanted !== 'descending' && wanted !== 'auto')
    return { partition: best(wanted), trend: wanted, contraryIv: null };
  const both = { ascending: best('ascending'), descending: best('descending') };
  const stronger = both.descending.iv > both.ascending.iv ? 'descending' : 'ascending';
  const trend = wanted === 'auto' || waived ? stronger : wanted;
  const expected = TREND_OF[feature.better];
  if (expected === 'auto') return { partition: both[trend], trend, contraryIv: null };
  const contrary = both[expected === 'ascending' ? 'descending' : 'ascending'];
  return { partition: both[trend], trend, contraryIv: contrary.iv };
}

const TREND_OF = { higher: 'descending', lower: 'ascending', either: 'auto' } as const;

/** A product of a share and a count may lie a rounding above a whole number: a bin of just that share is large enough. */
const ROUNDING = 1e-6;

function limitsOf(totals: Counts, binning: BinOptions['binning']): Omit<BinLimits, 'trend'> {
  return {
    maxBins: binning.maxBins,
    minRows: Math.ceil(binning.minShare * (totals.goods + totals.bads) - ROUNDING),
    minGoods: binning.minGoods,
    minBads: binning.minBads,
    empty: emptyCell(totals, binning.smoothing),
    totals,
  };
}
