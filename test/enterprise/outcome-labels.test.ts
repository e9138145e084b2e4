import { expect, it } from 'vitest';
import { outcomesSchema } from '../../src/document/label-spec.js';
import { type Outcome, outcomeLabels } from '../../src/enterprise/outcome-labels.js';

const row = (companyId: string, status: string, asOf: string, overdueDays = 0): Outcome => ({
  companyId,
  status,
  asOf,
  overdueDays,
});

it('counts the bad ones of a young year as immature, as it does their like that may still turn bad', () => {
  const rows = Array.from({ length: 12 }, (_, i) => {
    const month = String(i + 1).padStart(2, '0');
    return [
      row(`f${i}`, 'granted', `2023-${month}-15`),
      row(`f${i}`, 'drawn', '2024-06-30', i % 2 === 0 ? 90 : 0),
    ];
  }).flat();
  rows.push(
    row('early', 'granted', '2024-01-10'),
    row('early', 'repaid', '2024-05-10'),
    row('seen', 'applied', '2024-06-30', 120),
  );
  const { labels, ...counts } = outcomeLabels(rows, { badOverdueDays: 90, maturityMonths: 12, weight: 1 });
  // Granted from January to June 2023: mature by 30 June 2024, every other one bad.
  expect(Object.fromEntries(labels)).toEqual({
    f0: 'bad',
    f1: 'good',
    f2: 'bad',
    f3: 'good',
    f4: 'bad',
    f5: 'good',
  });
  // Six of July to December, three of them bad so far; one repaid early; one whose grant is in no row.
  expect(counts).toMatchObject({ companies: 14, immature: 8, immatureBad: 4, refused: 0, open: 0 });
});

it('time counts from the first grant, whatever the order of the rows', () => {
  const late = [row('a', 'drawn', '2024-06-01'), row('b', 'drawn', '2024-06-01')];
  const early = [row('a', 'granted', '2023-06-01'), row('b', 'granted', '2023-06-02')];
  for (const rows of [
    [...late, ...early],
    [...early, ...late],
  ]) {
    // twelve months from 2023-06-01, one day less from the day after
    const { labels, immature } = outcomeLabels(rows, { badOverdueDays: 30, maturityMonths: 12, weight: 1 });
    expect([...labels]).toEqual([['a', 'good']]);
    expect(immature).toBe(1);
  }
});

it('counts what happened in the window, its last day included, however long a firm was seen', () => {
  const rules = { badOverdueDays: 90, maturityMonths: 24, windowMonths: 12, weight: 1 };
  const late = (companyId: string, day: string) => [
    row(companyId, 'granted', '2022-01-31'),
    row(companyId, 'drawn', day, 90),
    row(companyId, 'drawn', '2024-06-30', 200),
  ];
  const rows = [
    ...late('within', '2022-02-01'),
    ...late('on the last day', '2023-01-31'),
    ...late('a day later', '2023-02-01'),
    row('never', 'repaid', '2022-01-31'),
    row('young', 'granted', '2022-07-01'),
    row('young', 'drawn', '2024-06-30', 90),
  ];
  const { labels, known, ...counts } = outcomeLabels(rows, rules, '2023-01-31');
  expect(Object.fromEntries(labels)).toEqual({
    within: 'bad',
    'on the last day': 'bad',
    'a day later': 'good',
    never: 'good',
  });
  // The young one is bad after twelve months: not bad so far.
  expect(counts).toEqual({ companies: 5, immature: 1, immatureBad: 0, badLater: 1, refused: 0, open: 0 });
  expect([...known]).toEqual(['within', 'on the last day', 'a day later', 'never']);
  const ever = outcomeLabels(rows, { badOverdueDays: 90, maturityMonths: 24, weight: 1 });
  expect(ever.labels.get('a day later')).toBe('bad');
  expect(ever.badLater).toBe(0);
});

it('dates what is long overdue by the day on which it became bad, however late it was seen', () => {
  const rules = { badOverdueDays: 90, maturityMonths: 12, windowMonths: 12, weight: 1 };
  const seen = (companyId: string, overdueDays: number) => [
    row(companyId, 'granted', '2024-07-10'),
    row(companyId, 'drawn', '2025-12-31', overdueDays),
  ];
  // 2025-07-10 lies 174 days before: 90 days overdue by then is 264 days overdue at the end of the year.
  const { labels, badLater } = outcomeLabels(
    [...seen('long', 500), ...seen('just', 264), ...seen('not quite', 263), ...seen('late', 90)],
    rules,
  );
  expect(Object.fromEntries(labels)).toEqual({ long: 'bad', just: 'bad', 'not quite': 'good', late: 'good' });
  expect(badLater).toBe(2);
});

it('has no label for a window that is still open', () => {
  expect(outcomesSchema.parse({ windowMonths: 12 }).windowMonths).toBe(12);
  expect(outcomesSchema.safeParse({ windowMonths: 13 }).error!.issues[0]).toMatchObject({
    path: ['windowMonths'],
  });
});
