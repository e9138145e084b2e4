/** SQL types that expressions are cast to. */
export type SqlType = 'integer' | 'bigint' | 'double' | 'date' | 'text';

/** Binary operators; `//` is integer division of non-negative integers. */
export type BinaryOp = '+' | '-' | '*' | '/' | '//' | '%' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '||';

/** Functions that every dialect has under some name. */
export type SqlFunction =
  | 'trim_blank'
  | 'prefix'
  | 'full_match'
  | 'drop_leading_letter'
  | 'nullif'
  | 'coalesce'
  | 'round'
  | 'truncate'
  | 'try_bigint'
  | 'try_date'
  | 'year'
  | 'month'
  | 'day'
  | 'hash_of_id'
  /** How many rows have the same value. */
  | 'copies'
  /** The texts that are not null, separated by `|`; null when none is. */
  | 'join_present';

/** A frozen SQL expression. */
export type Expr =
  | { readonly kind: 'column'; readonly name: string; readonly of?: string }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'decimal'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'date'; readonly value: string }
  | { readonly kind: 'null'; readonly type: SqlType }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'logic'; readonly op: 'and' | 'or'; readonly args: readonly Expr[] }
  | { readonly kind: 'not'; readonly arg: Expr }
  | { readonly kind: 'is_null'; readonly arg: Expr; readonly negated: boolean }
  | { readonly kind: 'in'; readonly arg: Expr; readonly values: readonly Expr[] }
  | { readonly kind: 'case'; readonly branches: readonly (readonly [Expr, Expr])[]; readonly otherwise: Expr }
  | { readonly kind: 'cast'; readonly type: SqlType; readonly arg: Expr }
  | { readonly kind: 'call'; readonly name: SqlFunction; readonly args: readonly Expr[] }
  /** The entry of a constant list at a 0-based integer index; null outside it and for a null index. */
  | { readonly kind: 'pick'; readonly index: Expr; readonly values: readonly Expr[] }
  /** The value beside the text among `keys` that equals `arg`, byte for byte; null when none does. */
  | {
      readonly kind: 'find';
      readonly arg: Expr;
      readonly keys: readonly string[];
      readonly values: readonly Expr[];
    }
  /** The largest or least of several integers, none of them null where the result is used. */
  | { readonly kind: 'greatest' | 'least'; readonly args: readonly Expr[] };

export const column = (name: string, of?: string): Expr =>
  Object.freeze(of === undefined ? { kind: 'column', name } : { kind: 'column', name, of });
export const integer = (value: number | bigint): Expr => Object.freeze({ kind: 'integer', value });
export const double = (value: number): Expr => Object.freeze({ kind: 'double', value });
/** An exact decimal literal, e.g. `73.25`. */
export const decimal = (text: string): Expr => Object.freeze({ kind: 'decimal', text });
export const text = (value: string): Expr => Object.freeze({ kind: 'text', value });
export const date = (value: string): Expr => Object.freeze({ kind: 'date', value });
export const nullOf = (type: SqlType): Expr => Object.freeze({ kind: 'null', type });
export const binary = (left: Expr, op: BinaryOp, right: Expr): Expr =>
  Object.freeze({ kind: 'binary', op, left, right });

/** The sum of several expressions; 0 of none. */
export function sumOf(args: readonly Expr[]): Expr {
  if (args.length === 0) return integer(0);
  if (args.length <= DEEPEST_SUM) return args.reduce((left, right) => binary(left, '+', right));
  const parts = Array.from({ length: Math.ceil(args.length / DEEPEST_SUM) }, (_, i) =>
    sumOf(args.slice(i * DEEPEST_SUM, (i + 1) * DEEPEST_SUM)),
  );
  return sumOf(parts);
}

/** Longer sums are added up in parts, as engines limit how deep an expression may be. */
const DEEPEST_SUM = 400;

export const and = (...args: readonly Expr[]): Expr =>
  args.length === 1 ? args[0]! : Object.freeze({ kind: 'logic', op: 'and', args });
export const or = (...args: readonly Expr[]): Expr =>
  args.length === 1 ? args[0]! : Object.freeze({ kind: 'logic', op: 'or', args });
export const not = (arg: Expr): Expr => Object.freeze({ kind: 'not', arg });
export const isNull = (arg: Expr): Expr => Object.freeze({ kind: 'is_null', arg, negated: false });
export const isPresent = (arg: Expr): Expr => Object.freeze({ kind: 'is_null', arg, negated: true });
export const isIn = (arg: Expr, values: readonly Expr[]): Expr => Object.freeze({ kind: 'in', arg, values });
export const when = (branches: readonly (readonly [Expr, Expr])[], otherwise: Expr): Expr =>
  branches.length === 0 ? otherwise : Object.freeze({ kind: 'case', branches, otherwise });
export const cast = (arg: Expr, type: SqlType): Expr => Object.freeze({ kind: 'cast', type, arg });
export const call = (name: SqlFunction, ...args: readonly Expr[]): Expr =>
  Object.freeze({ kind: 'call', name, args });
export const pick = (index: Expr, values: readonly Expr[]): Expr =>
  Object.freeze({ kind: 'pick', index, values });
export const find = (arg: Expr, entries: readonly (readonly [key: string, value: Expr])[]): Expr =>
  Object.freeze({
    kind: 'find',
    arg,
    keys: entries.map(([key]) => key),
    values: entries.map(([, value]) => value),
  });
/** The largest of several integers, none of them null. */
export const greatestOf = (args: readonly Expr[]): Expr => Object.freeze({ kind: 'greatest', args });

/** The least of several integers, none of them null where the result is used. */
export const leastOf = (args: readonly Expr[]): Expr => Object.freeze({ kind: 'least', args });

/** 1 where the condition holds, otherwise 0 (also where it is unknown). */
export const oneIf = (condition: Expr): Expr => when([[condition, integer(1)]], integer(0));
