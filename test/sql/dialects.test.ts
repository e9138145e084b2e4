import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { duckdb } from '../../src/sql/duckdb.js';
import * as sql from '../../src/sql/expr.js';
import { print } from '../../src/sql/print.js';
import { spark } from '../../src/sql/spark.js';
import { printQuery } from '../../src/sql/stage.js';

const { binary, call, column, double, integer, text } = sql;
const x = column('x');
const c = column('c');

/** What is said, how DuckDB and Spark say it, and what DuckDB makes of it (x 7, y 2.5, c 'ab', d 2024-02-29, n null). */
const said: readonly (readonly [
  title: string,
  expr: sql.Expr,
  duckdb: string,
  spark: string,
  value: unknown,
])[] = [
  ['a column', x, '"x"', '`x`', 7n],
  ['a column of a table', column('x', 'probe'), '"probe"."x"', '`probe`.`x`', 7n],
  ['a hostile name', column('odd "name`'), '"odd ""name`"', '`odd "name```', 1],
  ['a text like a variable of Spark', text(`a \${x}`), `'a \${x}'`, "'a \\u0024{x}'", `a \${x}`],
  ['a hostile text', text("it's \\ 佛山"), "'it''s \\ 佛山'", "'it\\'s \\\\ 佛山'", "it's \\ 佛山"],
  ['a double', double(0.1), '1e-1', '1e-1D', 0.1],
  ['minus zero', double(-0), '0e0', '0e0D', 0],
  ['a negative double', double(-2.5), '(-2.5e+0)', '(-2.5e+0D)', -2.5],
  ['a negative integer', integer(-3), '(-3)', '(-3)', -3],
  ['a large integer', integer(2n ** 52n), '4503599627370496', '4503599627370496', 4503599627370496n],
  ['a day', sql.date('2024-02-29'), "DATE '2024-02-29'", "DATE '2024-02-29'", new Date('2024-02-29')],
  ['nothing', sql.nullOf('text'), 'CAST(NULL AS VARCHAR)', 'CAST(NULL AS STRING)', null],
  ['whole division', binary(x, '//', integer(2)), '("x" // 2)', '(`x` div 2)', 3n],
  ['a comparison', binary(x, '<>', double(7)), '("x" <> 7e+0)', '(`x` <> 7e+0D)', false],
  [
    'all and any',
    sql.and(sql.or(sql.isNull(x), sql.isPresent(c)), sql.not(sql.isNull(c))),
    '((("x" IS NULL) OR ("c" IS NOT NULL)) AND (NOT ("c" IS NULL)))',
    '(((`x` IS NULL) OR (`c` IS NOT NULL)) AND (NOT (`c` IS NULL)))',
    true,
  ],
  [
    'one of several',
    sql.isIn(c, ['a', 'ab'].map(text)),
    `list_contains(['a', 'ab'], "c")`,
    "(`c` IN ('a', 'ab'))",
    true,
  ],
  [
    'a choice',
    sql.when([[binary(x, '>', integer(5)), integer(1)]], integer(0)),
    'CASE WHEN ("x" > 5) THEN 1 ELSE 0 END',
    'CASE WHEN (`x` > 5) THEN 1 ELSE 0 END',
    1,
  ],
  ['a cast', sql.cast(x, 'text'), 'CAST("x" AS VARCHAR)', 'CAST(`x` AS STRING)', '7'],
  [
    'an entry of a list',
    sql.pick(integer(1), [integer(10), integer(20)]),
    '([10, 20])[1 + 1]',
    'get(array(10, 20), 1)',
    20,
  ],
  ['an entry outside', sql.pick(integer(2), [integer(10)]), '([10])[2 + 1]', 'get(array(10), 2)', null],
  [
    'an entry at nothing',
    sql.pick(column('n'), [integer(10)]),
    '([10])["n" + 1]',
    'get(array(10), `n`)',
    null,
  ],
  [
    'what stands beside a text',
    sql.find(c, [
      ['a', integer(1)],
      ['ab', integer(2)],
    ]),
    `([1, 2])[list_position(['a', 'ab'], "c")]`,
    "try_element_at(map('a', 1, 'ab', 2), `c`)",
    2,
  ],
  [
    'what stands beside another text',
    sql.find(call('prefix', c, integer(2)), [['b', integer(1)]]),
    `([1])[list_position(['b'], substr("c", 1, 2))]`,
    "try_element_at(map('b', 1), substr(`c`, 1, 2))",
    null,
  ],
  ['the largest', sql.greatestOf([x, integer(9)]), 'greatest("x", 9)', 'greatest(`x`, 9)', 9n],
  ['the least', sql.leastOf([x, integer(9)]), 'least("x", 9)', 'least(`x`, 9)', 7n],
  ['the least of one', sql.leastOf([x]), '"x"', '`x`', 7n],
  ['a prefix', call('prefix', c, integer(1)), 'substr("c", 1, 1)', 'substr(`c`, 1, 1)', 'a'],
  [
    'a whole match',
    call('full_match', c, text('a\\w')),
    `regexp_full_match("c", 'a\\w', 's')`,
    "(`c` RLIKE concat('^(?s:', 'a\\\\w', ')\\\\z'))",
    true,
  ],
  ['a year', call('year', column('d')), 'year("d")', 'year(`d`)', 2024n],
  [
    'texts that are there',
    call('join_present', c, sql.nullOf('text'), text('z')),
    `nullif(concat_ws('|', "c", CAST(NULL AS VARCHAR), 'z'), '')`,
    "nullif(concat_ws('|', `c`, CAST(NULL AS STRING), 'z'), '')",
    'ab|z',
  ],
  [
    'a text that stands for nothing',
    call('nullif', c, text('ab')),
    `nullif("c", 'ab')`,
    "nullif(`c`, 'ab')",
    null,
  ],
  ['a choice of nothing', sql.when([], x), '"x"', '`x`', 7n],
  ['copies', call('copies', c), 'count(*) OVER (PARTITION BY "c")', 'count(*) OVER (PARTITION BY `c`)', 1n],
  [
    'a hash of an id',
    call('hash_of_id', c),
    `CAST('0x' || substr(md5("c"), 1, 8) AS BIGINT)`,
    'CAST(conv(substr(md5(`c`), 1, 8), 16, 10) AS BIGINT)',
    0x187ef443n,
  ],
];

/** What reads cells of a text file: Spark gets typed columns. */
const refused = ['trim_blank', 'drop_leading_letter', 'try_date', 'try_bigint', 'round', 'truncate'] as const;

describe('an expression', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
    await engine.run(
      `CREATE TABLE probe AS SELECT CAST(7 AS BIGINT) AS x, CAST(2.5 AS DOUBLE) AS y, 'ab' AS c, DATE '2024-02-29' AS d, CAST(NULL AS INTEGER) AS n, 1 AS "odd ""name\`"`,
    );
  });
  afterAll(() => engine.close());

  it.each(said)('%s', async (_title, expr, inDuckdb, inSpark, value) => {
    expect([print(expr, duckdb), print(expr, spark)]).toEqual([inDuckdb, inSpark]);
    const [row] = await engine.rows(`SELECT ${inDuckdb} AS found FROM probe`);
    expect(row!.found).toEqual(value);
  });

  it('that Spark cannot say as DuckDB does is refused, not approximated', () => {
    for (const name of refused)
      expect(() => print(call(name, x), spark)).toThrow(
        expect.objectContaining({ code: 'UNSUPPORTED', problems: [expect.objectContaining({ path: name })] }),
      );
  });

  it('finds a text among a hundred or more by an enumeration, with the same answers as among fewer', async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`);
    const found = async (value: string, count: number) => {
      const entries = keys(count).map((key, i) => [key, integer(10 * i)] as const);
      const said = print(sql.find(text(value), entries), duckdb);
      const [row] = await engine.rows(`SELECT ${said} AS found`);
      return [said.includes('ENUM'), row!.found];
    };
    expect(await found('k98', 99)).toEqual([false, 980]);
    expect(await found('k98', 100)).toEqual([true, 980]);
    expect(await found('k0', 100)).toEqual([true, 0]);
    expect(await found('K0', 100)).toEqual([true, null]);
    expect(await found('K0', 99)).toEqual([false, null]);
  });

  it('trims every kind of blank from a cell of a file, and a letter before a code', async () => {
    const blank = ' \t\u00a0\u3000';
    const trimmed = print(call('trim_blank', text(`${blank}a ${blank}b${blank}`)), duckdb);
    const codes = ['C3071', '3071', 'CC30', 'c30'].map((code) =>
      print(call('drop_leading_letter', text(code)), duckdb),
    );
    const [row] = await engine.rows(`SELECT ${trimmed} AS trimmed, [${codes.join(', ')}]::VARCHAR AS codes`);
    expect(row).toEqual({ trimmed: `a ${blank}b`, codes: '[3071, 3071, CC30, 30]' });
  });

  it('is frozen', () => {
    expect(said.every(([, expr]) => Object.isFrozen(expr))).toBe(true);
  });
});

it('a stage that repeats a column name is our bug', () => {
  const columns = ['a', 'a'].map((name) => [name, x] as const);
  expect(() => printQuery([{ name: 's1_twice', from: 'firm', columns }], duckdb)).toThrow(
    'stage s1_twice repeats a column name',
  );
});

it('stages are common table expressions with their look-ups, side by side', async () => {
  const stages = [
    {
      name: 's1_placed',
      from: 'firm',
      columns: [['id', column('id')] as const, ['place', column('_place')] as const],
      lookups: [
        {
          name: 'prefix',
          columns: ['_prefix', '_place'],
          rows: [
            [text('30'), integer(0)],
            [text('35'), integer(1)],
          ],
          key: call('prefix', column('code', 'firm'), integer(2)),
        },
      ],
    },
    {
      name: 's2_scored',
      from: 's1_placed',
      columns: [
        ['id', column('id')] as const,
        ['score', sql.pick(column('place'), [double(1.5), double(2)])] as const,
      ],
      where: sql.isPresent(column('place')),
    },
  ];
  const inDuckdb = `WITH "prefix"("_prefix", "_place") AS (VALUES ('30', 0), ('35', 1)),
"s1_placed" AS (
  SELECT
  "id" AS "id",
  "_place" AS "place"
  FROM "firm"
  LEFT JOIN "prefix" ON substr("firm"."code", 1, 2) = "prefix"."_prefix"
),
"s2_scored" AS (
  SELECT
  "id" AS "id",
  ([1.5e+0, 2e+0])["place" + 1] AS "score"
  FROM "s1_placed"
  WHERE ("place" IS NOT NULL)
)
SELECT "id", "score" FROM "s2_scored" ORDER BY "id"`;
  expect(printQuery(stages, duckdb, ['id'])).toBe(inDuckdb);
  expect(printQuery(stages, spark, ['id'])).toBe(
    inDuckdb
      .replaceAll('"', '`')
      .replace('([1.5e+0, 2e+0])[`place` + 1]', 'get(array(1.5e+0D, 2e+0D), `place`)'),
  );
  const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  await engine.run(
    "CREATE TABLE firm AS SELECT * FROM (VALUES (2, '3510'), (1, '3071'), (3, '9900')) t(id, code)",
  );
  expect(await engine.rows(inDuckdb)).toEqual([
    { id: 1, score: 1.5 },
    { id: 2, score: 2 },
  ]);
  engine.close();
});
