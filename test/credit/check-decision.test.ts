import { describe, expect, it } from 'vitest';
import { checkDecision } from '../../src/credit/check-decision.js';
import { mergeContract } from '../../src/document/contract.js';
import type { Policy } from '../../src/document/policy.js';
import { type DecisionPolicy, decisionSchema, type WatchAction } from '../../src/document/policy-decision.js';
import { enterprise, policy } from '../fixtures/tiny-study.js';

const columns = mergeContract(enterprise.inputs, policy.inputs);
const check = (changed: Partial<Policy>) =>
  checkDecision({ ...policy, ...changed }, columns).map(({ code, path, found }) => [code, path, found]);

const field = (name: string, type = 'amount') => ({ name, type, scope: 'tax' });
const decide = (more: object): { readonly decision: DecisionPolicy } => ({
  decision: decisionSchema.parse({
    consentDays: 90,
    mostTimesOffer: 2,
    manualBelowPpm: 500_000,
    secondReviewAbove: 1_000_000,
    ...more,
  }),
});
const multiples = (...ratings: readonly string[]) => ratings.map((rating) => ({ rating, times: 5 }));

describe('checkDecision', () => {
  it('has nothing to say of a policy that decides nothing', () => {
    expect(check({})).toEqual([]);
    expect(check(decide({}))).toEqual([]);
  });

  it('lets a richer field replace a company column of its type only, and stand once', () => {
    expect(check(decide({ richer: [field('revenue_tax'), field('new')] }))).toEqual([]);
    expect(check(decide({ richer: [field('revenue_tax', 'number')] }))).toEqual([
      ['COLUMN_CONFLICT', 'decision.richer[0].type', 'number'],
    ]);
    expect(check(decide({ richer: [field('new'), field('other'), field('new')] }))).toEqual([
      ['OVERLAP', 'decision.richer[2]', 'new'],
    ]);
  });

  it('finds columns that neither the contract nor a richer field has', () => {
    const debtService = { ebitda: 'ebitda', debtService: 'service', coverPpm: 1_250_000, years: 3 };
    const when = { column: 'asked', op: '=', value: 1 };
    const rule = { id: 'ASKED', text: { en: 'x', zh: 'x' }, when, outcome: 'reject', missing: 'ignore' };
    const found = check(decide({ richer: [field('ebitda')], debtService, rules: [rule] }));
    expect(found.map(([code, , name]) => [code, name])).toEqual([
      ['UNKNOWN_COLUMN', 'service'],
      ['UNKNOWN_COLUMN', 'asked'],
    ]);
  });

  it('wants a multiple of tax for each rating that is priced, and for no other', () => {
    const taxLine = (...ratings: readonly string[]) =>
      decide({ taxLine: { years: ['revenue_tax'], multiples: multiples(...ratings) } });
    const path = 'decision.taxLine.multiples';
    expect(check(taxLine('A', 'B', 'M'))).toEqual([]);
    expect(check(taxLine('A', 'C'))).toEqual([
      ['UNKNOWN_RATING', path, 'C'],
      ['GAP', path, 'nothing for B'],
      ['GAP', path, 'nothing for M'],
    ]);
    expect(check({ ...taxLine('A'), tax: undefined })).toEqual([['UNKNOWN_RATING', path, 'A']]);
  });

  it('lets each tier be on one demand curve', () => {
    const demand = (...spans: readonly (readonly [from: number, to: number])[]) => ({
      rate: {
        ...policy.rate,
        demand: {
          source: 'test',
          curves: spans.map(([from, to], i) => ({
            name: `C${i}`,
            from,
            to,
            points: [{ rateBp: 500, lossPpm: 0 }],
          })),
        },
      },
    });
    expect(check(demand([6, 7], [8, 9]))).toEqual([]);
    expect(check(demand([6, 7], [7, 9]))).toEqual([
      ['OVERLAP', 'rate.demand.curves[1]', 'C1 shares tiers with C0'],
    ]);
    expect(check(demand([8, 9], [6, 8]))).toEqual([
      ['OVERLAP', 'rate.demand.curves[1]', 'C1 shares tiers with C0'],
    ]);
    expect(check(demand([7, 6]))).toEqual([['SCHEMA', 'rate.demand.curves[0]', '7 to 6']]);
  });

  it('finds caps on tiers that are not lent to, and two caps on one tier', () => {
    const capped = (...tiers: readonly number[]) => ({
      portfolio: { total: 1e9, tiers: tiers.map((tier) => ({ tier, sharePpm: 200_000 })) },
    });
    expect(check(capped(6, 9))).toEqual([]);
    expect(check(capped(5, 9, 10))).toEqual([
      ['UNREACHABLE_RULE', 'portfolio.tiers[0]', 'R5'],
      ['UNREACHABLE_RULE', 'portfolio.tiers[2]', 'R10'],
    ]);
    expect(check(capped(9, 6, 9, 9))).toEqual([
      ['OVERLAP', 'portfolio.tiers[2]', 'R9'],
      ['OVERLAP', 'portfolio.tiers[3]', 'R9'],
    ]);
  });

  it('lets no action get milder as days overdue grow, whatever the order of the entries', () => {
    const watch = (...steps: readonly (readonly [fromDays: number, action: WatchAction])[]) => ({
      watch: {
        overdue: steps.map(([fromDays, action]) => ({ fromDays, action })),
        hardRule: 'freeze' as const,
        tierOut: 'freeze' as const,
        lowerLine: 'cut' as const,
        unknown: 'manual' as const,
      },
    });
    expect(check(watch())).toEqual([]);
    expect(check(watch([90, 'collect'], [1, 'manual'], [30, 'manual'], [31, 'freeze']))).toEqual([]);
    expect(check(watch([31, 'manual'], [30, 'freeze']))).toEqual([
      ['NOT_MONOTONE', 'watch.overdue[0].action', 'manual'],
    ]);
    expect(check(watch([1, 'manual'], [30, 'keep'], [90, 'collect']))).toEqual([
      ['NOT_MONOTONE', 'watch.overdue[1].action', 'keep'],
    ]);
    expect(check(watch([30, 'freeze'], [30, 'collect']))).toEqual([
      ['OVERLAP', 'watch.overdue[1]', '30 days'],
    ]);
  });
});
