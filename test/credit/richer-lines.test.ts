import { describe, expect, it } from 'vitest';
import { debtServiceLine, taxLine, workingCapitalLine } from '../../src/credit/richer-lines.js';

const rules = {
  sales: 'sales',
  costOfSales: 'cost',
  marginPpm: 'margin',
  growthPpm: 'growth',
  inventory: 'inventory',
  receivables: 'receivables',
  payables: 'payables',
  prepayments: 'prepayments',
  advances: 'advances',
  ownFunds: 'own',
  workingCapitalLoans: 'loans',
  otherFunds: 'other',
  limits: { leastGrowthPpm: -300_000, mostGrowthPpm: 150_000, mostMarginPpm: 300_000, mostTurns: 24 },
};

/** S0 20m, m 10 %, g 8 %, days 60 + 75 − 45 + 10 − 10 = 90: at a cost of sales of 18m, 60 days are 3m. */
const worked: Record<string, number> = {
  sales: 20_000_000,
  cost: 18_000_000,
  margin: 100_000,
  growth: 80_000,
  inventory: 3_000_000,
  receivables: 4_166_667, // 75 days of 20m
  payables: 2_250_000,
  prepayments: 500_000,
  advances: 555_556, // 10 days
  own: 2_500_000,
  loans: 1_000_000,
  other: 300_000,
};
const line = (change: Record<string, number | null> = {}) =>
  workingCapitalLine(rules, (name) => ({ ...worked, ...change })[name] ?? null);

describe('workingCapitalLine', () => {
  it('gives the worked example: 4,860,000 of need less 3,800,000', () => {
    // Balances of 75 and 10 days of 20m are not whole; sales of 36m and 32.4m make every balance whole.
    const whole = {
      sales: 36_000_000,
      cost: 32_400_000,
      inventory: 5_400_000,
      receivables: 7_500_000,
      payables: 4_050_000,
      prepayments: 900_000,
      advances: 1_000_000,
    };
    // 36m × 0.9 × 1.08 / 4 = 8,748,000, which is 1.8 × 4,860,000
    expect(line({ ...whole, own: 0, loans: 0, other: 0 })).toEqual({ amount: 8_748_000 });
    expect(line({ own: 0, loans: 0, other: 0 })).toEqual({ amount: 4_860_000 });
    expect(line()).toEqual({ amount: 1_060_000 });
  });

  it('clamps growth to −30 and +15 %, margin to 0 and 30 %', () => {
    for (const [change, same] of [
      [{ growth: 150_001 }, { growth: 150_000 }],
      [{ growth: -300_001 }, { growth: -300_000 }],
      [{ margin: 300_001 }, { margin: 300_000 }],
      [{ margin: -1 }, { margin: 0 }],
    ])
      expect(line(change)).toEqual(line(same));
    expect(line({ growth: 149_999 })).not.toEqual(line({ growth: 150_000 }));
  });

  it('is not used when the cycle is not positive or turns more than 24 times a year', () => {
    const none = { inventory: 0, receivables: 0, payables: 0, prepayments: 0, advances: 0 };
    expect(line(none)).toEqual({ unused: 'TURNOVER' });
    expect(line({ ...none, payables: 1 })).toEqual({ unused: 'TURNOVER' });
    // 15 days of cost of sales of 18m are 750,000: exactly 24 turns.
    expect(line({ ...none, inventory: 750_000 })).toHaveProperty('amount');
    expect(line({ ...none, inventory: 749_999 })).toEqual({ unused: 'TURNOVER' });
  });

  it('is not used when a figure is missing, or the policy has no such line', () => {
    expect(line({ own: null })).toEqual({ unused: 'NO_DATA' });
    expect(workingCapitalLine(undefined, () => 1)).toEqual({ unused: 'NO_DATA' });
  });

  it('is not used without sales or a cost of sales, which days are counted in', () => {
    expect(line({ sales: 0 })).toEqual({ unused: 'TURNOVER' });
    expect(line({ cost: 0 })).toEqual({ unused: 'TURNOVER' });
    expect(line({ sales: -1 })).toEqual({ unused: 'TURNOVER' });
  });
});

describe('taxLine', () => {
  const tax = {
    years: ['a', 'b'],
    multiples: [
      { rating: 'A', times: 7 },
      { rating: 'B', times: 5 },
    ],
  };
  const valueAt = (name: string) => ({ a: 100_001, b: 50_000 })[name] ?? null;

  it('takes the rating’s multiple of the mean year, to the nearest unit', () => {
    expect(taxLine(tax, 'A', valueAt)).toBe(525_004); // 7 × 75,000.5 = 525,003.5
    expect(taxLine(tax, 'B', valueAt)).toBe(375_003);
  });

  it('needs every year and a multiple', () => {
    expect(taxLine(tax, 'C', valueAt)).toBeUndefined();
    expect(taxLine(tax, null, valueAt)).toBeUndefined();
    expect(taxLine({ ...tax, years: ['a', 'c'] }, 'A', valueAt)).toBeUndefined();
    expect(taxLine(undefined, 'A', valueAt)).toBeUndefined();
  });
});

describe('debtServiceLine', () => {
  it('is not there without the rule or a figure, and below 0 where service takes more than cover leaves', () => {
    const debt = { ebitda: 'ebitda', debtService: 'service', coverPpm: 1_250_000, years: 3 };
    const of = (service: number | null) => (name: string) => (name === 'ebitda' ? 1_250_000 : service);
    expect(debtServiceLine(undefined, 500, of(0))).toBeUndefined();
    expect(debtServiceLine(debt, 500, of(null))).toBeUndefined();
    // (1,000,000 − 1,230,000) / (0.05 + 1/3) = −600,000
    expect(debtServiceLine(debt, 500, of(1_230_000))).toBe(-600_000);
  });

  it('divides what cover leaves by rate and stressed repayment', () => {
    const debt = { ebitda: 'ebitda', debtService: 'service', coverPpm: 1_250_000, years: 3 };
    const valueAt = (name: string) => ({ ebitda: 2_500_000, service: 1_000_000 })[name] ?? null;
    // (2,000,000 − 1,000,000) / (0.05 + 1/3) = 2,608,695.65…
    expect(debtServiceLine(debt, 500, valueAt)).toBe(2_608_696);
  });
});
