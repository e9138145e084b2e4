import { type Column, isNumeric } from '../document/column.js';
import { duckdb } from './duckdb.js';
import { and, binary, column, type Expr, integer, isPresent, nullOf, type SqlType, when } from './expr.js';
import { cellColumn, cleanExpr, isUnchecked, LOADED_ROWS } from './load.js';
import type { LoadSource } from './load-options.js';
import { IS_BAD, ROW_NO } from './own-columns.js';
import { keep, type Named, type Stage } from './stage.js';

/** Columns of the company file that a table holds beside what is made of them in the pass that reads the file. */
export interface CarryOptions {
  readonly source: LoadSource;
  /** Every column that is loaded. */
  readonly wanted: ReadonlySet<string>;
  /** Those of them that are carried. */
  readonly carried: readonly string[];
  /** The firms whose columns are read later; undefined: all. */
  readonly readers?: {
    readonly when: Expr;
    /** Columns that are read of every firm all the same. */
    readonly always: readonly (string | undefined)[];
  };
}

/** The name of a carried column among what is made beside it: no column of a file has a dot. */
export const carriedColumn = (name: string): string => `company.${name}`;

/** The stage before those that make something: loaded rows, and carried columns under names of their own. */
export function carryStage({ wanted, ...options }: CarryOptions): Stage {
  const aside = entriesOf(options).map(
    (entry): Named => [
      carriedColumn(entry.name),
      column(isCell(entry, options.source) ? cellColumn(entry.name) : entry.name),
    ],
  );
  return { name: 's0_carried', from: LOADED_ROWS, columns: [...[...wanted, IS_BAD].map(keep), ...aside] };
}

/** The stage after them: cells that nobody has checked are cleaned here, only where they are read. */
export function keptStage(made: Stage, { readers, ...options }: Omit<CarryOptions, 'wanted'>): Stage {
  const values = new Map(
    entriesOf(options).map((entry) => {
      const name = carriedColumn(entry.name);
      const value = isCell(entry, options.source)
        ? cleanExpr(entry, options.source, column(name))
        : column(name);
      const isRead = readers === undefined || readers.always.includes(entry.name);
      return [name, isRead ? value : when([[readers.when, value]], nullOf(typeOf(entry)))];
    }),
  );
  const columns = made.columns.map(([name]): Named => [name, values.get(name) ?? column(name)]);
  return { name: 's9_kept', from: made.name, columns };
}

const entriesOf = ({ source, carried }: Pick<CarryOptions, 'source' | 'carried'>): Column[] =>
  [...source.columns, ...source.absent].filter(({ name }) => carried.includes(name));

const isCell = (entry: Column, source: LoadSource) => source.columns.includes(entry) && isUnchecked(entry);

function typeOf(entry: Column): SqlType {
  if (entry.type === 'date') return 'date';
  if (!isNumeric(entry)) return 'text';
  return entry.type === 'number' ? 'double' : 'bigint';
}

/** Scores of the tiers `from` to `to`, where nothing but the score decides the tier. */
export function scoreOfTiers(
  tiers: readonly { readonly floor: number }[],
  { from, to }: { readonly from: number; readonly to: number },
): Expr {
  const score = column('raw_score');
  const least = to === tiers.length ? [] : [binary(score, '>=', integer(tiers[to - 1]!.floor))];
  const below = from === 1 ? [] : [binary(score, '<', integer(tiers[from - 2]!.floor))];
  const bounds = [...least, ...below];
  return bounds.length === 0 ? isPresent(score) : and(...bounds);
}

/** The view of the carried columns of a table, with its row numbers. */
export function carriedView(view: string, table: string, names: readonly string[]): string {
  const columns = names.map(
    (name) => `${duckdb.identifier(carriedColumn(name))} AS ${duckdb.identifier(name)}`,
  );
  return `CREATE VIEW ${duckdb.identifier(view)} AS SELECT ${[`rowid AS ${ROW_NO}`, ...columns].join(', ')} FROM ${duckdb.identifier(table)}`;
}
