import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Split } from '../document/label-spec.js';
import { duckdb } from './duckdb.js';
import { and, binary, cast, column, type Expr, integer } from './expr.js';
import { ROW_NO } from './own-columns.js';
import { isColumnSplit, sideColumn } from './split-side.js';
import { keep, type Named, printQuery } from './stage.js';
import { featureColumn } from './training.js';

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

/** The query that counts every firm by label, exclusion, weight, thinness and source. */
export function labelCounts(table: string): string {
  const names =
    'is_bad_firm, is_good_firm, is_excluded, is_weightless, is_thin, source_no, was_bad_firm, was_good_firm';
  return `SELECT ${names}, count(*) AS n FROM ${duckdb.identifier(table)} GROUP BY ${names} ORDER BY ${names}`;
}
