import type { Dialect } from './dialect.js';
import type { SqlFunction } from './expr.js';

const BLANKS = ["' '", 'chr(9)', 'chr(160)', 'chr(12288)', 'chr(65279)'];

/** Trimming walks a text character by character: three times faster when only texts with a blank anywhere are trimmed. */
function trimBlank(x: string): string {
  const any = BLANKS.map((blank) => `contains(${x}, ${blank})`);
  return `CASE WHEN ${any.join(' OR ')} THEN trim(${x}, ${BLANKS.join(' || ')}) ELSE ${x} END`;
}

type Printer = (args: readonly string[]) => string;

const functions: Readonly<Record<SqlFunction, Printer>> = {
  trim_blank: ([x]) => trimBlank(x!),
  prefix: ([x, n]) => `substr(${x}, 1, ${n})`,
  full_match: ([x, pattern]) => `regexp_full_match(${x}, ${pattern}, 's')`,
  // Most codes begin with a digit, and are not worth a search.
  drop_leading_letter: ([x]) =>
    `CASE WHEN ${x} >= 'A' THEN regexp_replace(${x}, '^[A-Za-z]([0-9])', '\\1') ELSE ${x} END`,
  nullif: ([x, y]) => `nullif(${x}, ${y})`,
  coalesce: (args) => `coalesce(${args.join(', ')})`,
  round: ([x]) => `round(${x})`,
  truncate: ([x]) => `trunc(${x})`,
  try_bigint: ([x]) => `TRY_CAST(${x} AS BIGINT)`,
  try_date: ([x]) => `TRY_CAST(${x} AS DATE)`,
  year: ([x]) => `year(${x})`,
  month: ([x]) => `month(${x})`,
  day: ([x]) => `day(${x})`,
  hash_of_id: ([x]) => `CAST('0x' || substr(md5(${x}), 1, 8) AS BIGINT)`,
  copies: ([x]) => `count(*) OVER (PARTITION BY ${x})`,
  join_present: (args) => `nullif(concat_ws('|', ${args.join(', ')}), '')`,
};

/** A list is walked; an enumeration is looked up by hash, but a text outside it costs as much as walking a hundred. */
const LONG_LIST = 100;

/** The place of a text among constants, from 1; null outside them. */
function placeOf(value: string, keys: readonly string[]): string {
  const list = keys.join(', ');
  if (keys.length < LONG_LIST) return `list_position([${list}], ${value})`;
  return `CAST(enum_code(TRY_CAST(${value} AS ENUM(${list}))) AS INTEGER) + 1`;
}

/** DuckDB 1.5. */
export const duckdb: Dialect = {
  name: 'duckdb',
  types: { integer: 'INTEGER', bigint: 'BIGINT', double: 'DOUBLE', date: 'DATE', text: 'VARCHAR' },
  preamble: [],
  materialized: 'MATERIALIZED ',
  identifier: (name) => `"${name.replaceAll('"', '""')}"`,
  text: (value) => `'${value.replaceAll("'", "''")}'`,
  double: (value) => (Object.is(value, -0) ? '0e0' : value.toExponential()),
  decimal: (text) => text,
  date: (value) => `DATE '${value}'`,
  integerDivision: (left, right) => `(${left} // ${right})`,
  // Not =: by it the engine lays out every row between the least and the largest key, with all columns, for a few that are joined.
  sameKey: (left, right) => `${left} IS NOT DISTINCT FROM ${right}`,
  // Not IN: five constants or more become a join, and a join loses the order of the file.
  isIn: (value, constants) => `list_contains([${constants.join(', ')}], ${value})`,
  call: (name, args) => functions[name](args),
  pick: (index, values) => `([${values.join(', ')}])[${index} + 1]`,
  // Not a join, which loses the order of the file.
  find: (value, keys, values) => `([${values.join(', ')}])[${placeOf(value, keys)}]`,
  extreme: (which, args) => (args.length === 1 ? args[0]! : `${which}(${args.join(', ')})`),
};

/** The name of a file that is read, as text: the engine takes `*`, `?` and `[` in it for a pattern that other files fit too. */
export const fileText = (path: string): string => duckdb.text(path.replace(/[*?[]/g, '[$&]'));

/** A CSV that a run wrote, as texts. */
export const runCsv = (path: string): string =>
  `read_csv(${fileText(path)}, header=true, all_varchar=true, delim=',', quote='"', escape='"')`;
