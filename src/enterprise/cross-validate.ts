import { reweighted } from '../core/reweighted.js';
import { binCells } from './bin-feature.js';
import type { BinnedFeature } from './binned-feature.js';
import type { FitOptions } from './fit-card.js';
import type { LogisticData } from './logistic.js';
import {
  countCells,
  inOrderOfHash,
  offsetOf,
  type TrainingTable,
  weightsOf,
  withoutCounts,
} from './training-table.js';
import { woeMatrix } from './woe-matrix.js';

/** What a fold is fitted on: the rows of the other folds, with the features binned again on them. */
export interface FoldTraining {
  readonly data: LogisticData;
  readonly features: readonly BinnedFeature[];
  /** Which fold is left out. */
  readonly fold: number;
}

/** A model that can be fitted on one part and asked about another. */
export interface FoldModel {
  readonly name: string;
  /** Whether its fit knows of an offset, and its probability leaves it out; the others learn the sample as it is. */
  readonly knowsOffset: boolean;
  /** Fits; the result gives the probability of bad of row-major WOE columns. */
  fit(training: FoldTraining): Promise<Predictor>;
}

/** What a fitted model says of rows: pds, from their features row by row. */
export type Predictor = (x: Float64Array, rows: number) => Float64Array;

/** What each model said of rows it had not seen. */
export interface CrossValidated {
  /** Rows of the table, in order of hash. */
  readonly rows: Uint32Array;
  readonly bad: Uint8Array;
  readonly weight: Float64Array;
  readonly fold: Uint8Array;
  readonly folds: number;
  readonly models: readonly {
    readonly name: string;
    /** What rows are ranked by, in the order of `rows`: the probability of bad without odds that belong to the sample. */
    readonly p: Float64Array;
    /** What is held against outcomes: the probability of bad in the sample. */
    readonly sampleP: Float64Array;
    readonly seconds: number;
  }[];
}

/**
 * Fits every model on all folds but one and asks it about that one. Bins are learned again on the rows of each fit.
 * @param features the card's features
 * @param models what to hold against each other
 * @param options table, training rows, spec
 */
export async function crossValidate(
  features: readonly BinnedFeature[],
  models: readonly FoldModel[],
  { spec, table, rows: all }: FitOptions,
): Promise<CrossValidated> {
  const { folds, maxRows } = spec.crossValidation;
  const rows = stratifiedSample(table, all, maxRows);
  const fold = dealFolds(table, rows, folds);
  const results = models.map(({ name }) => ({
    name,
    p: new Float64Array(rows.length),
    sampleP: new Float64Array(rows.length),
    seconds: 0,
  }));
  for (let k = 0; k < folds; k++) {
    const places = [...rows.keys()];
    const [inside, outside] = [places.filter((i) => fold[i] !== k), places.filter((i) => fold[i] === k)];
    const pick = (at: readonly number[]) => Uint32Array.from(at, (i) => rows[i]!);
    const fitted = rebin(features, { table, rows, left: pick(outside), spec });
    const training = { data: foldData(fitted, table, pick(inside)), features: fitted, fold: k };
    const x = woeMatrix(fitted, pick(outside));
    const offset = offsetOf(table, pick(outside));
    for (const [m, model] of models.entries()) {
      const started = performance.now();
      const predicted = (await model.fit(training))(x, outside.length);
      outside.forEach((i, at) => {
        const own = predicted[at]!;
        results[m]!.p[i] = own;
        results[m]!.sampleP[i] =
          offset === undefined || !model.knowsOffset ? own : reweighted(own, Math.exp(offset[at]!));
      });
      results[m]!.seconds += (performance.now() - started) / 1000;
    }
  }
  const bad = Uint8Array.from(rows, (row) => table.bad[row]!);
  return { rows, bad, weight: weightsOf(table, rows), fold, folds, models: results };
}

function foldData(features: readonly BinnedFeature[], table: TrainingTable, rows: Uint32Array): LogisticData {
  const offset = offsetOf(table, rows);
  return {
    ...(offset && { offset }),
    x: woeMatrix(features, rows),
    rows: rows.length,
    columns: features.length,
    y: Uint8Array.from(rows, (row) => table.bad[row]!),
    weight: weightsOf(table, rows),
  };
}

interface Rebin {
  readonly table: TrainingTable;
  readonly rows: Uint32Array;
  /** The rows of the fold that is left out. */
  readonly left: Uint32Array;
  readonly spec: FitOptions['spec'];
}

function rebin(features: readonly BinnedFeature[], { table, rows, left, spec }: Rebin): BinnedFeature[] {
  return features.map(({ cells, feature }) => {
    const size = cells.shapes.length;
    const counted = (some: Uint32Array) => countCells(table, some, { codes: cells.codes, size });
    const waived = Object.hasOwn(spec.selection.waivers, feature.id);
    return binCells(cells, withoutCounts(counted(rows), counted(left)), { binning: spec.binning, waived });
  });
}

/** Rows of each class by ascending hash of the id. */
function byHash(table: TrainingTable, rows: Uint32Array): Uint32Array[] {
  return [0, 1].map((kind) =>
    inOrderOfHash(
      table,
      rows.filter((row) => table.bad[row] === kind),
    ),
  );
}

/**
 * At most `most` rows, good and bad in proportion, two of each at least, those with the smallest hashes; in order of hash, as
 * trees on samples of rows know them by their places.
 */
function stratifiedSample(table: TrainingTable, rows: Uint32Array, most: number): Uint32Array {
  const isAll = rows.length <= most;
  const chosen = byHash(table, rows).flatMap((own) => [
    ...own.subarray(0, isAll ? own.length : Math.max(2, Math.round((own.length * most) / rows.length))),
  ]);
  return inOrderOfHash(table, Uint32Array.from(chosen));
}

/** A fold for each row: each class in order of hash, dealt out in turn. */
function dealFolds(table: TrainingTable, rows: Uint32Array, folds: number): Uint8Array {
  const foldOf = new Map<number, number>();
  for (const own of byHash(table, rows)) {
    for (const [rank, row] of own.entries()) foldOf.set(row, rank % folds);
  }
  return Uint8Array.from(rows, (row) => foldOf.get(row)!);
}
