import { InputError } from '../core/errors.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { type Feature, specialCodesOf } from '../document/feature.js';
import { assignBins, placeAmong, searchable } from './assign-bins.js';
import type { BinShape } from './bin-shape.js';
import { quantileCuts } from './prebins.js';
import type { CategoryColumn, NumericColumn, TrainingTable } from './training-table.js';

/** Bins that a person cut, to be replayed exactly. */
export interface ManualBins {
  readonly shapes: readonly BinShape[];
  readonly author: string;
  readonly reason: string;
}

/** A feature cut as finely as bins may be: missing first, special codes next, then pre-bins or single categories. */
export interface Cells {
  readonly feature: Feature;
  readonly shapes: readonly BinShape[];
  /** Cell of every row of the table. */
  readonly codes: Uint16Array;
  /** Set where the cells are bins that a person cut. */
  readonly manual?: ManualBins;
}

/** What cells are cut on. */
export interface CellOptions {
  /** Rows whose values set the cuts: `sampleRows` of the training rows. */
  readonly sample: Uint32Array;
  readonly binning: EnterpriseSpec['binning'];
  readonly manual?: ManualBins | undefined;
}

const MOST_CATEGORIES = 65_000;

/**
 * Cuts a feature into cells; every row of the table gets its cell, also those that set no cut.
 * @param feature the feature
 * @param table the firms
 * @param options sample that sets the cuts, most pre-bins, bins cut by hand
 * @throws InputError TOO_MANY_CATEGORIES for a category that is more of an id
 */
export function cutCells(feature: Feature, table: TrainingTable, options: CellOptions): Cells {
  const column = table.columns.get(feature.id)!;
  if (options.manual !== undefined) return manualCells(feature, column, options.manual);
  return column.kind === 'number'
    ? numericCells(feature, column, { table, ...options })
    : categoryCells(feature, column);
}

function manualCells(feature: Feature, column: NumericColumn | CategoryColumn, manual: ManualBins): Cells {
  const codes = Uint16Array.from(assignBins(column, manual.shapes));
  return { feature, shapes: manual.shapes, codes, manual };
}

function numericCells(
  feature: Feature,
  { values }: NumericColumn,
  { table, sample, binning }: CellOptions & { readonly table: TrainingTable },
): Cells {
  const specials = specialCodesOf(feature);
  const cuts = quantileCuts(values, sample, { most: binning.prebins, specials });
  const searched = searchable(cuts);
  const codes = new Uint16Array(table.rows);
  const first = 1 + specials.length;
  for (let row = 0; row < table.rows; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const special = specials.length === 0 ? -1 : specials.indexOf(value);
    codes[row] = special < 0 ? first + placeAmong(searched, value) : 1 + special;
  }
  const edges = [null, ...cuts];
  const shapes: BinShape[] = [
    { kind: 'missing' },
    ...specials.map((code) => ({ kind: 'special' as const, code })),
    ...edges.map((lo, i) => ({ kind: 'range' as const, lo, hi: cuts[i] ?? null })),
  ];
  return { feature, shapes, codes };
}

function categoryCells(feature: Feature, { codes, labels }: CategoryColumn): Cells {
  if (labels.length > MOST_CATEGORIES) {
    const found = `${labels.length} different values`;
    throw new InputError('TOO_MANY_CATEGORIES', `Feature ${feature.id} is no category`, [
      { code: 'TOO_MANY_CATEGORIES', column: feature.id, found, expected: `at most ${MOST_CATEGORIES}` },
    ]);
  }
  const shapes: BinShape[] = [
    { kind: 'missing' },
    ...labels.map((label) => ({ kind: 'group' as const, values: [label], unseen: false })),
  ];
  return { feature, shapes, codes: Uint16Array.from(codes, (code) => code + 1) };
}
