import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bin } from '../../src/document/bin.js';
import type { Condition } from '../../src/document/condition.js';
import { type Feature, featureSchema } from '../../src/document/feature.js';
import { industryPlacer } from '../../src/document/place-firm.js';
import { holds, type PlainValue } from '../../src/document/read-condition.js';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { binOf } from '../../src/enterprise/bin-of.js';
import { featureReader } from '../../src/enterprise/read-feature.js';
import { binExpr } from '../../src/sql/bin.js';
import { contractLookup } from '../../src/sql/company.js';
import { conditionExpr } from '../../src/sql/condition.js';
import { duckdb } from '../../src/sql/duckdb.js';
import { column, type Expr, oneIf } from '../../src/sql/expr.js';
import { featureExpr } from '../../src/sql/feature.js';
import { spark } from '../../src/sql/spark.js';
import { FUZZED } from '../fixtures/fuzz.js';
import { type Company, questionSql, semantics } from '../fixtures/semantics.js';

const { asOf, columns } = semantics;
const lookup = contractLookup(columns);
const placeOf = industryPlacer(semantics);
const RUNS = { numRuns: FUZZED, seed: 23 };

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')), threads: 1 });
});
afterAll(() => engine.close());

/** Numbers at the edges: zero, halves, the ends of whole numbers, what doubles cannot hold exactly. */
const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, -0.5, 2.5, 0.1, 1e-7, 1e12, -1e12, 2 ** 53 - 1, 4294967296.5),
  fc.integer({ min: -100, max: 100 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
);
const wholes = fc.oneof(fc.constantFrom(0, 1, -1, 999_999_999_999), fc.integer({ min: -50, max: 50 }));
const texts = fc.oneof(
  fc.constantFrom('A', 'B', '', ' ', "'", '"', '%', '_', '陶瓷', '\\', 'NULL', '😀', 'a\u0301', '<b>'),
  fc.string({ maxLength: 4 }).filter((text) => !text.includes('\u0000')),
);
const days = fc.oneof(
  fc.constantFrom('2020-02-29', '2024-02-29', '2023-02-28', '1900-01-01', '2099-12-31', asOf),
  fc
    .date({ min: new Date('1950-01-01'), max: new Date('2050-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);

const named = (...types: readonly string[]) =>
  columns.filter(({ type }) => types.includes(type)).map(({ name }) => name);
const [doubles, integers, words, dates] = [
  named('number'),
  named('amount', 'integer'),
  named('text', 'category'),
  named('date'),
];

const valuesOf = (type: string): fc.Arbitrary<PlainValue> => {
  if (type === 'number') return numbers.map((value) => value + 0);
  if (type === 'flag') return fc.constantFrom(0, 1);
  if (type === 'amount' || type === 'integer') return wholes;
  if (type === 'date') return days;
  return type === 'code' ? fc.constantFrom('3071', '3011', '99', '') : texts;
};

/** A firm with some of its values missing. */
const companies: fc.Arbitrary<Company> = fc.record(
  Object.fromEntries(columns.map(({ name, type }) => [name, fc.option(valuesOf(type), { freq: 4 })])),
) as fc.Arbitrary<Company>;
const tables = fc.array(companies, { minLength: 1, maxLength: 12 });

function comparison(): fc.Arbitrary<Condition> {
  const of = (names: readonly string[], values: fc.Arbitrary<number | string>) =>
    fc.constantFrom(...names).chain((name) =>
      fc.oneof(
        fc.record({
          column: fc.constant(name),
          op: fc.constantFrom('>', '>=', '<', '<=', '=', '!=' as const),
          value: values,
        }),
        fc.record({
          column: fc.constant(name),
          op: fc.constant('in' as const),
          values: fc.array(values, { minLength: 1, maxLength: 4 }),
        }),
        fc.record({
          column: fc.constant(name),
          op: fc.constant('between' as const),
          low: values,
          high: values,
        }),
        fc.record({ column: fc.constant(name), op: fc.constant('missing' as const), value: fc.boolean() }),
      ),
    );
  return fc.oneof(
    of([...doubles, ...integers], numbers),
    of(words, texts),
    of(dates, days),
  ) as fc.Arbitrary<Condition>;
}

const conditions = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    comparison(),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
  ),
})).tree;

const term = fc.record({
  column: fc.constantFrom(...doubles, ...integers),
  times: fc.constantFrom(1, -1, 2, 0.5, 10_000),
});
const terms = fc.array(term, { minLength: 1, maxLength: 3 });
const rule = fc.oneof(fc.constant('missing' as const), fc.constantFrom(-1, -2, -9));
const common = {
  id: 'probe',
  dimension: 'size',
  name: { en: 'x', zh: 'x' },
  better: 'either',
  actionable: false,
};
const features: fc.Arbitrary<Feature> = fc
  .oneof(
    fc.record({ kind: fc.constant('sum'), terms, specials: fc.constant([]) }),
    fc.record({
      kind: fc.constant('ratio'),
      numerator: terms,
      denominator: terms,
      whenZero: rule,
      whenNegative: rule,
    }),
    fc.record({
      kind: fc.constant('months'),
      from: fc.constantFrom(...dates, 'as_of'),
      to: fc.constantFrom(...dates, 'as_of'),
    }),
    fc.record({ kind: fc.constant('category'), column: fc.constantFrom(...words) }),
    fc.record({ kind: fc.constant('flag'), when: conditions, missingWhen: fc.constant([]) }),
  )
  .map((own) => featureSchema.parse({ ...common, ...own }));

/** What the database makes of an expression for every firm, in order. */
async function found(table: readonly Company[], expr: Expr): Promise<unknown[]> {
  const { probe, query } = questionSql({ about: '', companies: table, expr, answers: [] }, duckdb);
  await engine.run(probe);
  return (await engine.rows(query)).map((row) => plain(row.found));
}

const plain = (value: unknown): unknown =>
  typeof value === 'bigint'
    ? Number(value)
    : value instanceof Date
      ? value.toISOString().slice(0, 10)
      : value;

describe('random documents are read alike by TypeScript and by compiled SQL', () => {
  it('conditions', async () => {
    await fc.assert(
      fc.asyncProperty(tables, conditions, async (table, condition) => {
        const own = table.map((company) => (holds(condition, (name) => company[name] ?? null) ? 1 : 0));
        expect(await found(table, oneIf(conditionExpr(condition, lookup)))).toEqual(own);
      }),
      RUNS,
    );
  });

  it('features', async () => {
    await fc.assert(
      fc.asyncProperty(tables, features, async (table, feature) => {
        const read = featureReader(feature, asOf);
        const own = table.map((company) => {
          const valueAt = (name: string) => company[name] ?? null;
          return read({ valueAt, industry: placeOf(valueAt('industry_code') as string | null) });
        });
        expect(await found(table, featureExpr(feature, { lookup, asOf, industry: semantics }))).toEqual(own);
      }),
      RUNS,
    );
  });

  it('bins', async () => {
    const counts = { points: 0, woe: 0, iv: 0, goods: 0, bads: 0 };
    const cuts = fc
      .uniqueArray(numbers, { minLength: 0, maxLength: 6 })
      .map((edges) => [...new Set(edges.map((edge) => edge + 0))].sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(
        cuts,
        fc.uniqueArray(wholes, { maxLength: 2 }),
        fc.array(fc.option(numbers.map((value) => value + 0)), { minLength: 1, maxLength: 20 }),
        async (edges, codes, values) => {
          const bins: Bin[] = [
            { kind: 'missing', ...counts },
            ...codes.map((code): Bin => ({ kind: 'special', code, ...counts })),
            ...[null, ...edges].map((lo, i): Bin => ({ kind: 'range', lo, hi: edges[i] ?? null, ...counts })),
          ];
          const table = [...values, ...edges].map((x): Company => ({ x }));
          expect(await found(table, binExpr(column('x'), bins))).toEqual(
            table.map(({ x }) => binOf(bins, x ?? null)),
          );
        },
      ),
      RUNS,
    );
  });

  it('and every one of them can be said in Spark', () => {
    fc.assert(
      fc.property(conditions, features, (condition, feature) => {
        for (const expr of [
          oneIf(conditionExpr(condition, lookup)),
          featureExpr(feature, { lookup, asOf, industry: semantics }),
        ])
          expect(questionSql({ about: '', companies: [{}], expr, answers: [] }, spark).query).toMatch(
            /found/,
          );
      }),
      RUNS,
    );
  });
});
