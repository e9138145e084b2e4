import { expect, it } from 'vitest';
import { industryTable } from '../../src/output/industry-table.js';
import { industry } from '../fixtures/tiny-study.js';

it('contributions add up to the score as printed, also half a unit of the last digit', () => {
  const [first] = industry.industries;
  const [indicator] = industry.indicators;
  const indicators = ['a', 'b'].map((id) => ({ ...indicator!, id }));
  const rowOf = (score: number, a: number, b: number) => {
    const industries = [{ ...first!, score, contributions: { a, b } }];
    const { columns, rows } = industryTable({ ...industry, industries, indicators });
    return ['score', 'a', 'b'].map((name) => rows[0]![columns.indexOf(name)]);
  };
  expect(rowOf(1.0000015, 1, 0.0000015)).toEqual([1.000002, 1, 0.000002]);
});
