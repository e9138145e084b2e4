import type { Column } from '../document/column.js';
import type { Condition } from '../document/condition.js';
import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Split } from '../document/label-spec.js';
import { companyStage, contractLookup, type IndustryLookup } from './company.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import { duckdb } from './duckdb.js';
import {
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
import { ROW_NO } from './own-columns.js';
import { isColumnSplit, sideColumn, splitSide } from './split-side.js';
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

/**
 * The statement that makes the training view: labels, splits and features of every firm. Nothing is stored: the features are
 * computed as they are read, once.
 */
export function trainingView(table: string, options: TrainingOptions): string {
  return `CREATE OR REPLACE VIEW ${duckdb.identifier(table)} AS\n${printQuery(labelStages(options), duckdb)}`;
}
