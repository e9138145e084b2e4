import { DocumentError } from '../core/errors.js';
import { columnsOfCondition } from '../document/condition.js';
import { mergeContract, ratingColumns, unknownColumns } from '../document/contract.js';
import type { TrainingEvidence } from '../document/enterprise-document.js';
import type { EnterpriseSpec, Split } from '../document/enterprise-spec.js';
import { columnsOfFeature, type Feature } from '../document/feature.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { ColumnData, Engine } from '../engine/engine.js';
import type { CategoryColumn, NumericColumn, TrainingTable } from '../enterprise/training-table.js';
import { featureColumn, labelCounts, labelledQuery, testColumn, trainingTable } from '../sql/training.js';
import { COMPANIES } from './load-companies.js';

/** The labelled firms in row order, with what training asks of each. */
export interface TrainingData {
  readonly table: TrainingTable;
  /** Place of each firm's label source in the spec. */
  readonly source: Uint8Array;
  /** 1 for the bank's own customers. */
  readonly customer: Uint8Array;
  /** 1 where the label's window starts before the industry document's day. */
  readonly lookAhead: Uint8Array;
  /** Train and test rows of each split, by split id. */
  readonly splits: ReadonlyMap<string, { readonly train: Uint32Array; readonly test: Uint32Array }>;
}

const TRAINING = 'training';

/** The spec's contract and the columns that each part of it reads. */
export function trainingContract(spec: EnterpriseSpec) {
  const columns = mergeContract(spec.inputs);
  const thinOf = spec.thin.of ?? [...new Set(spec.features.flatMap(columnsOfFeature))];
  const { label } = spec;
  const conditions = [
    label.bad,
    label.good,
    label.exclude,
    label.customers,
    ...label.sources.map(({ when }) => when),
  ];
  const read = new Set([
    ...ratingColumns(spec.features, thinOf),
    ...conditions.flatMap((condition) => (condition === undefined ? [] : columnsOfCondition(condition))),
    ...(label.windowStart === undefined ? [] : [label.windowStart]),
    ...spec.splits.flatMap((split) => (split.by === 'hash' ? [] : [split.column])),
  ]);
  const problems = unknownColumns(read, columns, 'enterprise.spec.json');
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
  readonly industry: IndustryDocument;
  readonly asOf: string;
  readonly contract: ReturnType<typeof trainingContract>;
}

/** Computes labels, splits and features of every firm in the engine and reads the labelled ones. */
export async function readTrainingData(engine: Engine, options: TrainingDataOptions): Promise<TrainingData> {
  const { spec, industry, asOf, contract } = options;
  const { columns, thinOf, read } = contract;
  const names = [...read];
  await engine.run(
    trainingTable(TRAINING, { spec, columns, industry, asOf, thinOf, read: names, from: COMPANIES }),
  );
  const data = await engine.columns(labelledQuery(TRAINING, spec));
  const numbers = (name: string) => (data.get(name) as ColumnData & { kind: 'number' }).values;
  const source = Uint8Array.from(numbers('source_no'));
  const weights = spec.label.sources.map(({ weight }) => Math.round(weight * 1e6));
  const table: TrainingTable = {
    rows: source.length,
    bad: Uint8Array.from(numbers('is_bad_firm')),
    weightMillionths: Float64Array.from(source, (place) => weights[place]!),
    sampleKey: Uint32Array.from(numbers('id_hash')),
    columns: new Map(spec.features.map((feature) => [feature.id, toColumn(feature, data)])),
  };
  return {
    table,
    source,
    customer: Uint8Array.from(numbers('is_customer')),
    lookAhead: Uint8Array.from(numbers('is_before_industry')),
    splits: new Map(spec.splits.map((split) => [split.id, sidesOf(split, numbers)])),
  };
}

function sidesOf(split: Split, numbers: (name: string) => Float64Array) {
  const sides = numbers(testColumn(split));
  const rowsOn = (side: number) => Uint32Array.from([...sides.keys()].filter((row) => sides[row] === side));
  return { train: rowsOn(0), test: rowsOn(1) };
}

function toColumn(feature: Feature, data: ReadonlyMap<string, ColumnData>): NumericColumn | CategoryColumn {
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

/** How many firms each reason left out of training, and goods and bads by source. */
export type LabelCounts = Pick<TrainingEvidence, 'excluded' | 'sources'>;

/** Counts every firm of the training table once. */
export async function countLabels(engine: Engine, spec: EnterpriseSpec): Promise<LabelCounts> {
  const rows = (await engine.rows(labelCounts(TRAINING))).map((row) => ({
    bad: Number(row.is_bad_firm),
    good: Number(row.is_good_firm),
    excluded: Number(row.is_excluded),
    thin: Number(row.is_thin),
    source: Number(row.source_no),
    n: Number(row.n),
  }));
  const excluded: Record<string, number> = {};
  const sources = spec.label.sources.map(({ id, weight }) => ({ id, goods: 0, bads: 0, weight }));
  for (const row of rows) {
    const reason = reasonLeftOut(row);
    if (reason !== undefined) excluded[reason] = (excluded[reason] ?? 0) + row.n;
    else sources[row.source]![row.bad === 1 ? 'bads' : 'goods'] += row.n;
  }
  return { excluded, sources };
}

interface LabelRow {
  readonly bad: number;
  readonly good: number;
  readonly excluded: number;
  readonly thin: number;
  readonly source: number;
}

function reasonLeftOut({ bad, good, excluded, thin, source }: LabelRow): string | undefined {
  if (bad + good === 0) return 'unlabelled';
  if (bad + good === 2) return 'good and bad';
  if (excluded === 1) return 'excluded';
  if (thin === 1) return 'too thin';
  return source < 0 ? 'no source' : undefined;
}
