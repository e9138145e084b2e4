import type { Bin } from '../document/bin.js';
import { bestPartition } from './best-partition.js';
import { type BinShape, fixedBins, valuesOf } from './bin-shape.js';
import type { BinnedFeature, BinOptions, Unit } from './binned-feature.js';
import { categoryUnits } from './category-units.js';
import type { Cells } from './cells.js';
import type { Partition } from './optimal-bins.js';
import { addCounts, type Counts } from './training-table.js';
import { determination, type Evidence, informationValue, weightOfEvidence } from './woe.js';

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
