import { expect, it } from 'vitest';
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
