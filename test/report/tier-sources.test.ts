import { expect, it } from 'vitest';
import type { ReportFacts } from '../../src/report/facts.js';
import { html } from '../../src/report/html.js';
import { sourceTable } from '../../src/report/tier-sources.js';
import { tableOf } from '../fixtures/page.js';

const shown = (sources: Record<string, number>) => {
  const page = html`${sourceTable({ population: { sources } } as unknown as ReportFacts)}`.html;
  return page === '' ? [] : tableOf(page, 'tier-sources').slice(1);
};

it('the report counts the tiers that the run before and people set, where there are any', () => {
  expect(shown({ model: 90, held: 8, override: 2 }).map((row) => row.slice(1))).toEqual([
    ['8', '8.00 %'],
    ['2', '2.00 %'],
    ['90', '90.00 %'],
  ]);
  expect(shown({ model: 100 })).toEqual([]);
  expect(shown({})).toEqual([]);
  expect(shown({ override: 2 })).toHaveLength(1);
});
