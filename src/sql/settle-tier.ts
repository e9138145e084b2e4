import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Dialect } from './dialect.js';
import { duckdb, fileText } from './duckdb.js';
import { and, binary, column, type Expr, integer, isNull, pick, type SqlType, text, when } from './expr.js';
import { ROW_NO } from './own-columns.js';
import { keep, type Named, printQuery, type Stage } from './stage.js';

/** A tier that a person set, checked. */
export interface OverrideRow {
  readonly companyId: string;
  readonly fromTier: number;
  readonly toTier: number;
}

/** What tiers are settled from. */
export interface SettleOptions {
  readonly document: EnterpriseDocument;
  /** Table of ratings with the model's tier in `tier_model`. */
  readonly from: string;
  /** Columns of it to pass on. */
  readonly through: readonly string[];
  /** Table with company_id, previous_model and previous_tier; undefined without a run before. */
  readonly previous: string | undefined;
  readonly overrides: readonly OverrideRow[];
  /** Downgrades from this tier or better to a worse one act at once. */
  readonly lastLentTo: number;
}

/** Ratings beside what was said of each firm before and by hand. */
const TOLD = 'told';

/** The statements that make the table of settled ratings, in file order: `tier` after hysteresis and overrides, and `tier_source`. */
export function settledTable(table: string, options: SettleOptions): string[] {
  return [
    `CREATE VIEW ${TOLD} AS ${toldQuery(options, duckdb)}`,
    `CREATE TABLE ${duckdb.identifier(table)} AS\n${printQuery(settleStages(options, TOLD), duckdb, [ROW_NO])}`,
  ];
}

/** Ratings with what was said of each firm before and by hand; every firm once. */
export function toldQuery({ from, previous, overrides }: SettleOptions, dialect: Dialect): string {
  const [name, id] = [dialect.identifier(from), dialect.identifier(COMPANY_ID)];
  const missing = (type: SqlType) => `CAST(NULL AS ${dialect.types[type]})`;
  const nothing = `(SELECT ${missing('text')} AS ${COMPANY_ID}, ${missing('integer')} AS previous_model, ${missing('integer')} AS previous_tier)`;
  const before = previous === undefined ? nothing : dialect.identifier(previous);
  const rows = overrides.map(
    ({ companyId, fromTier, toTier }) => `(${dialect.text(companyId)}, ${fromTier}, ${toTier})`,
  );
  const values = rows.length === 0 ? "('', 0, 0)" : rows.join(', ');
  return `SELECT r.*, p.previous_model, p.previous_tier, o.override_from, o.override_to FROM ${name} r
LEFT JOIN ${before} p ON r.${id} = p.${id}
LEFT JOIN (VALUES ${values}) o(override_id, override_from, override_to) ON r.${id} = o.override_id`;
}

/** Tiers after hysteresis and overrides. */
export function settledQuery(
  options: SettleOptions,
  { told, dialect }: { readonly told: string; readonly dialect: Dialect },
): string {
  return printQuery(settleStages(options, told), dialect);
}

function settleStages(options: SettleOptions, told: string): Stage[] {
  const passed = options.through.map(keep);
  const held: Named = ['tier_held', heldExpr(options)];
  const isSet = binary(column('override_from'), '=', column('tier_held'));
  const source = when(
    [
      [isSet, text('override')],
      [binary(column('tier_held'), '=', column('tier_model')), text('model')],
    ],
    text('held'),
  );
  return [
    {
      name: 's1_held',
      from: told,
      columns: [...passed, ...['override_from', 'override_to'].map(keep), held],
    },
    {
      name: 's2_settled',
      from: 's1_held',
      columns: [
        ...passed,
        ['tier', when([[isSet, column('override_to')]], column('tier_held'))],
        ['tier_source', source],
      ],
    },
  ];
}

/** The tier after hysteresis: see settleTier in the enterprise room. */
function heldExpr({ document, lastLentTo }: SettleOptions): Expr {
  const { tiers, hysteresis } = document;
  const [model, before, score] = [column('tier_model'), column('previous_tier'), column('score')];
  const tierAt = (shift: number) => {
    const values = Array.from({ length: 1001 }, (_, value) => {
      const at = Math.min(1000, Math.max(0, value + shift));
      return integer(tiers.find(({ floor }) => at >= floor)!.tier);
    });
    return pick(score, values);
  };
  const better = (a: Expr, b: Expr) => when([[binary(a, '<', b), a]], b);
  const worse = (a: Expr, b: Expr) => when([[binary(a, '>', b), a]], b);
  const leaves = and(binary(before, '<=', integer(lastLentTo)), binary(model, '>', integer(lastLentTo)));
  return when(
    [
      [isNull(before), model],
      [binary(column('previous_model'), '=', model), model],
      [leaves, model],
      [binary(model, '<', before), better(before, tierAt(-hysteresis.points))],
      [binary(model, '>', before), worse(before, tierAt(Math.max(0, hysteresis.points - 1)))],
    ],
    model,
  );
}

/** Statements about the run before. */
export const previousStatements = {
  /** Loads company_id and tiers (R1..R15, or integers) of ratings.csv or ratings.parquet; firms that were not rated are left out. */
  load: (table: string, path: string) => {
    const isParquet = path.endsWith('.parquet');
    const source = isParquet
      ? `read_parquet(${fileText(path)})`
      : `read_csv(${fileText(path)}, header=true, all_varchar=true)`;
    const tier = (name: string) => `CAST(ltrim(CAST(${name} AS VARCHAR), 'R') AS INTEGER)`;
    return `CREATE TABLE ${duckdb.identifier(table)} AS SELECT ${COMPANY_ID}, ${tier('tier_model')} AS previous_model, ${tier('tier')} AS previous_tier FROM ${source} WHERE tier_model IS NOT NULL OR tier IS NOT NULL`;
  },
  /** The tiers of firms, or of all. */
  tiers: (table: string, ids?: readonly string[]) => {
    const own = ids === undefined ? '' : ` WHERE ${COMPANY_ID} IN (${ids.map(duckdb.text).join(', ')})`;
    return `SELECT ${COMPANY_ID}, previous_model, previous_tier FROM ${duckdb.identifier(table)}${own}`;
  },
  /** How many firms it has, how many of them are rated now, and how many of those are held in their tier. */
  known: (table: string, ratings: string) =>
    `SELECT count(*) AS firms, count(r.${COMPANY_ID}) AS rated, count(*) FILTER (r.tier_source = 'held') AS held FROM ${duckdb.identifier(table)} p LEFT JOIN ${duckdb.identifier(ratings)} r ON r.${COMPANY_ID} = p.${COMPANY_ID} AND r.refuse_code IS NULL`,
  /** How many rows, how many ids that stand more than once, and how many rows without a firm or a tier of the scale. */
  check: (table: string) => {
    const isTold = ['previous_model', 'previous_tier'].map(
      (name) => `coalesce(${name} BETWEEN 1 AND 15, false)`,
    );
    return `SELECT count(*) AS n, count(${COMPANY_ID}) - count(DISTINCT ${COMPANY_ID}) AS repeated, count(*) FILTER (WHERE ${COMPANY_ID} IS NULL OR NOT (${isTold.join(' AND ')})) AS outside FROM ${duckdb.identifier(table)}`;
  },
} as const;
