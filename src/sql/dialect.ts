import type { SqlFunction, SqlType } from './expr.js';

/** How one engine writes what Dipper says. Every field is needed: what an engine cannot say is refused, never guessed. */
export interface Dialect {
  readonly name: string;
  readonly types: Readonly<Record<SqlType, string>>;
  /** Statements that have to run before, each with its reason. */
  readonly preamble: readonly { readonly statement: string; readonly reason: string }[];
  /** Between AS and the query of a common table expression that is read several times: keep its result. */
  readonly materialized: string;
  identifier(name: string): string;
  text(value: string): string;
  /** A double literal that reads back bit for bit. */
  double(value: number): string;
  decimal(text: string): string;
  date(value: string): string;
  integerDivision(left: string, right: string): string;
  /** Whether two keys are equal that are never null, of rows that are joined one to one. */
  sameKey(left: string, right: string): string;
  /** Whether a value is one of several constants; null for a null value. */
  isIn(value: string, constants: readonly string[]): string;
  call(name: SqlFunction, args: readonly string[]): string;
  /** Entry of a constant list at a 0-based index. */
  pick(index: string, values: readonly string[]): string;
  /** The value beside the one of several different constant texts that equals a text; null when none does. */
  find(value: string, keys: readonly string[], values: readonly string[]): string;
  /** The largest or least of several integers that are not null (engines differ on nulls). */
  extreme(which: 'greatest' | 'least', args: readonly string[]): string;
}
