import { expect, it } from 'vitest';
import { NO_INDUSTRIES } from '../../src/sql/company.js';
import { duckdb } from '../../src/sql/duckdb.js';
import { scoreStages } from '../../src/sql/score.js';
import { printQuery } from '../../src/sql/stage.js';
import { withEngine } from '../fixtures/engine.js';
import { enterprise } from '../fixtures/tiny-study.js';

it('a card without pds or industries rates all the same, and says neither', () =>
  withEngine(async (engine) => {
    // 60 people +100, a margin of 10 % +60, tax rating A +40 on 500; one person −100, a margin of 1 % −40, B −60
    await engine.run(`CREATE TABLE firm AS SELECT * FROM (VALUES
      (0, 'a', '3071', 60, 3000000, 30000000, 'A'), (1, 'b', NULL, 1, 300000, 30000000, 'B')
    ) t(_row_no, company_id, industry_code, staff, profit, revenue_reported, tax_rating)`);
    const document = { ...enterprise, pdByScore: null };
    const stages = scoreStages({ document, industry: NO_INDUSTRIES, asOf: '2024-06-30', from: 'firm' });
    const rows = await engine.rows(printQuery(stages, duckdb, ['_row_no']));
    expect(rows.map((row) => [row.score, row.tier, row.pd_ppm, row.industry_id, row.fast_score])).toEqual([
      [700, 6, null, null, null],
      [300, 13, null, null, null],
    ]);
  }));
