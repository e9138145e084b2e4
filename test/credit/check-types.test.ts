import { expect, it } from 'vitest';
import { checkTypes } from '../../src/credit/check-types.js';
import type { Column } from '../../src/document/column.js';
import type { Policy } from '../../src/document/policy.js';
import { decisionSchema } from '../../src/document/policy-decision.js';
import { smallestPolicy } from '../fixtures/tiny-study.js';

const columns: readonly Column[] = [
  { name: 'revenue_reported', type: 'amount' },
  { name: 'staff', type: 'integer' },
  { name: 'share', type: 'number' },
  { name: 'town', type: 'text' },
  { name: 'code', type: 'code' },
  { name: 'grade', type: 'category' },
  { name: 'born_on', type: 'date' },
];
const check = (change: Partial<Policy>) =>
  checkTypes({ ...smallestPolicy, ...change }, columns).map(({ path, found }) => [path, found]);
const line = (change: Partial<Policy['line']>) => check({ line: { ...smallestPolicy.line, ...change } });

it('a line is computed from whole numbers', () => {
  expect(check({})).toEqual([]);
  const capacity = { sharePpm: 250_000, byIndustryPpm: {} };
  expect(line({ ownLine: 'staff', capacity: { ...capacity, ownFunds: 'revenue_reported' } })).toEqual([]);
  expect(
    line({
      revenue: { columns: ['revenue_reported', 'share'], singleSourceHaircutPpm: 0 },
      debt: { sharePpm: 200_000, column: 'town' },
      capacity: { ...capacity, ownFunds: 'share', workingCapitalDebt: 'grade' },
      ownLine: 'born_on',
    }),
  ).toEqual([
    ['line.revenue.columns[1]', 'share: number'],
    ['line.debt.column', 'town: text'],
    ['line.capacity.ownFunds', 'share: number'],
    ['line.capacity.workingCapitalDebt', 'grade: category'],
    ['line.ownLine', 'born_on: date'],
  ]);
});

it('amounts that a share is taken of are held within what 64 bits hold of it', () => {
  const found = line({
    revenue: { columns: ['revenue_reported', 'staff'], singleSourceHaircutPpm: 0 },
    capacity: { sharePpm: 250_000, byIndustryPpm: {}, ownFunds: 'staff' },
    ownLine: 'staff',
  });
  expect(found).toEqual([
    ['line.revenue.columns[1]', 'staff, -9007199254740991 to 9007199254740991'],
    ['line.capacity.ownFunds', 'staff, -9007199254740991 to 9007199254740991'],
  ]);
});

it('ages are between days, tax ratings are texts', () => {
  const age = (from: string, to: string) => ({ derived: [{ id: 'age', kind: 'months', from, to } as const] });
  expect(check(age('born_on', 'as_of'))).toEqual([]);
  expect(check(age('as_of', 'born_on'))).toEqual([]);
  expect(check(age('town', 'staff'))).toEqual([
    ['derived[0].from', 'town: text'],
    ['derived[0].to', 'staff: integer'],
  ]);
  const rated = (column: string) => check({ tax: { column, ratings: [] } });
  for (const column of ['grade', 'town', 'code', 'unknown']) expect(rated(column)).toEqual([]);
  expect(rated('staff')).toEqual([['tax.column', 'staff: integer']]);
});

it('applications are decided in whole numbers, from the richer field where one replaces a column', () => {
  const decision = (type: string) =>
    decisionSchema.parse({
      consentDays: 90,
      richer: ['tax', 'share'].map((name) => ({ name, type, scope: 'tax' })),
      taxLine: { years: ['tax'], multiples: [{ rating: 'A', times: 7 }] },
      debtService: { ebitda: 'share', debtService: 'unknown', coverPpm: 1_250_000, years: 3 },
      mostTimesOffer: 2,
      manualBelowPpm: 500_000,
      secondReviewAbove: 1_000_000,
    });
  expect(check({ decision: decision('amount') })).toEqual([]);
  expect(check({ decision: decision('number') })).toEqual([
    ['decision.taxLine.years[0]', 'tax: number'],
    ['decision.debtService.ebitda', 'share: number'],
  ]);
});
