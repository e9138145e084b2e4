import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseSpec, Split } from '../document/enterprise-spec.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { companyStage, contractLookup, ROW_NO } from './company.js';
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
  oneIf,
  sumOf,
  text,
  when,
} from './expr.js';
import { featureExpr } from './feature.js';
import { keep, type Named, printQuery, type Stage } from './stage.js';

/** What the training table is compiled from. */
export interface TrainingOptions {
  readonly spec: EnterpriseSpec;
  /** The spec's inputs, merged. */
  readonly columns: readonly Column[];
  readonly industry: IndustryDocument;
  readonly asOf: string;
  /** Company columns counted for thin files. */
  readonly thinOf: readonly string[];
  /** Company columns that anything of the spec reads. */
  readonly read: readonly string[];
  readonly from: string;
}

/** 2^32, the range of the hash of an id. */
const HASH_RANGE = 4294967296;

const NO_SOURCE = -1;

/** The column that is 1 on the test rows of a split. */
export const testColumn = (split: Split): string => `test_${split.id.replaceAll('-', '_')}`;

/** The column of a feature's value. */
export const featureColumn = (id: string): string => `f_${id}`;

function labelStages(options: TrainingOptions): Stage[] {
  const { spec, columns, industry, asOf, thinOf, read, from } = options;
  const lookup = contractLookup(columns);
  const flag = (condition: Parameters<typeof conditionExpr>[0]) => oneIf(conditionExpr(condition, lookup));
  const sources = spec.label.sources.map(
    (source, place) => [conditionExpr(source.when, lookup), integer(place)] as const,
  );
  const missing = sumOf(thinOf.map((name) => oneIf(isNull(column(name)))));
  const labels: Named[] = [
    ['is_bad_firm', flag(spec.label.bad)],
    ['is_good_firm', flag(spec.label.good)],
    ['is_excluded', spec.label.exclude === undefined ? integer(0) : flag(spec.label.exclude)],
    ['is_thin', oneIf(binary(missing, '>', integer(spec.thin.maxMissing)))],
    ['source_no', when(sources, integer(NO_SOURCE))],
    ['is_customer', spec.label.customers === undefined ? integer(1) : flag(spec.label.customers)],
    ['is_before_industry', beforeIndustry(spec, industry)],
    ['id_hash', call('hash_of_id', column(COMPANY_ID))],
  ];
  return [
    companyStage(from, read, industry),
    {
      name: 's2_training',
      from: 's1_company',
      columns: [
        keep(ROW_NO),
        ...labels,
        ...spec.splits.map((split): Named => [testColumn(split), splitSide(split, lookup)]),
        ...spec.features.map(
          (feature): Named => [featureColumn(feature.id), featureExpr(feature, { lookup, asOf, industry })],
        ),
      ],
    },
  ];
}

/** 1 where the label's window starts before the day of the industry document that is looked up. */
function beforeIndustry({ label }: EnterpriseSpec, industry: IndustryDocument): Expr {
  if (label.windowStart === undefined) return integer(0);
  return oneIf(binary(column(label.windowStart), '<', date(industry.asOf)));
}

/** 0 = train, 1 = test, 2 = neither. */
function splitSide(split: Split, lookup: ColumnLookup): Expr {
  switch (split.by) {
    case 'hash': {
      const limit = integer(Math.ceil(split.testShare * HASH_RANGE));
      return oneIf(binary(call('hash_of_id', column(COMPANY_ID)), '<', limit));
    }
    case 'date': {
      const day = lookup(split.column).expr;
      const late =
        split.until === undefined ? [] : [[binary(day, '>=', date(split.until)), integer(2)] as const];
      return when(
        [[isNull(day), integer(2)], ...late, [binary(day, '>=', date(split.from)), integer(1)]],
        integer(0),
      );
    }
    case 'given': {
      const { expr, type } = lookup(split.column);
      const value = type === 'number' ? double(Number(split.test)) : text(String(split.test));
      return when(
        [
          [isNull(expr), integer(2)],
          [binary(expr, '=', value), integer(1)],
        ],
        integer(0),
      );
    }
  }
}

/** The statement that makes the training table: labels, splits and features of every firm. */
export function trainingTable(table: string, options: TrainingOptions): string {
  return `CREATE OR REPLACE TABLE ${duckdb.identifier(table)} AS\n${printQuery(labelStages(options), duckdb)}`;
}

const labelled = (): Expr =>
  and(
    binary(binary(column('is_bad_firm'), '+', column('is_good_firm')), '=', integer(1)),
    binary(column('is_excluded'), '=', integer(0)),
    binary(column('is_thin'), '=', integer(0)),
    binary(column('source_no'), '>=', integer(0)),
  );

/** The query that reads the labelled firms in row order, numbers as doubles. */
export function labelledQuery(table: string, spec: EnterpriseSpec): string {
  const number = (name: string): Named => [name, cast(column(name), 'double')];
  const facts = ['is_bad_firm', 'source_no', 'is_customer', 'is_before_industry', 'id_hash'];
  const columns: Named[] = [
    keep(ROW_NO),
    ...[...facts, ...spec.splits.map(testColumn)].map(number),
    ...spec.features.map((feature) => keep(featureColumn(feature.id))),
  ];
  return printQuery([{ name: 's1_labelled', from: table, columns, where: labelled() }], duckdb, [ROW_NO]);
}

/** The query that counts every firm by label, exclusion, thinness and source. */
export function labelCounts(table: string): string {
  const names = 'is_bad_firm, is_good_firm, is_excluded, is_thin, source_no';
  return `SELECT ${names}, count(*) AS n FROM ${duckdb.identifier(table)} GROUP BY ${names} ORDER BY ${names}`;
}
