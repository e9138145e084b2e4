import { DocumentError } from '../core/errors.js';
import { columnsOfCondition } from '../document/condition.js';
import { INDUSTRY_CODE, mergeContract, ratingColumns, unknownColumns } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { columnsOfFeature, type Feature } from '../document/feature.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Split } from '../document/label-spec.js';
import type { ColumnData, Engine } from '../engine/engine.js';
import type { CategoryColumn, NumericColumn, TrainingTable } from '../enterprise/training-table.js';
import { NO_INDUSTRIES } from '../sql/company.js';
import { loadStatements } from '../sql/load.js';
import {
  featureColumn,
  isColumnSplit,
  labelledQuery,
  SIDES,
  sideColumn,
  trainingView,
  UNASKED,
} from '../sql/training.js';
import { assertSample } from './check-sample.js';
import { COMPANIES } from './load-companies.js';

/** The labelled firms in row order, with what training asks of each. */
export interface TrainingData {
  readonly table: TrainingTable;
  /** The label sources that the table's places mean: the spec's, then the outcomes. */
  readonly sources: readonly LabelSource[];
  /** 1 for the bank's own customers. */
  readonly customer: Uint8Array;
  /** 1 where the label's window starts before the industry document's day. */
  readonly lookAhead: Uint8Array;
  /** Train and test rows of each split, by split id. */
  readonly splits: ReadonlyMap<string, SplitRows>;
}

/** The rows of a split, and how many are in neither part. */
export interface SplitRows {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  readonly neither: { readonly empty: number; readonly late: number };
}

/** The view of labels, splits and features of every firm. */
export const TRAINING = 'training';

/** A label source and the sample weight of its firms. */
export interface LabelSource {
  readonly id: string;
  readonly weight: number;
}

/** The source of labels that come from outcomes. */
const OUTCOMES = 'outcomes';

/** The spec's label sources, then the outcomes where there are any. */
export function sourcesOf({ label, outcomes }: EnterpriseSpec, withOutcomes: boolean): LabelSource[] {
  const unnamed = withOutcomes ? [] : [{ id: 'all', weight: 1 }];
  const own = (label?.sources ?? unnamed).map(({ id, weight }) => ({ id, weight }));
  return withOutcomes ? [...own, { id: OUTCOMES, weight: outcomes.weight }] : own;
}

/** The spec's splits; without any, every labelled firm trains. */
export function splitsOf({ splits }: EnterpriseSpec): readonly Split[] {
  return splits.length > 0 ? splits : [{ id: 'all', by: 'hash', testShare: 0 }];
}

/** The spec's contract and the columns that each part of it reads. */
export function trainingContract(spec: EnterpriseSpec) {
  const columns = mergeContract(spec.inputs);
  const thinOf = spec.thin.of ?? [...new Set(spec.features.flatMap(columnsOfFeature))];
  const { label } = spec;
  const conditions = [
    label?.bad,
    label?.good,
    label?.exclude,
    label?.customers,
    ...(label?.sources ?? []).map(({ when }) => when),
  ];
  const named = [label?.windowStart, label?.weight, spec.fit.offset].filter((name) => name !== undefined);
  const lookups = spec.features.some(({ kind }) => kind === 'lookup');
  const read = new Set([
    ...ratingColumns(spec.features, thinOf, columns),
    ...conditions.flatMap((condition) => (condition === undefined ? [] : columnsOfCondition(condition))),
    ...named,
    ...(lookups ? [INDUSTRY_CODE] : []),
    ...spec.splits.flatMap((split) => (split.by === 'hash' ? [] : [split.column])),
  ]);
  const problems = unknownColumns(read, columns, { file: 'enterprise.spec.json', json: spec });
  if (problems.length > 0) {
    throw new DocumentError(
      'BAD_DOCUMENT',
      'enterprise.spec.json names columns it does not declare',
      problems,
    );
  }
  return { columns, thinOf, read };
}

/** What training data are read from. */
export interface TrainingDataOptions {
  readonly spec: EnterpriseSpec;
  /** Undefined where nothing is looked up. */
  readonly industry: IndustryDocument | undefined;
  readonly asOf: string;
  readonly contract: ReturnType<typeof trainingContract>;
  /** Labels from matured outcomes, by company; undefined without a file of outcomes. */
  readonly outcomes: ReadonlyMap<string, 'good' | 'bad'> | undefined;
}

/** Makes the view of labels, splits and features; nothing is computed before it is read. */
export async function makeTrainingView(
  engine: Engine,
  { spec, industry, asOf, contract, outcomes }: TrainingDataOptions,
): Promise<void> {
  const view = trainingView(TRAINING, {
    ...contract,
    spec,
    splits: splitsOf(spec),
    industry: industry ?? NO_INDUSTRIES,
    industryAsOf: industry?.asOf,
    asOf,
    read: [...contract.read],
    outcomes,
    from: COMPANIES,
  });
  await engine.run(view);
}

/**
 * Computes labels, splits and features of every firm in the engine and reads the labelled ones.
 * @throws InputError RANGE for sample weights or offsets that cannot be used
 */
export async function readTrainingData(engine: Engine, options: TrainingDataOptions): Promise<TrainingData> {
  const { spec, outcomes } = options;
  const splits = splitsOf(spec);
  await makeTrainingView(engine, options);
  const [firms] = await engine.rows(loadStatements.rowCount(COMPANIES));
  const sources = sourcesOf(spec, outcomes !== undefined);
  const query = labelledQuery(TRAINING, { spec, splits, hasSources: sources.length > 1 });
  const data = inRowOrder(await engine.columns(query, Number(firms!.n)));
  const numbers = numbersIn(data);
  const source = Uint8Array.from(numbers('source_no'));
  const own = numbers('sample_weight');
  const offset = numbers('sample_offset');
  assertSample(spec, { weights: own, offsets: offset });
  const table: TrainingTable = {
    rows: source.length,
    bad: Uint8Array.from(numbers('is_bad_firm')),
    weightMillionths: own.map((weight, row) => Math.round(sources[source[row]!]!.weight * weight * 1e6)),
    source,
    ...(spec.fit.offset === undefined ? {} : { offset }),
    sampleKey: Uint32Array.from(numbers('id_hash')),
    columns: new Map(spec.features.map((feature) => [feature.id, toColumn(feature, data)])),
  };
  return {
    table,
    sources,
    customer: Uint8Array.from(numbers('is_customer')),
    lookAhead: Uint8Array.from(numbers('is_before_industry')),
    splits: new Map(splits.map((split) => [split.id, sidesOf(split, numbers)])),
  };
}

type Columns = ReadonlyMap<string, ColumnData>;
type NumberData = Extract<ColumnData, { kind: 'number' }>;

/** The columns by ascending row number: mostly they come so, and a sort in the engine would hold all of them twice. */
function inRowOrder(columns: Columns): Columns {
  const { values: rows } = columns.get('row_no') as NumberData;
  if (rows.every((row, i) => i === 0 || row > rows[i - 1]!)) return columns;
  const order = Uint32Array.from(rows.keys()).sort((a, b) => rows[a]! - rows[b]!);
  const sorted = (column: ColumnData): ColumnData =>
    column.kind === 'number'
      ? { kind: 'number', values: Float64Array.from(order, (row) => column.values[row]!) }
      : { kind: 'text', values: Array.from(order, (row) => column.values[row]!) };
  return new Map([...columns].map(([name, column]) => [name, sorted(column)]));
}

/** Numeric columns by name; a fact that was not asked for is the same in every row. */
function numbersIn(data: Columns) {
  const { length } = (data.get('row_no') as NumberData).values;
  return (name: string): Float64Array => {
    const read = data.get(name) as NumberData | undefined;
    return read?.values ?? new Float64Array(length).fill(UNASKED[name as keyof typeof UNASKED]);
  };
}

/** 2^32, the range of the hash of an id. */
const HASH_RANGE = 2 ** 32;

function sideOf(split: Split, numbers: (name: string) => Float64Array): (row: number) => number {
  if (isColumnSplit(split)) {
    const sides = numbers(sideColumn(split));
    return (row) => sides[row]!;
  }
  const hashes = numbers('id_hash');
  const limit = Math.ceil(split.testShare * HASH_RANGE);
  return (row) => (hashes[row]! < limit ? SIDES.test : SIDES.train);
}

function sidesOf(split: Split, numbers: (name: string) => Float64Array): SplitRows {
  const side = sideOf(split, numbers);
  const { length } = numbers('row_no');
  const rowsOn = (wanted: number) => {
    const rows = new Uint32Array(length);
    let count = 0;
    for (let row = 0; row < length; row++) if (side(row) === wanted) rows[count++] = row;
    return rows.slice(0, count);
  };
  const neither = { empty: rowsOn(SIDES.empty).length, late: rowsOn(SIDES.late).length };
  return { train: rowsOn(SIDES.train), test: rowsOn(SIDES.test), neither };
}

function toColumn(feature: Feature, data: Columns): NumericColumn | CategoryColumn {
  const column = data.get(featureColumn(feature.id))!;
  if (column.kind === 'number') return { kind: 'number', values: column.values };
  const places = new Map<string, number>();
  const codes = Int32Array.from(column.values, (value) => {
    if (value === null) return -1;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { kind: 'category', codes, labels: [...places.keys()] };
}
