import type { Column } from '../document/column.js';
import type { Condition } from '../document/condition.js';
import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Split } from '../document/label-spec.js';
import { companyStage, contractLookup, type IndustryLookup, ROW_NO } from './company.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import { duckdb } from './duckdb.js';
import {
  and,
  binary,
  call,
  cast,
  column,
  date,
  double,
  type Expr,
  integer,
  isNull,
  isPresent,
  nullOf,
  oneIf,
  sumOf,
  text,
  when,
} from './expr.js';
import { featureExpr } from './feature.js';
import { keep, type Lookup, type Named, printQuery, type Stage } from './stage.js';

/** What the training table is compiled from. */
export interface TrainingOptions {
  readonly spec: EnterpriseSpec;
  readonly splits: readonly Split[];
  /** The spec's inputs, merged. */
  readonly columns: readonly Column[];
  readonly industry: IndustryLookup;
  /** The day of the industry document that is looked up; undefined without one. */
  readonly industryAsOf: string | undefined;
  readonly asOf: string;
  /** Company columns counted for thin files. */
  readonly thinOf: readonly string[];
  /** Company columns that anything of the spec reads. */
  readonly read: readonly string[];
  /** Labels from matured outcomes, by company: they stand above the table's own. Undefined without a file of outcomes. */
  readonly outcomes: ReadonlyMap<string, 'good' | 'bad'> | undefined;
  readonly from: string;
}

const NO_SOURCE = -1;

/** A split that goes by columns of the company table; one by hash goes by `id_hash` alone. */
export type ColumnSplit = Exclude<Split, { by: 'hash' }>;

/** Whether a split goes by columns of the company table. */
export const isColumnSplit = (split: Split): split is ColumnSplit => split.by !== 'hash';

/** The sides of a split; `late` and `empty` are in neither part. */
export const SIDES = { train: 0, test: 1, late: 2, empty: 3 } as const;

/** The column with the side of a row in a split: a number of `SIDES`. */
export const sideColumn = (split: ColumnSplit): string => `side_${split.id.replaceAll('-', '_')}`;

/** The column of a feature's value. */
export const featureColumn = (id: string): string => `f_${id}`;

/** 0 or 1 by outcome; null for a company without one. */
const OUTCOME = '_outcome_bad';

function labelStages(options: TrainingOptions): Stage[] {
  const { spec, splits, columns, industry, asOf, thinOf, read, from, outcomes } = options;
  const lookup = contractLookup(columns);
  const company = companyStage(from, [ROW_NO, ...read], industry);
  const rows = [...(outcomes ?? [])].map(([id, label]) => [text(id), integer(label === 'bad' ? 1 : 0)]);
  const joined: Lookup = {
    name: 'outcome',
    columns: ['_outcome_id', OUTCOME],
    rows,
    key: column(COMPANY_ID, from),
  };
  const first: Stage =
    rows.length === 0
      ? { ...company, columns: [...company.columns, [OUTCOME, nullOf('integer')]] }
      : {
          ...company,
          columns: [...company.columns, keep(OUTCOME)],
          lookups: [joined],
        };
  const missing = sumOf(thinOf.map((name) => oneIf(isNull(column(name)))));
  return [
    first,
    {
      name: 's2_training',
      from: 's1_company',
      columns: [
        keep(ROW_NO),
        ...labelColumns(options, lookup),
        ['is_thin', oneIf(binary(missing, '>', integer(spec.thin.maxMissing)))],
        ['sample_weight', columnOr(spec.label?.weight, 1)],
        ['sample_offset', columnOr(spec.fit.offset, 0)],
        ['id_hash', call('hash_of_id', column(COMPANY_ID))],
        ...splits.filter(isColumnSplit).map((split): Named => [sideColumn(split), splitSide(split, lookup)]),
        ...spec.features.map(
          (feature): Named => [featureColumn(feature.id), featureExpr(feature, { lookup, asOf, industry })],
        ),
      ],
    },
  ];
}

/** Good, bad, excluded, whose customer, from which source. Without a label, or outcomes, every firm counts as good. */
function labelColumns({ spec, ...options }: TrainingOptions, lookup: ColumnLookup): Named[] {
  const { label } = spec;
  if (label === undefined && options.outcomes === undefined)
    return LABEL_COLUMNS.map((name) => [
      name,
      integer(name === 'is_good_firm' || name === 'is_customer' ? 1 : 0),
    ]);
  const flag = (condition: Condition | undefined, otherwise: number) =>
    condition === undefined ? integer(otherwise) : oneIf(conditionExpr(condition, lookup));
  const outcome = column(OUTCOME);
  const overruled = (told: Expr, own: Expr) => when([[isPresent(outcome), told]], own);
  const sources = (label?.sources ?? []).map(
    (source, place) => [conditionExpr(source.when, lookup), integer(place)] as const,
  );
  const exprs: Readonly<Record<(typeof LABEL_COLUMNS)[number], Expr>> = {
    was_bad_firm: flag(label?.bad, 0),
    was_good_firm: flag(label?.good, 0),
    is_bad_firm: overruled(outcome, flag(label?.bad, 0)),
    is_good_firm: overruled(binary(integer(1), '-', outcome), flag(label?.good, 0)),
    is_excluded: overruled(integer(0), flag(label?.exclude, 0)),
    is_weightless:
      label?.weight === undefined ? integer(0) : oneIf(binary(column(label.weight), '=', double(0))),
    source_no: overruled(integer(label?.sources.length ?? 0), when(sources, integer(NO_SOURCE))),
    is_customer: overruled(integer(1), flag(label?.customers, 1)),
    is_before_industry: beforeIndustry(label?.windowStart, options.industryAsOf),
  };
  return LABEL_COLUMNS.map((name) => [name, exprs[name]]);
}

const LABEL_COLUMNS = [
  'was_bad_firm',
  'was_good_firm',
  'is_bad_firm',
  'is_good_firm',
  'is_excluded',
  'is_weightless',
  'source_no',
  'is_customer',
  'is_before_industry',
] as const;

function columnOr(name: string | undefined, otherwise: number): Expr {
  if (name === undefined) return double(otherwise);
  return call('coalesce', cast(column(name), 'double'), double(otherwise));
}

/** 1 where the label's window starts before the day of the industry document that is looked up. */
function beforeIndustry(windowStart: string | undefined, industryAsOf: string | undefined): Expr {
  if (windowStart === undefined || industryAsOf === undefined) return integer(0);
  return oneIf(binary(column(windowStart), '<', date(industryAsOf)));
}

function splitSide(split: ColumnSplit, lookup: ColumnLookup): Expr {
  const { expr, type } = lookup(split.column);
  const side = (where: Expr, name: keyof typeof SIDES) => [where, integer(SIDES[name])] as const;
  const from = (day: string) => binary(expr, '>=', date(day));
  const held = (told: string | number) => (type === 'number' ? double(Number(told)) : text(String(told)));
  const sides =
    split.by === 'given'
      ? [side(binary(expr, '=', held(split.test)), 'test')]
      : [
          ...(split.until === undefined ? [] : [side(from(split.until), 'late')]),
          side(from(split.from), 'test'),
        ];
  return when([side(isNull(expr), 'empty'), ...sides], integer(SIDES.train));
}

/**
 * The statement that makes the training view: labels, splits and features of every firm. Nothing is stored: the features are
 * computed as they are read, once.
 */
export function trainingView(table: string, options: TrainingOptions): string {
  return `CREATE OR REPLACE VIEW ${duckdb.identifier(table)} AS\n${printQuery(labelStages(options), duckdb)}`;
}

const labelled = (): Expr =>
  and(
    binary(binary(column('is_bad_firm'), '+', column('is_good_firm')), '=', integer(1)),
    binary(column('is_excluded'), '=', integer(0)),
    binary(column('is_weightless'), '=', integer(0)),
    binary(column('is_thin'), '=', integer(0)),
    binary(column('source_no'), '>=', integer(0)),
  );

/** Facts of labelled firms that are the same for all of them unless a spec asks for more, and what they are then. */
export const UNASKED = { source_no: 0, is_customer: 1, is_before_industry: 0, sample_weight: 1 } as const;

/** The facts of a labelled firm that a spec asks for: what is the same for all need not be read of each. */
function askedFacts({ label, fit }: EnterpriseSpec, hasSources: boolean): string[] {
  const asked: readonly (readonly [name: string, isAsked: boolean])[] = [
    ['source_no', hasSources],
    ['is_customer', label?.customers !== undefined],
    ['is_before_industry', label?.windowStart !== undefined],
    ['sample_weight', label?.weight !== undefined],
    ['sample_offset', fit.offset !== undefined],
  ];
  return ['is_bad_firm', 'id_hash', ...asked.filter(([, isAsked]) => isAsked).map(([name]) => name)];
}

/** What labelled firms are read by. */
export interface LabelledOptions {
  readonly spec: EnterpriseSpec;
  readonly splits: readonly Split[];
  /** Whether labels come from more than one source. */
  readonly hasSources: boolean;
}

/**
 * The query that reads the labelled firms with their row numbers, numbers as doubles; the reader puts them in order. A fact that is
 * not asked for is left out: see `UNASKED`.
 */
export function labelledQuery(table: string, { spec, splits, hasSources }: LabelledOptions): string {
  const number = (name: string): Named => [name, cast(column(name), 'double')];
  const sides = splits.filter(isColumnSplit).map(sideColumn);
  const columns: Named[] = [
    ...[ROW_NO, ...askedFacts(spec, hasSources), ...sides].map(number),
    ...spec.features.map((feature) => keep(featureColumn(feature.id))),
  ];
  return printQuery([{ name: 's1_labelled', from: table, columns, where: labelled() }], duckdb);
}

/** The query that counts every firm by label, exclusion, weight, thinness and source. */
export function labelCounts(table: string): string {
  const names =
    'is_bad_firm, is_good_firm, is_excluded, is_weightless, is_thin, source_no, was_bad_firm, was_good_firm';
  return `SELECT ${names}, count(*) AS n FROM ${duckdb.identifier(table)} GROUP BY ${names} ORDER BY ${names}`;
}
