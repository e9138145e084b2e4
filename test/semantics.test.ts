import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bin } from '../src/document/bin.js';
import type { Column } from '../src/document/column.js';
import type { Condition } from '../src/document/condition.js';
import type { Feature } from '../src/document/feature.js';
import type { IndustryDocument } from '../src/document/industry-document.js';
import { industryPlacer } from '../src/document/place-firm.js';
import { holds, type PlainValue } from '../src/document/read-condition.js';
import { type Engine, openEngine } from '../src/engine/engine.js';
import { binOf } from '../src/enterprise/bin-of.js';
import { featureReader } from '../src/enterprise/read-feature.js';
import { binExpr } from '../src/sql/bin.js';
import { companyStage, contractLookup } from '../src/sql/company.js';
import { conditionExpr } from '../src/sql/condition.js';
import { duckdb } from '../src/sql/duckdb.js';
import { column, type Expr, oneIf } from '../src/sql/expr.js';
import { featureExpr } from '../src/sql/feature.js';
import { keep, printQuery } from '../src/sql/stage.js';

type Company = Readonly<Record<string, PlainValue>>;
interface Semantics {
  readonly asOf: string;
  readonly columns: readonly Column[];
  readonly prefixes: IndustryDocument['prefixes'];
  readonly industries: IndustryDocument['industries'];
  readonly features: readonly {
    readonly about: string;
    readonly feature: Feature;
    readonly cases: readonly { readonly company: Company; readonly value: PlainValue }[];
  }[];
  readonly conditions: readonly {
    readonly about: string;
    readonly condition: Condition;
    readonly cases: readonly { readonly company: Company; readonly holds: boolean }[];
  }[];
  readonly bins: readonly {
    readonly about: string;
    readonly kind: 'number' | 'text';
    readonly bins: readonly Bin[];
    readonly cases: readonly { readonly value: PlainValue; readonly bin: number }[];
  }[];
}

const told = JSON.parse(readFileSync(join(import.meta.dirname, 'semantics.json'), 'utf8')) as Semantics;
const { asOf, columns } = told;

describe('TypeScript reads', () => {
  const placeOf = industryPlacer(told);
  const lookup = (company: Company) => (name: string) => company[name] ?? null;

  it.each(told.features)('a feature: $about', ({ feature, cases }) => {
    const read = featureReader(feature, asOf);
    const found = cases.map(({ company }) => {
      const valueAt = lookup(company);
      return read({ valueAt, industry: placeOf(valueAt('industry_code') as string | null) });
    });
    expect(found).toEqual(cases.map(({ value }) => value));
  });

  it.each(told.conditions)('a condition: $about', ({ condition, cases }) => {
    const found = cases.map(({ company }) => holds(condition, lookup(company)));
    expect(found).toEqual(cases.map((each) => each.holds));
  });

  it.each(told.bins)('bins: $about', ({ bins, cases }) => {
    expect(cases.map(({ value }) => binOf(bins, value))).toEqual(cases.map(({ bin }) => bin));
  });
});

describe('DuckDB reads', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  });
  afterAll(() => engine.close());

  const types = {
    amount: 'BIGINT',
    integer: 'BIGINT',
    flag: 'BIGINT',
    number: 'DOUBLE',
    date: 'DATE',
  } as const;
  const literal = (value: PlainValue | undefined, type: string) => {
    if (value === undefined || value === null) return `CAST(NULL AS ${type})`;
    return typeof value === 'number'
      ? `CAST(${duckdb.double(value)} AS ${type})`
      : `CAST(${duckdb.text(value)} AS ${type})`;
  };

  /** The value of an expression for each company, through the stage that every query starts with. */
  async function ask(companies: readonly Company[], expr: Expr): Promise<unknown[]> {
    const typeOf = (entry: Column) => types[entry.type as keyof typeof types] ?? 'VARCHAR';
    const rows = companies.map((company, i) => {
      const cells = columns.map((entry) => `${literal(company[entry.name], typeOf(entry))} AS ${entry.name}`);
      return `SELECT ${i} AS row_no, ${cells.join(', ')}`;
    });
    await engine.run(`CREATE OR REPLACE TABLE probe AS ${rows.join(' UNION ALL ')}`);
    const first = companyStage(
      'probe',
      columns.map(({ name }) => name),
      told,
    );
    const stages = [
      first,
      { name: 's2', from: 's1_company', columns: [keep('row_no'), ['found', expr] as const] },
    ];
    return (await engine.rows(printQuery(stages, duckdb, ['row_no']))).map((row) => row.found);
  }

  const lookup = contractLookup(columns);

  it.each(told.features)('a feature: $about', async ({ feature, cases }) => {
    const expr = featureExpr(feature, { lookup, asOf, industry: told });
    const found = await ask(
      cases.map(({ company }) => company),
      expr,
    );
    expect(found).toEqual(cases.map(({ value }) => value));
  });

  it.each(told.conditions)('a condition: $about', async ({ condition, cases }) => {
    const found = await ask(
      cases.map(({ company }) => company),
      oneIf(conditionExpr(condition, lookup)),
    );
    expect(found).toEqual(cases.map((each) => (each.holds ? 1 : 0)));
  });

  it.each(told.bins)('bins: $about', async ({ kind, bins, cases }) => {
    const name = kind === 'number' ? 'x' : 'c';
    const found = await ask(
      cases.map(({ value }) => ({ [name]: value })),
      binExpr(column(name), bins),
    );
    expect(found).toEqual(cases.map(({ bin }) => bin));
  });
});
