import type { Bin } from '../document/bin.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Feature } from '../document/feature.js';
import type { Trend } from '../document/training-spec.js';
import type { Cells } from './cells.js';
import type { Counts } from './training-table.js';

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
