import { describe, expect, it } from 'vitest';
import { checkRules } from '../../src/credit/check-rules.js';
import { mergeContract } from '../../src/document/contract.js';
import type { Policy } from '../../src/document/policy.js';
import { decisionSchema } from '../../src/document/policy-decision.js';
import type { Rule } from '../../src/document/rule.js';
import { enterprise, policy } from '../fixtures/tiny-study.js';

const columns = mergeContract(enterprise.inputs, policy.inputs);
const check = (changed: Policy) =>
  checkRules(changed, columns).map(({ code, path, found, expected }) => [code, path, found, expected]);

/** Rules of one gate or flag each, every one of them about another number of staff. */
const rules = (count: number, more: Partial<Rule> = {}): Rule[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `STAFF_${i}`,
    text: { en: `${i}`, zh: `${i}` },
    when: { column: 'staff', op: '=', value: i },
    outcome: 'reject',
    missing: 'ignore',
    hard: false,
    ...more,
  }));
const decision = decisionSchema.parse({
  consentDays: 90,
  mostTimesOffer: 2,
  manualBelowPpm: 500_000,
  secondReviewAbove: 1_000_000,
});

describe('checkRules', () => {
  it('lets 52 gates stand and refuses a 53rd: industry, revenue, tax rating, least line and the rules', () => {
    expect(check({ ...policy, rules: rules(48) })).toEqual([]);
    expect(check({ ...policy, rules: rules(49) })).toEqual([
      ['TOO_MANY_RULES', 'rules', '53 gates', 'at most 52 gates'],
    ]);
  });

  it('takes days as YYYY-MM-DD only: any other spelling is read differently by SQL and TypeScript', () => {
    const since = (value: string) =>
      check({ ...policy, rules: rules(1, { when: { column: 'established_on', op: '<', value } }) });
    expect(since('2015-01-01')).toEqual([]);
    for (const value of ['2015/01/01', '2015-1-1', '2023-02-30', 'spring'])
      expect(since(value)).toEqual([
        ['TYPE', 'rules[0].when', JSON.stringify(value), 'a day YYYY-MM-DD for column established_on'],
      ]);
  });

  it('counts flags by themselves: unseen debt and the rules that only mark', () => {
    expect(check({ ...policy, rules: rules(51, { outcome: 'flag' }) })).toEqual([]);
    expect(check({ ...policy, rules: rules(52, { outcome: 'flag' }) })).toEqual([
      ['TOO_MANY_RULES', 'rules', '53 flags', 'at most 52 flags'],
    ]);
  });

  it('does not count rules of applications, which no mask holds', () => {
    const own = rules(10).map((rule, i) => ({ ...rule, id: `ASKED_${i}` }));
    expect(check({ ...policy, rules: rules(48), decision: { ...decision, rules: own } })).toEqual([]);
  });

  it('lets applications be stopped by rules, not capped or marked', () => {
    const own = [
      ...rules(1, { outcome: 'cap', capAmount: 100_000 }),
      ...rules(2, { outcome: 'flag' }).slice(1),
    ];
    expect(check({ ...policy, rules: [], decision: { ...decision, rules: own } })).toEqual([
      ['SCHEMA', 'decision.rules[0].outcome', 'cap', 'manual, offline or reject'],
      ['SCHEMA', 'decision.rules[1].outcome', 'flag', 'manual, offline or reject'],
    ]);
  });

  it('finds a cap that no line ever reaches: the largest cap of a tier is 2,000,000', () => {
    const capped = (capAmount: number) => ({ ...policy, rules: rules(1, { outcome: 'cap', capAmount }) });
    expect(check(capped(1_999_999))).toEqual([]);
    expect(check(capped(2_000_000))).toEqual([
      ['UNREACHABLE_RULE', 'rules[0].capAmount', '2000000', 'below 2000000, the largest cap of a tier'],
    ]);
  });
});
