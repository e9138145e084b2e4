import { describe, expect, it } from 'vitest';
import { finalLine } from '../../src/credit/final-line.js';
import type { LineFacts } from '../../src/credit/read-line.js';
import type { Policy } from '../../src/document/policy.js';
import { decisionSchema } from '../../src/document/policy-decision.js';
import { policy } from '../fixtures/tiny-study.js';

const { debt: _debt, ...line } = policy.line;
/** Neither tax ratings nor a limit on debt. */
const bare: Policy = { ...policy, tax: undefined, line };
const decision = decisionSchema.parse({
  consentDays: 90,
  workingCapital: {
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
  },
  taxLine: { years: ['tax'], multiples: [{ rating: 'A', times: 7 }] },
  mostTimesOffer: 2,
  manualBelowPpm: 500_000,
  secondReviewAbove: 1_000_000,
});

/** Four turns a year of 10,800,000 without margin or growth: 2,700,000, less 1,500,000 of other money. */
const figures: Readonly<Record<string, number>> = {
  sales: 10_800_000,
  cost: 10_800_000,
  margin: 0,
  growth: 0,
  inventory: 2_700_000,
  receivables: 0,
  payables: 0,
  prepayments: 0,
  advances: 0,
  own: 1_000_000,
  loans: 300_000,
  other: 200_000,
  tax: 1_000_000,
};
const facts = (revenue: number, change: Readonly<Record<string, number | null>> = {}): LineFacts => ({
  tier: 6,
  taxNo: 0,
  revenue,
  industryId: 'ceramics',
  ownLine: 0,
  valueAt: (name) => ({ ...figures, ...change })[name] ?? null,
});
const found = (rich: LineFacts) =>
  finalLine(bare, decision, { offered: 700_000, pre: facts(10_000_000), rich, rateBp: 500 });

describe('finalLine', () => {
  it('holds the richer line by working capital; without ratings or debt, neither is a term', () => {
    // 7 % of 20,000,000 is 1,400,000; 2,700,000 − 1,500,000 = 1,200,000 of working capital are less.
    expect(found(facts(20_000_000))).toMatchObject({
      pre: { binding: 'advance', room: 700_000 },
      rich: {
        terms: [
          { name: 'advance', amount: 1_400_000 },
          { name: 'working_capital', amount: 1_200_000 },
          { name: 'cap', amount: 2_000_000 },
        ],
        binding: 'working_capital',
        workingCapitalUnused: null,
      },
      winner: 'rich',
      lineAmount: 1_200_000,
    });
  });

  it('is held by the cap of a rule that holds, own lines off it, whatever richer data say', () => {
    const capped: Policy = {
      ...bare,
      rules: [
        {
          id: 'SMALL_CAP',
          text: { en: 'c', zh: 'c' },
          when: { column: 'sales', op: '>', value: 0 },
          outcome: 'cap',
          capAmount: 300_000,
          missing: 'ignore',
          hard: false,
        },
      ],
    };
    const given = { offered: 300_000, pre: facts(10_000_000), rich: facts(20_000_000), rateBp: 500 };
    const line = finalLine(capped, decision, given);
    expect(line.rich!.terms.at(-1)).toEqual({ name: 'SMALL_CAP', amount: 300_000 });
    expect(line).toMatchObject({ binding: 'SMALL_CAP', lineAmount: 300_000 });
    const own = { ...facts(20_000_000), ownLine: 100_000 };
    expect(finalLine(capped, decision, { ...given, rich: own }).rich!.room).toBe(200_000);
    const none = facts(20_000_000, { sales: 0 });
    expect(finalLine(capped, decision, { ...given, rich: none }).rich!.terms.at(-1)!.name).toBe('cap');
  });

  it('says why working capital is not used', () => {
    const without = (change: Readonly<Record<string, number | null>>) =>
      found(facts(20_000_000, change)).rich!.workingCapitalUnused;
    expect(without({ sales: null })).toBe('NO_DATA');
    expect(without({ inventory: 0 })).toBe('TURNOVER');
  });

  it('keeps the line before where it is the larger one', () => {
    // 2,700,000 − 2,100,000 = 600,000, below 7 % of 10,000,000
    expect(found(facts(20_000_000, { own: 1_600_000 }))).toMatchObject({
      rich: { room: 600_000 },
      winner: 'pre',
      binding: 'advance',
      lineAmount: 700_000,
    });
  });
});
