import type { Dialect } from './dialect.js';
import { column, type Expr } from './expr.js';
import { print } from './print.js';

/** A named output of a stage. */
export type Named = readonly [name: string, expr: Expr];

/** One look-up joined to a stage: an inline table of constant rows, matched on equality of its first column. */
export interface Lookup {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Expr[])[];
  /** Expression over the stage's input that must equal the first column. */
  readonly key: Expr;
}

/** One SELECT of a query: it reads only its FROM and its look-ups, and its names are unique. */
export interface Stage {
  readonly name: string;
  readonly from: string;
  readonly columns: readonly Named[];
  readonly lookups?: readonly Lookup[];
  /** Another stage or table whose rows are joined one to one on a column of the same name. */
  readonly join?: { readonly with: string; readonly on: string };
  readonly where?: Expr;
}

/** A column passed on unchanged. */
export const keep = (name: string): Named => [name, column(name)];

/**
 * Prints stages as common table expressions, the last one as the query's body.
 * @param stages in order; each reads earlier ones or a table
 * @param dialect the engine's way of writing
 * @param orderBy columns of the last stage that give the rows their order
 */
export function printQuery(
  stages: readonly Stage[],
  dialect: Dialect,
  orderBy: readonly string[] = [],
): string {
  const ctes = stages.flatMap((stage) => [
    ...(stage.lookups ?? []).map((lookup) => printLookup(lookup, dialect)),
    `${dialect.identifier(stage.name)} AS (\n${printStage(stage, dialect)}\n)`,
  ]);
  const last = stages.at(-1)!;
  const order = orderBy.map((name) => dialect.identifier(name)).join(', ');
  const body = `SELECT ${last.columns.map(([name]) => dialect.identifier(name)).join(', ')} FROM ${dialect.identifier(last.name)}`;
  return `WITH ${ctes.join(',\n')}\n${body}${order === '' ? '' : ` ORDER BY ${order}`}`;
}

function printStage(stage: Stage, dialect: Dialect): string {
  // Engines know names without case: one of two alike would be read for the other.
  const names = new Set(stage.columns.map(([name]) => name.toLowerCase()));
  if (names.size !== stage.columns.length) throw new Error(`stage ${stage.name} repeats a column name`);
  const columns = stage.columns.map(
    ([name, expr]) => `  ${print(expr, dialect)} AS ${dialect.identifier(name)}`,
  );
  const joins = (stage.lookups ?? []).map((lookup) => {
    const name = dialect.identifier(lookup.name);
    return `\n  LEFT JOIN ${name} ON ${print(lookup.key, dialect)} = ${name}.${dialect.identifier(lookup.columns[0]!)}`;
  });
  const join = stage.join === undefined ? '' : printJoin(stage.from, stage.join, dialect);
  const where = stage.where === undefined ? '' : `\n  WHERE ${print(stage.where, dialect)}`;
  return `  SELECT\n${columns.join(',\n')}\n  FROM ${tableName(stage.from, dialect)}${join}${joins.join('')}${where}`;
}

function printJoin(from: string, { with: other, on }: NonNullable<Stage['join']>, dialect: Dialect): string {
  const [a, b] = [from, other].map((name) => `${tableName(name, dialect)}.${dialect.identifier(on)}`);
  return `\n  INNER JOIN ${dialect.identifier(other)} ON ${dialect.sameKey(a!, b!)}`;
}

function printLookup(lookup: Lookup, dialect: Dialect): string {
  const rows = lookup.rows.map((row) => `(${row.map((cell) => print(cell, dialect)).join(', ')})`);
  const columns = lookup.columns.map((name) => dialect.identifier(name)).join(', ');
  return `${dialect.identifier(lookup.name)}(${columns}) AS (VALUES ${rows.join(', ')})`;
}

/** A table, or one in a schema or catalog: `lake.companies`. */
const tableName = (name: string, dialect: Dialect): string =>
  name.split('.').map(dialect.identifier).join('.');
