import type { Bin } from '../document/bin.js';
import type { EnterpriseSpec, Trend } from '../document/enterprise-spec.js';
import { type Feature, specialCodesOf } from '../document/feature.js';
import { assignBins, placeAmong } from './assign-bins.js';
import { type BinLimits, optimalBins, type Partition } from './optimal-bins.js';
import { quantileCuts, sampleRows } from './prebins.js';
import {
  type CategoryColumn,
  type Counts,
  countBins,
  type NumericColumn,
  type TrainingTable,
} from './training-table.js';
import { determination, type Evidence, informationValue, weightOfEvidence } from './woe.js';

/** A bin without what only counting can say. */
export type BinShape =
  | { readonly kind: 'missing' }
  | { readonly kind: 'special'; readonly code: number }
  | { readonly kind: 'range'; readonly lo: number | null; readonly hi: number | null }
  | { readonly kind: 'group'; readonly values: readonly string[]; readonly unseen: boolean };

/** A feature, binned: points are still 0. */
export interface BinnedFeature {
  readonly feature: Feature;
  readonly bins: readonly Bin[];
  readonly iv: number;
  /** Share of missing values among the training rows. */
  readonly missingShare: number;
  /** How far the values by themselves settle who is bad, before any limit on bins: see `determination`. */
  readonly determination: number;
}

type Binning = EnterpriseSpec['binning'];

/**
 * Cuts a feature into bins on the training rows: pre-bins, then the exact optimum under the spec's limits.
 * @param feature the feature
 * @param table the labelled firms
 * @param options training rows and the spec's binning section
 */
export function binFeature(
  feature: Feature,
  table: TrainingTable,
  { rows, binning }: { readonly rows: Uint32Array; readonly binning: Binning },
): BinnedFeature {
  const column = table.columns.get(feature.id)!;
  const { shapes, cells } =
    column.kind === 'number'
      ? numericShapes(feature, { column, table, rows, binning })
      : categoryShapes(feature, { column, table, rows, binning });
  const counted = countShapes(feature, shapes, { table, rows, binning });
  return { ...counted, determination: determination(cells) };
}

/** Bins of a feature, and the counts of the cells they were put together from. */
interface Shapes {
  readonly shapes: readonly BinShape[];
  readonly cells: readonly Counts[];
}

/** Counts given bins, and gives each its WOE: the way to replay bins that people cut. */
export function countShapes(
  feature: Feature,
  shapes: readonly BinShape[],
  {
    table,
    rows,
    binning,
  }: { readonly table: TrainingTable; readonly rows: Uint32Array; readonly binning: Binning },
): BinnedFeature {
  const empty = shapes.map((shape): Bin => ({ ...shape, points: 0, woe: 0, goods: 0, bads: 0 }) as Bin);
  const numbers = assignBins(table.columns.get(feature.id)!, empty, rows);
  const counts = countBins(table, rows, { bins: numbers, size: shapes.length });
  const evidence = weightOfEvidence(counts, binning.smoothing);
  const woes = settleThin(shapes, { counts, evidence, binning });
  const bins = empty.map((bin, i) => ({
    ...bin,
    woe: woes[i]!,
    goods: counts[i]!.goods,
    bads: counts[i]!.bads,
  }));
  const missing = counts[0]!.goods + counts[0]!.bads;
  const iv = informationValue(evidence);
  return { feature, bins, iv, missingShare: missing / rows.length, determination: determination(counts) };
}

/** A missing or special bin with too few goods or bads to speak for itself takes the declared value. */
function settleThin(
  shapes: readonly BinShape[],
  {
    counts,
    evidence,
    binning,
  }: {
    readonly counts: readonly Counts[];
    readonly evidence: readonly Evidence[];
    readonly binning: Binning;
  },
): number[] {
  const own = shapes.map(({ kind }, i) => {
    const { goods, bads } = counts[i]!;
    if (kind === 'range' || kind === 'group') return true;
    return goods >= Math.max(1, binning.minGoods) && bads >= Math.max(1, binning.minBads);
  });
  const worst = Math.max(...evidence.filter((_each, i) => own[i]).map(({ woe }) => woe), 0);
  return evidence.map(({ woe }, i) => (own[i] ? woe : binning.missing === 'worst' ? worst : 0));
}

interface ColumnContext<C> {
  readonly column: C;
  readonly table: TrainingTable;
  readonly rows: Uint32Array;
  readonly binning: Binning;
}

function numericShapes(feature: Feature, context: ColumnContext<NumericColumn>): Shapes {
  const { column, table, rows, binning } = context;
  const specials = specialCodesOf(feature);
  const fixed: BinShape[] = [
    { kind: 'missing' },
    ...specials.map((code) => ({ kind: 'special' as const, code })),
  ];
  const sample = sampleRows(rows, table.sampleKey);
  const cuts = Float64Array.from(quantileCuts(column.values, sample, { most: binning.prebins, specials }));
  const present = rows.filter(
    (row) => !Number.isNaN(column.values[row]!) && !specials.includes(column.values[row]!),
  );
  const numbers = Uint16Array.from(present, (row) => placeAmong(cuts, column.values[row]!));
  const prebins = countBins(table, present, { bins: numbers, size: cuts.length + 1 });
  const { starts } = bestTrend(prebins, trendsFor(feature, binning), limitsFor(table, rows, binning));
  const kept = starts.map((start) => cuts[start - 1]!);
  const ranges = [null, ...kept].map((lo, i) => ({ kind: 'range' as const, lo, hi: kept[i] ?? null }));
  return { shapes: [...fixed, ...ranges], cells: prebins };
}

/** Categories in order of bad rate, then cut like numbers; the rarest are one pre-bin together, with the unseen ones. */
function categoryShapes(_feature: Feature, context: ColumnContext<CategoryColumn>): Shapes {
  const { column, table, rows, binning } = context;
  const present = rows.filter((row) => column.codes[row]! >= 0);
  const codes = Int32Array.from(present, (row) => column.codes[row]!);
  const counts = countBins(table, present, { bins: codes, size: column.labels.length });
  const units = categoryUnits(column.labels, counts, binning.prebins);
  const empty: BinShape = { kind: 'group', values: [], unseen: true };
  if (units.length === 0) return { shapes: [{ kind: 'missing' }, empty], cells: [] };
  const limits = limitsFor(table, rows, binning);
  const { starts } = optimalBins(
    units.map((unit) => unit.counts),
    { ...limits, trend: 'none' },
  );
  const edges = [0, ...starts, units.length];
  const groups = edges.slice(1).map((end, i) => units.slice(edges[i], end));
  const rare = groups.findIndex((group) => group.some((unit) => unit.rare));
  const unseen = rare < 0 ? groups.length - 1 : rare;
  const toShape = (group: readonly Unit[], i: number): BinShape => ({
    kind: 'group',
    values: group.flatMap((unit) => unit.labels).sort(),
    unseen: i === unseen,
  });
  return { shapes: [{ kind: 'missing' }, ...groups.map(toShape)], cells: units.map((unit) => unit.counts) };
}

interface Unit {
  readonly labels: readonly string[];
  readonly counts: Counts;
  readonly rare: boolean;
}

function categoryUnits(labels: readonly string[], counts: readonly Counts[], most: number): Unit[] {
  const size = (unit: Counts) => unit.goods + unit.bads;
  const present = labels
    .map((label, i): Unit => ({ labels: [label], counts: counts[i]!, rare: false }))
    .filter((unit) => size(unit.counts) > 0)
    .sort((a, b) => size(b.counts) - size(a.counts) || (a.labels[0]! < b.labels[0]! ? -1 : 1));
  const rest = present.slice(most - 1);
  const pooled = rest.length < 2 ? rest : [poolUnits(rest)];
  const rate = ({ counts: { weightedGoods, weightedBads } }: Unit) =>
    weightedBads / (weightedGoods + weightedBads);
  return [...present.slice(0, most - 1), ...pooled].sort(
    (a, b) => rate(a) - rate(b) || (a.labels[0]! < b.labels[0]! ? -1 : 1),
  );
}

function poolUnits(units: readonly Unit[]): Unit {
  const total = (name: keyof Counts) => units.reduce((sum, unit) => sum + unit.counts[name], 0);
  return {
    labels: units.flatMap((unit) => unit.labels),
    counts: {
      goods: total('goods'),
      bads: total('bads'),
      weightedGoods: total('weightedGoods'),
      weightedBads: total('weightedBads'),
    },
    rare: true,
  };
}

function limitsFor(table: TrainingTable, rows: Uint32Array, binning: Binning): Omit<BinLimits, 'trend'> {
  const totals = countBins(table, rows, { bins: new Uint8Array(rows.length), size: 1 })[0]!;
  return {
    maxBins: binning.maxBins,
    minRows: Math.ceil(binning.minShare * rows.length),
    minGoods: binning.minGoods,
    minBads: binning.minBads,
    totals,
  };
}

/** The trends to try: as declared, otherwise as `better` says; `auto` tries both directions. */
function trendsFor(feature: Feature, binning: Binning): Exclude<Trend, 'auto'>[] {
  const byDirection = { higher: 'descending', lower: 'ascending', either: 'auto' } as const;
  const trend = binning.trends[feature.id] ?? byDirection[feature.better];
  return trend === 'auto' ? ['ascending', 'descending'] : [trend];
}

function bestTrend(
  prebins: readonly Counts[],
  trends: readonly Exclude<Trend, 'auto'>[],
  limits: Omit<BinLimits, 'trend'>,
): Partition {
  const found = trends.map((trend) => optimalBins(prebins, { ...limits, trend }));
  return found.reduce((best, each) => (each.iv > best.iv ? each : best));
}
