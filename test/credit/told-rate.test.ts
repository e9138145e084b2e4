import { describe, expect, it } from 'vitest';
import { rateTable } from '../../src/credit/rate-table.js';
import { bindingAmount, ratesTold } from '../../src/credit/told-rate.js';
import type { Policy } from '../../src/document/policy.js';
import { enterprise, policy, smallestPolicy } from '../fixtures/tiny-study.js';

const rates = rateTable(policy, enterprise.tiers);
const ratingsOf = (told: Parameters<typeof ratesTold>[2], by: Policy = policy, table = rates) =>
  ratesTold(by, table, told).map(({ taxRating }) => taxRating);

/** R8 with R = 24.0m: 5 % × 0.8 = 960,000 less own 100,000; funds 200 + 120 + 80.532 + 99.75 = 500.282, up to 505. */
const b = {
  tier: 8,
  revenue: 24_000_000,
  lineAmount: 860_000,
  binding: 'advance',
  ownLine: 100_000,
  rateBp: 505,
};

describe('the rates that a rate told can be', () => {
  it('are those of its tier that come to it', () => {
    expect(ratingsOf(b)).toEqual(['B']);
    expect(ratesTold(policy, rates, b)[0]!.components.expectedLossBp).toBeCloseTo(80.532, 9);
    for (const rateBp of [500, 510]) expect(ratingsOf({ ...b, rateBp })).toEqual([]);
  });

  it('have a tax rating that gives the line', () => {
    for (const lineAmount of [850_000, 870_000]) expect(ratingsOf({ ...b, lineAmount })).toEqual([]);
    // Where all come to one rate, the line tells which it is: 5 % × 0.5 = 600,000 less 100,000 for M.
    const same = rates.map((row) => row.map((rate) => ({ ...rate, rateBp: 505 })));
    expect(ratingsOf(b, policy, same)).toEqual(['B']);
    expect(ratingsOf({ ...b, lineAmount: 500_000 }, policy, same)).toEqual(['M']);
  });

  it('are several where the line does not tell', () => {
    const same = rates.map((row) => row.map((rate) => ({ ...rate, rateBp: 505 })));
    const capped = { ...b, binding: 'cap', lineAmount: 1_100_000 };
    expect(ratingsOf(capped, policy, same)).toEqual(['A', 'B', 'M']);
    expect(ratingsOf({ ...capped, lineAmount: 1_200_000 }, policy, same)).toEqual([]);
    expect(ratingsOf({ ...b, binding: 'debt', lineAmount: 10_000 }, policy, same)).toEqual(['A', 'B', 'M']);
    const none = { ...b, revenue: null, lineAmount: null, binding: null };
    expect(ratingsOf(none)).toEqual(['B']);
  });

  it('have no tax rating where the policy has none', () => {
    const table = rateTable(smallestPolicy, enterprise.tiers);
    const told = { ...b, lineAmount: 1_200_000, ownLine: 0, rateBp: table[2]![0]!.rateBp };
    expect(ratingsOf(told, smallestPolicy, table)).toEqual([null]);
  });

  it('are none outside the lent-to tiers', () => {
    expect(ratingsOf({ ...b, tier: 10 })).toEqual([]);
  });
});

it('the amount of a term that binds is known as far as it takes nothing else', () => {
  const [{ id, ...rule }] = policy.rules as [Policy['rules'][number]];
  const capping = { ...rule, id: 'YOUNG', outcome: 'cap' as const, capAmount: 300_000 };
  const more: Policy = { ...policy, rules: [...policy.rules, capping] };
  expect(id).not.toBe('YOUNG');
  const amounts = ['advance', 'cap', 'debt', 'capacity', 'YOUNG', null].map((binding) =>
    bindingAmount(more, { ...b, binding }, 1),
  );
  expect(amounts).toEqual([960_000, 1_200_000, undefined, undefined, 300_000, undefined]);
});
