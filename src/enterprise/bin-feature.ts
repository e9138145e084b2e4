import type { Bin } from '../document/bin.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Feature } from '../document/feature.js';
import type { Trend } from '../document/training-spec.js';
import { type BinShape, fixedBins, valuesOf } from './bin-shape.js';
import { categoryUnits } from './category-units.js';
import type { Cells } from './cells.js';
import { type BinLimits, optimalBins, type Partition } from './optimal-bins.js';
import { addCounts, type Counts } from './training-table.js';
import { determination, type Evidence, informationValue, weightOfEvidence } from './woe.js';

/** A feature, binned: points are still 0. */
export interface BinnedFeature {
  readonly feature: Feature;
  readonly cells: Cells;
  readonly bins: readonly Bin[];
  /** Bin of each cell. */
  readonly binOfCell: Uint16Array;
  /** The cells that bins were put together from, rare categories pooled; missing and special ones left out. */
  readonly units: readonly (readonly number[])[];
  readonly iv: number;
  /** Share of missing values among the training rows. */
  readonly missingShare: number;
  /** How far the values by themselves settle who is bad, before any limit on bins: see `determination`. */
  readonly determination: number;
  readonly trend: Trend | 'manual';
  /** Information value of ranges in the trend taken, and in the one that experience calls wrong; null without such. */
  readonly directedIv: number;
  readonly contraryIv: number | null;
}

/** How cells are put together. */
export interface BinOptions {
  readonly binning: EnterpriseSpec['binning'];
  /** The spec explains in writing why this feature may run against experience. */
  readonly waived: boolean;
}

/** Neighbouring cells that stay together or part; in order. */
export interface Unit {
  readonly cells: readonly number[];
  readonly counts: Counts;
  /** Rare categories together: where unseen ones go. */
  readonly rare: boolean;
}

/**
 * Puts cells together into bins: the exact optimum under the spec's limits, or the cells themselves where people cut them.
 * @param cells the feature's cells
 * @param counts goods and bads of each cell among the training rows
 * @param options the spec's binning section
 */
export function binCells(cells: Cells, counts: readonly Counts[], options: BinOptions): BinnedFeature {
  if (cells.manual !== undefined) return cellsAsBins(cells, counts, options);
  const { feature, shapes } = cells;
  const fixed = fixedBins(shapes);
  const isCategory = feature.kind === 'category';
  const units = isCategory
    ? categoryUnits(cells, counts, options.binning.prebins)
    : rangeUnits(counts, fixed);
  const { partition, trend, contraryIv } = bestPartition(units, counts, { feature, ...options });
  const groups = groupUnits(units, partition);
  const binOfCell = new Uint16Array(shapes.length);
  for (let cell = 0; cell < fixed; cell++) binOfCell[cell] = cell;
  const unseen = Math.max(0, isCategory ? unseenGroup(groups) : 0);
  if (isCategory) binOfCell.fill(fixed + unseen, fixed);
  groups.forEach((group, i) => {
    for (const cell of group.flatMap((unit) => unit.cells)) binOfCell[cell] = fixed + i;
  });
  const made = [
    ...shapes.slice(0, fixed),
    ...groups.map((group, i) =>
      isCategory ? groupShape(group, shapes, i === unseen) : rangeShape(group, shapes),
    ),
  ];
  const perBin = made.map((_shape, bin) => addCounts(counts.filter((_c, cell) => binOfCell[cell] === bin)));
  const counted = countBins(made, perBin, options);
  return {
    feature,
    cells,
    ...counted,
    binOfCell,
    units: units.map((unit) => unit.cells),
    missingShare: missingShareOf(counts),
    determination: determination(units.map((unit) => unit.counts)),
    trend,
    directedIv: partition.iv,
    contraryIv,
  };
}

/** The first cell is that of missing values. */
function missingShareOf(counts: readonly Counts[]): number {
  const [missing, rows] = [counts[0]!, addCounts(counts)];
  return (missing.goods + missing.bads) / (rows.goods + rows.bads);
}

/** Every cell a bin of its own: how bins that people cut are replayed. */
export function cellsAsBins(cells: Cells, counts: readonly Counts[], options: BinOptions): BinnedFeature {
  const { feature, shapes } = cells;
  const counted = countBins(shapes, counts, options);
  return {
    feature,
    cells,
    ...counted,
    binOfCell: Uint16Array.from(shapes.keys()),
    units: [...shapes.keys()].map((cell) => [cell]),
    missingShare: missingShareOf(counts),
    determination: determination(counts),
    trend: 'manual',
    directedIv: counted.iv,
    contraryIv: null,
  };
}

function rangeUnits(counts: readonly Counts[], fixed: number): Unit[] {
  return counts.slice(fixed).map((each, i) => ({ cells: [fixed + i], counts: each, rare: false }));
}

function rangeShape(group: readonly Unit[], shapes: readonly BinShape[]): BinShape {
  const ranges = group.flatMap((unit) => unit.cells).map((cell) => shapes[cell]!);
  const [first, last] = [ranges[0]!, ranges.at(-1)!];
  if (first.kind !== 'range' || last.kind !== 'range') throw new Error('a range bin is made of ranges');
  return { kind: 'range', lo: first.lo, hi: last.hi };
}

function groupShape(group: readonly Unit[], shapes: readonly BinShape[], unseen: boolean): BinShape {
  const values = group.flatMap((unit) => unit.cells).flatMap((cell) => valuesOf(shapes[cell]!));
  return { kind: 'group', values: values.sort(), unseen };
}

/** The group with the rare categories, otherwise the worst one; −1 without any. */
function unseenGroup(groups: readonly (readonly Unit[])[]): number {
  const rare = groups.findIndex((group) => group.some((unit) => unit.rare));
  return rare < 0 ? groups.length - 1 : rare;
}

function groupUnits(units: readonly Unit[], { starts }: Partition): (readonly Unit[])[] {
  if (units.length === 0) return [[]];
  const edges = [0, ...starts, units.length];
  return edges.slice(1).map((end, i) => units.slice(edges[i], end));
}

interface Chosen {
  readonly partition: Partition;
  readonly trend: Trend;
  readonly contraryIv: number | null;
}

/** The best partition in the trends allowed, and what the contrary one would tell. */
function bestPartition(
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
    empty: binning.smoothing * 1e6,
    totals,
  };
}

/** Gives each bin its counts, WOE and IV: that of the WOE it scores by, not of one that it is not trusted with. */
function countBins(shapes: readonly BinShape[], counts: readonly Counts[], { binning }: BinOptions) {
  const evidence = weightOfEvidence(counts, binning.smoothing);
  const settled = settleThin(shapes, { counts, evidence, binning });
  const bins = shapes.map(
    (shape, i) =>
      ({
        ...shape,
        points: 0,
        woe: settled[i]!.woe,
        iv: settled[i]!.iv,
        goods: counts[i]!.goods,
        bads: counts[i]!.bads,
      }) as Bin,
  );
  return { bins, iv: informationValue(settled) };
}

/** A missing or special bin with too few goods or bads to speak for itself takes the declared value. */
function settleThin(
  shapes: readonly BinShape[],
  made: {
    readonly counts: readonly Counts[];
    readonly evidence: readonly Evidence[];
    readonly binning: BinOptions['binning'];
  },
): Pick<Evidence, 'woe' | 'iv'>[] {
  const { counts, evidence, binning } = made;
  const own = shapes.map(({ kind }, i) => {
    const { goods, bads } = counts[i]!;
    if (kind === 'range' || kind === 'group') return true;
    return goods >= Math.max(1, binning.minGoods) && bads >= Math.max(1, binning.minBads);
  });
  const worst = Math.max(...evidence.filter((_each, i) => own[i]).map(({ woe }) => woe), 0);
  const declared = binning.missing === 'worst' ? worst : 0;
  const told = (lead: number) => ({ woe: declared, iv: declared === 0 ? 0 : lead * declared });
  return evidence.map((each, i) => (own[i] ? each : told(each.lead)));
}
