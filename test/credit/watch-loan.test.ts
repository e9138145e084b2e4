import { describe, expect, it } from 'vitest';
import { rateTable } from '../../src/credit/rate-table.js';
import { type CreditFirm, creditReader } from '../../src/credit/read-firm.js';
import { type LoanFacts, watchLoan } from '../../src/credit/watch-loan.js';
import type { Policy } from '../../src/document/policy.js';
import type { WatchAction } from '../../src/document/policy-decision.js';
import type { Rule } from '../../src/document/rule.js';
import { enterprise, industry, policy } from '../fixtures/tiny-study.js';

/** Each reason has an action of its own, so that the action tells the reason. */
const watch: NonNullable<Policy['watch']> = {
  overdue: [],
  hardRule: 'collect',
  tierOut: 'freeze',
  lowerLine: 'cut',
  unknown: 'freeze',
};
const hard = (outcome: Rule['outcome'], missing: Rule['missing']): Rule => ({
  id: 'DEBT_HIGH',
  text: { en: 'debt', zh: '负债' },
  when: { column: 'unsecured_debt', op: '>', value: 9_000_000 },
  outcome,
  missing,
  hard: true,
});

/** A line of 700,000, 300,000 drawn, of a firm whose line today is 7 % of 10,000,000. */
function look(change: Readonly<Record<string, number | null>> = {}, tier = 6, rules: readonly Rule[] = []) {
  return watchWith({ firm: firmOf(change, tier), unknown: null }, rules);
}

function firmOf(change: Readonly<Record<string, number | null>>, tier = 6): CreditFirm {
  const values: Readonly<Record<string, number | string | null>> = {
    revenue_reported: 10_000_000,
    revenue_tax: 10_000_000,
    tax_rating: 'A',
    established_on: '2015-01-01',
    unsecured_debt: 0,
    ...change,
  };
  return { tier, score: 600, industryId: 'ceramics', ownLine: 0, valueAt: (name) => values[name] ?? null };
}

function watchWith(
  facts: Pick<LoanFacts, 'firm' | 'unknown'> & Partial<LoanFacts>,
  rules: readonly Rule[] = [],
  overLine?: WatchAction,
) {
  const own = { ...policy, rules: [...policy.rules, ...rules] };
  const rates = rateTable(own, enterprise.tiers);
  const read = creditReader({ policy: own, industry, rates, asOf: '2024-06-30' });
  const loan = { line: 700_000, drawn: 300_000, overdueDays: 0, ...facts };
  const { action, reasons, lineToday, lineAmount } = watchLoan(loan, {
    policy: own,
    watch: { ...watch, ...(overLine && { overLine }) },
    read,
  });
  return { action, codes: reasons.map(({ code }) => code), lineToday, lineAmount };
}

describe('watchLoan', () => {
  it('keeps a line that the firm would get again', () => {
    expect(look()).toEqual({ action: 'keep', codes: [], lineToday: 700_000, lineAmount: 700_000 });
  });

  it('cuts a line to the one of today, never below what is drawn', () => {
    // 7 % of 9,990,000 is 699,300, rounded down to 690,000; 7 % of 4,000,000 is 280,000.
    expect(look({ revenue_tax: 9_990_000 })).toMatchObject({ action: 'cut', lineAmount: 690_000 });
    expect(look({ revenue_tax: 4_000_000 })).toMatchObject({ lineToday: 280_000, lineAmount: 300_000 });
  });

  it('tells more drawn than the line, to a person unless the policy says otherwise, and never raises a line', () => {
    const gone = { firm: null, unknown: 'THIN_FILE' } as const;
    const known = { firm: firmOf({}), unknown: null };
    expect(watchWith({ ...known, drawn: 700_000 })).toMatchObject({ action: 'keep', codes: [] });
    expect(watchWith({ ...known, drawn: 700_001 })).toMatchObject({
      action: 'manual',
      codes: ['OVER_LINE'],
      lineAmount: 700_000,
    });
    expect(watchWith({ ...known, drawn: 700_001 }, [], 'collect')).toMatchObject({
      action: 'collect',
      codes: ['OVER_LINE'],
      lineAmount: 700_000,
    });
    expect(watchWith({ ...gone, drawn: 900_000 })).toMatchObject({
      action: 'freeze',
      codes: ['OVER_LINE', 'THIN_FILE'],
      lineAmount: 700_000,
    });
    const lower = firmOf({ revenue_tax: 4_000_000 });
    expect(watchWith({ firm: lower, unknown: null, drawn: 900_000 })).toMatchObject({
      action: 'cut',
      codes: ['OVER_LINE', 'LOWER_LINE'],
      lineToday: 280_000,
      lineAmount: 700_000,
    });
  });

  it('freezes a firm that fell below the lent-to tiers, and leaves one alone that rose above them', () => {
    expect(look({}, 10)).toEqual({
      action: 'freeze',
      codes: ['TIER_OUT'],
      lineToday: null,
      lineAmount: 300_000,
    });
    expect(look({}, 5)).toEqual({ action: 'keep', codes: [], lineToday: null, lineAmount: 700_000 });
  });

  it('does what the policy says of the unknown where revenue is gone, or the firm', () => {
    const gone = { revenue_reported: null, revenue_tax: null };
    expect(look(gone)).toMatchObject({ action: 'freeze', codes: ['LINE_UNKNOWN'], lineToday: null });
    expect(watchWith({ firm: null, unknown: 'THIN_FILE' })).toMatchObject({
      action: 'freeze',
      codes: ['THIN_FILE'],
      lineAmount: 300_000,
    });
  });

  it.each([
    ['rejects: as the policy says', hard('reject', 'manual'), 9_000_001, ['collect', 'DEBT_HIGH']],
    ['asks for the branch: a person looks', hard('offline', 'manual'), 9_000_001, ['manual', 'DEBT_HIGH']],
    ['asks for a person', hard('manual', 'manual'), 9_000_001, ['manual', 'DEBT_HIGH']],
    ['lacks its data', hard('reject', 'reject'), null, ['freeze', 'DEBT_HIGH_UNKNOWN']],
    ['is not met', hard('reject', 'reject'), 9_000_000, ['keep']],
    ['is not hard', { ...hard('reject', 'reject'), hard: false }, 9_000_001, ['keep']],
  ])('a rule marked hard that %s', (_title, rule, unsecured_debt, expected) => {
    // β of 100,000,000 leaves room for such a debt: no lower line beside the rule.
    const revenue = { revenue_reported: 100_000_000, revenue_tax: 100_000_000 };
    const { action, codes } = look({ ...revenue, unsecured_debt }, 6, [rule]);
    expect([action, ...codes]).toEqual(expected);
  });
});
