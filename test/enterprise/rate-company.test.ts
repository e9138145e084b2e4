import { describe, expect, it } from 'vitest';
import { nextTier } from '../../src/enterprise/next-tier.js';
import { rateCompany, reasonsAgainst, reasonsFor } from '../../src/enterprise/rate-company.js';
import { enterprise, industry } from '../fixtures/tiny-study.js';

const asOf = '2024-06-30';
/** 60 people (+100), a margin of 10 % (+60), tax rating A (+40) on a base of 500. */
const firm = { company_id: 'a', staff: 60, profit: 3e6, revenue_reported: 3e7, tax_rating: 'A' };

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
