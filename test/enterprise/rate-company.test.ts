import { describe, expect, it } from 'vitest';
import type { InputError } from '../../src/core/errors.js';
import { nextTier } from '../../src/enterprise/next-tier.js';
import { companyRater, rateCompany, reasonsAgainst, reasonsFor } from '../../src/enterprise/rate-company.js';
import { enterprise, industry } from '../fixtures/tiny-study.js';

const asOf = '2024-06-30';
/** 60 people (+100), a margin of 10 % (+60), tax rating A (+40) on a base of 500. */
const firm = { company_id: 'a', staff: 60, profit: 3e6, revenue_reported: 3e7, tax_rating: 'A' };

const caught = (job: () => unknown): unknown => {
  try {
    return job();
  } catch (error) {
    return error;
  }
};

describe('rateCompany', () => {
  it('rates one company as worked by hand', () => {
    const found = rateCompany({ ...firm, industry_code: '3071' }, { enterprise, industry, asOf });
    expect(found).toMatchObject({ rawScore: 700, score: 700, tier: 6, pdPpm: 60_000, refuseCode: null });
    expect(found.industry?.id).toBe('ceramics');
    expect(reasonsAgainst(found)).toEqual([]);
    // above the mean: staff 100 − 10, margin 60 − 5, tax rating 40 − 0
    expect(reasonsFor(found).map(({ id, gain }) => [id, gain])).toEqual([
      ['staff', 90],
      ['margin', 55],
      ['tax_rating', 40],
    ]);
  });

  it('needs no industries, nor a pd, where the document has none', () => {
    const found = rateCompany(
      { ...firm, industry_code: '3071' },
      { enterprise: { ...enterprise, pdByScore: null }, asOf },
    );
    expect(found).toMatchObject({ industry: undefined, score: 700, pdPpm: null });
  });

  it('refuses values that the columns cannot have, all of them at once, and a day that is none', () => {
    const rate = companyRater({ enterprise, industry, asOf });
    const wrong = {
      company_id: 7,
      staff: '60',
      profit: Number.NaN,
      revenue_reported: Infinity,
      tax_rating: 1,
      note: 2,
    };
    const found = caught(() => rate(wrong)) as InputError;
    expect(found.problems.map(({ code, column }) => [column, code])).toEqual(
      expect.arrayContaining([
        ['company_id', 'TYPE'],
        ['staff', 'TYPE'],
        ['profit', 'NOT_FINITE'],
        ['revenue_reported', 'NOT_FINITE'],
        ['tax_rating', 'TYPE'],
      ]),
    );
    expect(found.problems).toHaveLength(5);
    expect(caught(() => rate({ staff: 60.5 }))).toMatchObject({ code: 'ROW_PROBLEM' });
    expect(rate({}).refuseCode).toBe('THIN_FILE');
    for (const day of ['', '30.06.2024', '2024-02-30'])
      expect(caught(() => rateCompany(firm, { enterprise, industry, asOf: day }))).toMatchObject({
        code: 'USAGE',
      });
  });

  it('refuses to rate without the industries that the card looks up', () => {
    const lookup = { ...enterprise.features[0]!.feature, kind: 'lookup', value: 'score' } as const;
    const { column: _column, terms: _terms, ...feature } = lookup as typeof lookup & Record<string, unknown>;
    const card = { ...enterprise, features: [{ ...enterprise.features[0]!, feature }] } as typeof enterprise;
    expect(caught(() => companyRater({ enterprise: card, asOf }))).toMatchObject({
      code: 'MISSING_DOCUMENT',
    });
    expect(companyRater({ enterprise: card, industry, asOf })({}).score).toBeDefined();
  });

  it('has no score in a dimension where nothing can differ', () => {
    const [staff, ...others] = enterprise.features;
    const flat = { ...staff!, bins: staff!.bins.map((bin) => ({ ...bin, points: 7 })) };
    const found = rateCompany(firm, { enterprise: { ...enterprise, features: [flat, ...others] }, asOf });
    expect(found.dimensions).toEqual({ size: null, operation: 100 });
  });
});

describe('nextTier', () => {
  const rated = (change: object, document = enterprise) =>
    nextTier(rateCompany({ ...firm, ...change }, { enterprise: document, asOf }), document);

  it('is none in R1', () => {
    expect(rated({}, { ...enterprise, basePoints: 790 })).toBeUndefined();
  });

  it('asks for what the firm can change: margin from below 5 % to above, not staff or tax rating', () => {
    // 500 + 100 − 40 + 40 = 600 is R8; R7 begins at 620, R5 at 740
    expect(rated({ profit: 3e5 })).toEqual({
      tier: 7,
      points: 20,
      single: [{ feature: 'margin', fromBin: 2, toBin: 3, points: 100 }],
      together: [],
    });
    // at its best already: 700 is R6
    expect(rated({})).toEqual({ tier: 5, points: 40, single: [], together: [] });
  });
});
