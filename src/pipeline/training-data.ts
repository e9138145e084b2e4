import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Feature } from '../document/feature.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Engine } from '../engine/engine.js';
import type { ColumnData } from '../engine/read-columns.js';
import type { CategoryColumn, NumericColumn, TrainingTable } from '../enterprise/training-table.js';
import { NO_INDUSTRIES } from '../sql/company.js';
import { labelledQuery, UNASKED } from '../sql/labelled-firms.js';
import { loadStatements } from '../sql/load-statements.js';
import { ROW_NO } from '../sql/own-columns.js';
import { featureColumn, trainingView } from '../sql/training.js';
import { assertSample } from './check-sample.js';
import { COMPANIES } from './load-companies.js';
import { type SplitRows, sidesOf } from './split-rows.js';
import { type LabelSource, sourcesOf, splitsOf, type trainingContract } from './training-contract.js';

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

/** The view of labels, splits and features of every firm. */
export const TRAINING = 'training';

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
  const { values: rows } = columns.get(ROW_NO) as NumberData;
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
  const { length } = (data.get(ROW_NO) as NumberData).values;
  return (name: string): Float64Array => {
    const read = data.get(name) as NumberData | undefined;
    return read?.values ?? new Float64Array(length).fill(UNASKED[name as keyof typeof UNASKED]);
  };
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
