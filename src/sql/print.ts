import type { Dialect } from './dialect.js';
import type { Expr } from './expr.js';

/**
 * The SQL text of an expression in one dialect.
 * @param expr the expression
 * @param dialect the engine's way of writing
 */
export function print(expr: Expr, dialect: Dialect): string {
  const each = (args: readonly Expr[]) => args.map((arg) => print(arg, dialect));
  const of = (arg: Expr) => print(arg, dialect);
  switch (expr.kind) {
    case 'integer':
    case 'double':
    case 'decimal':
    case 'text':
    case 'date':
    case 'null':
      return printLiteral(expr, dialect);
    case 'column':
      return printColumn(expr, dialect);
    case 'binary':
      return printBinary(expr, dialect);
    case 'logic':
      return `(${each(expr.args).join(expr.op === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `(NOT ${of(expr.arg)})`;
    case 'is_null':
      return `(${of(expr.arg)} IS ${expr.negated ? 'NOT ' : ''}NULL)`;
    case 'in':
      return dialect.isIn(of(expr.arg), each(expr.values));
    case 'case':
      return printCase(expr, of);
    case 'cast':
      return `CAST(${of(expr.arg)} AS ${dialect.types[expr.type]})`;
    case 'call':
      return dialect.call(expr.name, each(expr.args));
    case 'pick':
      return dialect.pick(of(expr.index), each(expr.values));
    case 'find':
      return dialect.find(of(expr.arg), expr.keys.map(dialect.text), each(expr.values));
    case 'greatest':
    case 'least':
      return dialect.extreme(expr.kind, each(expr.args));
  }
}

function printColumn({ of, name }: Extract<Expr, { kind: 'column' }>, dialect: Dialect): string {
  return [of, name].flatMap((part) => (part === undefined ? [] : dialect.identifier(part))).join('.');
}

type Of = (arg: Expr) => string;

function printCase({ branches, otherwise }: Extract<Expr, { kind: 'case' }>, of: Of): string {
  const parts = branches.map(([condition, value]) => `WHEN ${of(condition)} THEN ${of(value)}`);
  return `CASE ${parts.join(' ')} ELSE ${of(otherwise)} END`;
}

function printBinary({ op, left, right }: Extract<Expr, { kind: 'binary' }>, dialect: Dialect): string {
  const [a, b] = [print(left, dialect), print(right, dialect)];
  return op === '//' ? dialect.integerDivision(a, b) : `(${a} ${op} ${b})`;
}

type Literal = Extract<Expr, { kind: 'integer' | 'double' | 'decimal' | 'text' | 'date' | 'null' }>;

function printLiteral(expr: Literal, dialect: Dialect): string {
  switch (expr.kind) {
    case 'integer':
      return expr.value < 0 ? `(${expr.value})` : String(expr.value);
    case 'double':
      return expr.value < 0 ? `(${dialect.double(expr.value)})` : dialect.double(expr.value);
    case 'decimal':
      return dialect.decimal(expr.text);
    case 'text':
      return dialect.text(expr.value);
    case 'date':
      return dialect.date(expr.value);
    case 'null':
      return `CAST(NULL AS ${dialect.types[expr.type]})`;
  }
}
