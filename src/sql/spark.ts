import { UnsupportedInDialect } from '../core/errors.js';
import type { Dialect } from './dialect.js';
import type { SqlFunction } from './expr.js';

type Printer = (args: readonly string[]) => string;

/** Reading cells of a CSV is the business of whoever fills the table: Spark gets typed columns. */
const refused =
  (name: string): Printer =>
  () => {
    throw new UnsupportedInDialect('UNSUPPORTED', `Spark SQL has no ${name} that reads as DuckDB's does`, [
      { code: 'UNSUPPORTED', path: name, expected: 'a table with typed columns' },
    ]);
  };

const functions: Readonly<Record<SqlFunction, Printer>> = {
  trim_blank: refused('trim_blank'),
  prefix: ([x, n]) => `substr(${x}, 1, ${n})`,
  full_match: ([x, pattern]) => `(${x} RLIKE concat('^(?s:', ${pattern}, ')\\\\z'))`,
  drop_leading_letter: refused('drop_leading_letter'),
  nullif: ([x, y]) => `nullif(${x}, ${y})`,
  coalesce: (args) => `coalesce(${args.join(', ')})`,
  round: refused('round'),
  truncate: refused('truncate'),
  try_bigint: refused('try_bigint'),
  try_date: refused('try_date'),
  year: ([x]) => `year(${x})`,
  month: ([x]) => `month(${x})`,
  day: ([x]) => `day(${x})`,
  hash_of_id: ([x]) => `CAST(conv(substr(md5(${x}), 1, 8), 16, 10) AS BIGINT)`,
  copies: ([x]) => `count(*) OVER (PARTITION BY ${x})`,
  join_present: (args) => `nullif(concat_ws('|', ${args.join(', ')}), '')`,
};

/** Spark SQL 4, with ANSI mode on or off: nothing that is compiled can raise. */
export const spark: Dialect = {
  name: 'spark',
  types: { integer: 'INT', bigint: 'BIGINT', double: 'DOUBLE', date: 'DATE', text: 'STRING' },
  preamble: [
    {
      statement: 'SET spark.sql.constraintPropagation.enabled=false',
      reason: 'with it, planning the credit view takes a minute and a half; no result depends on it',
    },
  ],
  materialized: '',
  identifier: (name) => `\`${name.replaceAll('`', '``')}\``,
  // A backslash escapes in Spark's literals, two quotes are two texts side by side, and `${…}` is replaced before anything is read.
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('${', '\\u0024{')}'`,
  double: (value) => `${Object.is(value, -0) ? '0e0' : value.toExponential()}D`,
  decimal: (text) => text,
  date: (value) => `DATE '${value}'`,
  integerDivision: (left, right) => `(${left} div ${right})`,
  sameKey: (left, right) => `${left} = ${right}`,
  isIn: (value, constants) => `(${value} IN (${constants.join(', ')}))`,
  call: (name, args) => functions[name](args),
  // get() is null outside the list and for a null index; an index in brackets raises in ANSI mode.
  pick: (index, values) => `get(array(${values.join(', ')}), ${index})`,
  find: (value, keys, values) =>
    `try_element_at(map(${keys.map((key, i) => `${key}, ${values[i]}`).join(', ')}), ${value})`,
  extreme: (which, args) => (args.length === 1 ? args[0]! : `${which}(${args.join(', ')})`),
};
