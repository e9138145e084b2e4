import { expect, it } from 'vitest';
import { type Outcome, outcomeLabels } from '../../src/enterprise/outcome-labels.js';

const row = (companyId: string, status: string, asOf: string, overdueDays = 0): Outcome => ({
  companyId,
  status,
  asOf,
  overdueDays,
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
