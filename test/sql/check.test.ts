import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { badStage, checkedStages } from '../../src/sql/check.js';
import { contractLookup } from '../../src/sql/company.js';
import { duckdb } from '../../src/sql/duckdb.js';
import { printQuery } from '../../src/sql/stage.js';
import { withEngine } from '../fixtures/engine.js';
import { industry } from '../fixtures/tiny-study.js';

const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'industry_code', type: 'code' },
  { name: 'staff', type: 'integer', min: 0, missing: 'rejected' },
];

it('codes are held against the classification, where there is one', () =>
  withEngine(async (engine) => {
    await engine.run(`CREATE TABLE firm AS SELECT row_number() OVER () AS _row_no, * FROM
      (VALUES ('a', '3071', 1), ('b', '9900', -1), ('c', NULL, NULL), ('a', '3071', 2)) t(company_id, industry_code, staff)`);
    const problems = async (classification: typeof industry.classification | null) => {
      const stages = checkedStages({ columns, classification, from: 'firm' });
      const rows = await engine.rows(printQuery([...stages, badStage('s2_checked')], duckdb, ['company_id']));
      return rows.map((row) => `${row.company_id}: ${row.problems}`).sort();
    };
    // sections C (13 to 43) and F (51, 52)
    const others = ['c: staff MISSING'];
    const copies = ['a: company_id DUPLICATE_ID', 'a: company_id DUPLICATE_ID'];
    expect(await problems(industry.classification)).toEqual([
      ...copies,
      'b: industry_code UNKNOWN_INDUSTRY_CODE|staff RANGE',
      ...others,
    ]);
    expect(await problems(null)).toEqual([...copies, 'b: staff RANGE', ...others]);
  }));

it('a column that is not in the contract is our bug', () => {
  const lookup = contractLookup(columns);
  expect(lookup('staff').type).toBe('number');
  expect(() => lookup('stuff')).toThrow('column stuff is not in the contract');
});
