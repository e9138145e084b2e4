import { describe, expect, it } from 'vitest';
import { assertRates, checkPolicy } from '../../src/credit/check-policy.js';
import { rateTable } from '../../src/credit/rate-table.js';
import type { Column } from '../../src/document/column.js';
import { mergeContract } from '../../src/document/contract.js';
import type { Policy } from '../../src/document/policy.js';
import type { Rule } from '../../src/document/rule.js';
import { enterprise, industry, policy } from '../fixtures/tiny-study.js';

const ids = industry.industries.map(({ id }) => id);
const inputs = enterprise.inputs.map((column) =>
  column.name === 'tax_rating' ? { ...column, values: ['A', 'B', 'M', 'C', 'D'] } : column,
);
const stops = (rating: string, id: string): Rule => ({
  id,
  text: { en: id, zh: id },
  when: { column: 'tax_rating', op: '=', value: rating },
  outcome: 'reject',
  missing: 'ignore',
  hard: false,
});
const whole: Policy = { ...policy, rules: [...policy.rules, stops('C', 'TAX_C'), stops('D', 'TAX_D')] };
const check = (changed: Policy) =>
  checkPolicy(changed, mergeContract(inputs, changed.inputs), ids).map(({ code, found }) => [code, found]);
const withRule = (rule: Partial<Rule>) => ({
  ...whole,
  rules: [...whole.rules, { ...stops('C', 'NEW'), ...rule }],
});

describe('checkPolicy', () => {
  it('has nothing to say of a whole policy', () => {
    expect(check(whole)).toEqual([]);
  });

  it('finds names that stand for something else already', () => {
    const months = (id: string) => ({ id, kind: 'months' as const, from: 'established_on', to: 'as_of' });
    const taken = (...names: string[]) => names.map((name) => ['RESERVED_NAME', name]);
    expect(check({ ...whole, derived: [...whole.derived, months('score'), months('own_line')] })).toEqual(
      taken('score', 'own_line'),
    );
    const branch: Column = { name: 'branch', type: 'text' };
    expect(check({ ...whole, inputs: [...whole.inputs, branch] })).toEqual([]);
    for (const name of ['draft', 'contacted', 'interested', 'refused', 'refuse_reason']) {
      const inputs = [...whole.inputs, { ...branch, name }];
      expect(check({ ...whole, inputs, carry: [name] }), name).toEqual(taken(name));
    }
    expect(check({ ...whole, carry: ['town', 'name', 'town'] })).toEqual(taken('town'));
    expect(check({ ...whole, inputs: [...whole.inputs, branch], carry: ['branch'] })).toEqual(
      taken('branch'),
    );
    for (const name of ['revenue', 'tier', 'firm', 'rate_bp', 'refuse_code']) {
      const inputs: Column[] = [...whole.inputs, { name, type: 'text' }];
      expect(check({ ...whole, inputs }), `${name}, which the policy does not read`).toEqual([]);
      expect(check({ ...whole, inputs, carry: [name] }), name).toEqual(taken(name));
    }
    const revenue: Column = { name: 'revenue', type: 'amount' };
    const line = { ...whole.line, revenue: { ...whole.line.revenue, columns: ['revenue'] } };
    expect(check({ ...whole, inputs: [...whole.inputs, revenue], line })).toEqual(taken('revenue'));
  });

  it('finds a cap of rates below their floor', () => {
    const { reference, floorOverReferenceBp } = whole.rate;
    const floor = reference.rateBp + floorOverReferenceBp;
    const capped = (capBp: number) => check({ ...whole, rate: { ...whole.rate, capBp } });
    expect(capped(floor)).toEqual([]);
    expect(capped(floor - 1)).toEqual([['SCHEMA', `${floor - 1} bp`]]);
  });

  it('finds rules that nothing can hit', () => {
    for (const when of [
      { column: 'tax_rating', op: '=', value: 'E' },
      { column: 'own_line', op: '<', value: 0 },
      { column: 'tier', op: '>', value: 9 },
      { column: 'is_target', op: 'missing', value: true },
      {
        all: [
          { column: 'staff', op: '>', value: 5 },
          { column: 'staff', op: '<', value: 6 },
        ],
      },
      {
        all: [
          { column: 'staff', op: '=', value: 5 },
          { column: 'staff', op: 'missing', value: true },
        ],
      },
    ] as const)
      expect(check(withRule({ when: when as Rule['when'] }))).toEqual([['UNREACHABLE_RULE', 'NEW']]);
  });

  it('lets rules be that something can hit', () => {
    for (const when of [
      {
        all: [
          { column: 'tier', op: '>', value: 8 },
          { column: 'staff', op: '<', value: 1 },
        ],
      },
      {
        all: [
          { column: 'staff', op: '>', value: 5 },
          { column: 'staff', op: '<', value: 7 },
        ],
      },
      {
        any: [
          { column: 'own_line', op: '<', value: 0 },
          { column: 'town', op: 'missing', value: true },
        ],
      },
      { column: 'established_on', op: '>', value: '2024-01-01' },
    ] as const)
      expect(check(withRule({ when: when as Rule['when'] }))).toEqual([]);
  });

  it('finds gaps and overlaps', () => {
    expect(check({ ...whole, rules: whole.rules.filter(({ id }) => id !== 'TAX_C') })).toEqual([
      ['GAP', 'nothing for C'],
    ]);
    expect(check(withRule({ when: { column: 'tax_rating', op: 'in', values: ['M'] } }))).toEqual([
      ['OVERLAP', 'M: has a factor, but no firm with it can be approved'],
    ]);
    expect(check(withRule({}))).toEqual([['OVERLAP', 'NEW: the condition of TAX_C']]);
    const small = { ...whole, line: { ...whole.line, cap: [2_000_000, 1_500_000, 1_200_000, 90_000] } };
    expect(check(small)).toEqual([['GAP', 'no firm in R9 can be approved']]);
  });

  it('finds what is not monotone', () => {
    const line = { ...whole.line, advancePpm: [70_000, 60_000, 60_001, 40_000] };
    expect(check({ ...whole, line })).toEqual([['NOT_MONOTONE', '60001']]);
    const ratings = whole.tax!.ratings.map((entry) =>
      entry.rating === 'M' ? { ...entry, factorPpm: 900_000 } : entry,
    );
    expect(check({ ...whole, tax: { ...whole.tax!, ratings } })).toEqual([['NOT_MONOTONE', '900000']]);
    const rates = rateTable(whole, enterprise.tiers);
    assertRates(whole, rates);
    expect(() => assertRates(whole, [rates[1]!, rates[0]!])).toThrow(
      expect.objectContaining({ code: 'BAD_DOCUMENT' }),
    );
  });

  it('wants an advance and a cap for each tier lent to, and tiers in order', () => {
    const line = { ...whole.line, cap: whole.line.cap.slice(1) };
    expect(check({ ...whole, line })).toEqual([['SCHEMA', '3 values']]);
    expect(check({ ...whole, tiers: { from: 9, to: 6 } })).toContainEqual(['SCHEMA', '9 to 6']);
  });

  it('finds a cap above that of a better tier', () => {
    const line = { ...whole.line, cap: [2_000_000, 1_500_000, 1_500_001, 900_000] };
    expect(check({ ...whole, line })).toEqual([['NOT_MONOTONE', '1500001']]);
  });

  it('finds industries that are not in the document, and what may be meant', () => {
    const capacity = { sharePpm: 250_000, byIndustryPpm: { ceramics: 300_000, ceramic: 300_000 } };
    const problems = checkPolicy(
      { ...whole, line: { ...whole.line, capacity } },
      mergeContract(inputs, whole.inputs),
      ids,
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'UNKNOWN_INDUSTRY',
        path: 'line.capacity.byIndustryPpm.ceramic',
        hint: expect.stringContaining('ceramics'),
      }),
    ]);
  });

  it('finds rates that fall along a row or a column, and names the cell that is better', () => {
    const rate = rateTable(whole, enterprise.tiers)[0]![0]!;
    const table = (...rows: readonly (readonly number[])[]) =>
      rows.map((row) => row.map((rateBp) => ({ ...rate, rateBp })));
    const falls = (own: Policy, rates: ReturnType<typeof table>) => {
      try {
        assertRates(own, rates);
        return [];
      } catch (error) {
        const { problems } = error as { problems: readonly { path: string; expected: string }[] };
        return problems.map(({ path, expected }) => [path, expected]);
      }
    };
    expect(falls(whole, table([440, 440, 500], [445, 445, 500]))).toEqual([]);
    expect(falls(whole, table([440, 439, 500], [440, 438, 500]))).toEqual([
      ['rate of R6 B', 'at least 440 bp, the rate of A'],
      ['rate of R7 B', 'at least 439 bp, the rate of R6'],
      ['rate of R7 B', 'at least 440 bp, the rate of A'],
    ]);
    expect(falls({ ...whole, tax: undefined }, table([440], [435]))).toEqual([
      ['rate of R7', 'at least 440 bp, the rate of R6'],
    ]);
  });

  it('finds repeated codes, unknown columns and literals of another type', () => {
    expect(check(withRule({ id: 'TAX_D' })).map(([code]) => code)).toContain('REPEATED_RULE');
    expect(check(withRule({ when: { column: 'stuff', op: '=', value: 1 } }))).toEqual([
      ['UNKNOWN_COLUMN', 'stuff'],
    ]);
    expect(check(withRule({ when: { column: 'staff', op: '=', value: 'x' } }))).toEqual([['TYPE', '"x"']]);
  });
});
