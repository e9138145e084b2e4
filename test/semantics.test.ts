import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { industryPlacer } from '../src/document/place-firm.js';
import { holds } from '../src/document/read-condition.js';
import { type Engine, openEngine } from '../src/engine/engine.js';
import { binOf } from '../src/enterprise/bin-of.js';
import { featureReader } from '../src/enterprise/read-feature.js';
import { duckdb } from '../src/sql/duckdb.js';
import { type Company, questionSql, questions, semantics } from './fixtures/semantics.js';

describe('TypeScript reads', () => {
  const placeOf = industryPlacer(semantics);
  const lookup = (company: Company) => (name: string) => company[name] ?? null;

  it.each(semantics.features)('a feature: $about', ({ feature, cases }) => {
    const read = featureReader(feature, semantics.asOf);
    const found = cases.map(({ company }) => {
      const valueAt = lookup(company);
      return read({ valueAt, industry: placeOf(valueAt('industry_code') as string | null) });
    });
    expect(found).toEqual(cases.map(({ value }) => value));
  });

  it.each(semantics.conditions)('a condition: $about', ({ condition, cases }) => {
    const found = cases.map(({ company }) => holds(condition, lookup(company)));
    expect(found).toEqual(cases.map((each) => each.holds));
  });

  it.each(semantics.bins)('bins: $about', ({ bins, cases }) => {
    expect(cases.map(({ value }) => binOf(bins, value))).toEqual(cases.map(({ bin }) => bin));
  });
});

describe('DuckDB reads', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  });
  afterAll(() => engine.close());

  it.each(questions)('$about', async (question) => {
    const { probe, query } = questionSql(question, duckdb);
    await engine.run(probe);
    const found = (await engine.rows(query)).map((row) => row.found);
    expect(found).toEqual(question.answers);
  });
});
