import { describe, expect, it } from 'vitest';
import type { ApplicationFacts } from '../../src/credit/credit-decision.js';
import { decideApplication } from '../../src/credit/decide-application.js';
import { rateTable } from '../../src/credit/rate-table.js';
import { type CreditFirm, creditReader } from '../../src/credit/read-firm.js';
import { type DecisionPolicy, decisionSchema } from '../../src/document/policy-decision.js';
import { enterprise, industry, policy } from '../fixtures/tiny-study.js';

const decision: DecisionPolicy = decisionSchema.parse({
  consentDays: 90,
  richer: ['tax_1', 'tax_2', 'ebitda', 'service'].map((name) => ({ name, type: 'amount', scope: 'tax' })),
  taxLine: {
    years: ['tax_1', 'tax_2'],
    multiples: [
      { rating: 'A', times: 7 },
      { rating: 'B', times: 5 },
      { rating: 'M', times: 3 },
    ],
  },
  debtService: { ebitda: 'ebitda', debtService: 'service', coverPpm: 1_250_000, years: 3 },
  mostTimesOffer: 2,
  manualBelowPpm: 500_000,
  secondReviewAbove: 1_000_000,
});

const rates = rateTable(policy, enterprise.tiers);
const read = creditReader({ policy, industry, rates, asOf: '2024-06-30' });

type Values = Readonly<Record<string, number | string | null>>;

const values: Values = {
  revenue_reported: 10_000_000,
  revenue_tax: 10_000_000,
  tax_rating: 'A',
  established_on: '2015-01-01',
  unsecured_debt: 0,
};
const firm = (tier: number, changes: Values = {}, ownLine = 0): CreditFirm => ({
  tier,
  score: 600,
  industryId: 'ceramics',
  ownLine,
  valueAt: (name) => ({ ...values, ...changes })[name] ?? null,
});

/** R6 with an offer of 700,000, unless the facts say otherwise. */
function decide(facts: Partial<ApplicationFacts> = {}, lending = policy) {
  const before = firm(6);
  const offer = { tier: 6, lineAmount: 700_000, rateBp: 440, validUntil: '2024-09-28' };
  return decideApplication(
    {
      decidedOn: '2024-07-10',
      requestedAmount: null,
      hasCollateral: false,
      grantedBefore: 0,
      lacksConsent: false,
      offer,
      before,
      unknown: null,
      now: before,
      isRicher: false,
      ...facts,
    },
    { policy: lending, decision, read },
  );
}

/** The same with richer data. */
const richer = (changes: Values, more: Partial<ApplicationFacts> = {}) =>
  decide({ now: firm(6, changes), isRicher: true, ...more });
const codes = ({ reasons }: ReturnType<typeof decide>) => reasons.map(({ code }) => code);
const offered = (lineAmount: number, validUntil = '2024-09-28') => ({
  offer: { tier: 6, lineAmount, rateBp: 440, validUntil },
});

describe('the larger line', () => {
  it.each([
    // κ = 7: 100,000 a year is 700,000, as much as α τ R; one unit more is the tax line
    [{ tax_1: 99_999, tax_2: 99_999 }, 'pre', 'advance', 700_000],
    [{ tax_1: 100_000, tax_2: 100_000 }, 'pre', 'advance', 700_000],
    [{ tax_1: 104_286, tax_2: 104_286 }, 'rich', 'tax', 730_000],
    // twice the offer of 700,000
    [{ tax_1: 199_999, tax_2: 199_999 }, 'rich', 'tax', 1_390_000],
    [{ tax_1: 200_000, tax_2: 200_000 }, 'rich', 'tax', 1_400_000],
    [{ tax_1: 200_001, tax_2: 200_001 }, 'rich', 'offer_multiple', 1_400_000],
  ])('%j', (changes, winner, binding, lineAmount) => {
    expect(richer(changes).line).toMatchObject({ winner, binding, lineAmount });
  });

  it('is held by the cap of the tier and by debt newly seen', () => {
    const much = { tax_1: 500_000, tax_2: 500_000 };
    const large = { before: firm(6, { revenue_reported: 25_000_000, revenue_tax: 25_000_000 }) };
    const now = firm(6, { ...much, revenue_reported: 25_000_000, revenue_tax: 25_000_000 });
    expect(richer({}, { ...large, ...offered(1_750_000), now }).line).toMatchObject({
      lineAmount: 2_000_000,
    });
    expect(richer({ ...much, unsecured_debt: 1_500_000 }).line).toMatchObject({
      winner: 'pre',
      binding: 'debt',
      lineAmount: 500_000,
    });
  });

  it('has own lines taken off, and the newest tier', () => {
    const now = firm(8, { tax_1: 200_000, tax_2: 200_000 }, 300_000);
    const { line, tier, rate } = richer({}, { now });
    expect(line).toMatchObject({ winner: 'rich', lineAmount: 900_000, pre: { lineAmount: 200_000 } });
    expect([tier, rate!.rateBp]).toEqual([8, rates[2]![0]!.rateBp]);
  });
});

describe('reasons at their limits', () => {
  it.each([
    // L_dscr: EBITDA / 1.25 / (rate + 1/3) at 440 bp: 165,083 / 1.25 / 0.377333… = 349,999
    ['half the offer', 699_998, []],
    ['just below half the offer', 699_999, ['RICHER_LINE_LOW']],
  ])('a richer line of %s', (_title, offer, expected) => {
    expect(rates[0]![0]!.rateBp).toBe(440);
    const found = richer({ ebitda: 165_083, service: 0 }, offered(offer));
    expect(found.line!.rich).toMatchObject({ room: 349_999, binding: 'debt_service' });
    expect(codes(found)).toEqual(expected);
  });

  it.each([
    ['just a million with it', 300_000, 700_000, []],
    ['more than a million with it', 300_001, 700_000, ['SECOND_REVIEW']],
    ['just twice the offer with it', 100_000, 400_000, []],
    ['more than twice the offer with it', 100_001, 400_000, ['SECOND_REVIEW']],
    ['the first of all', 0, 300_000, []],
  ])('a line after another one granted since the offer: %s', (_title, grantedBefore, offer, expected) => {
    // The line is 700,000 whatever was granted, unless twice the offer is less.
    const found = decide({ grantedBefore, ...offered(offer) });
    expect(found.line!.lineAmount).toBe(Math.min(700_000, 2 * offer));
    expect(codes(found)).toEqual(expected);
  });

  it.each([
    [1_000_000, []],
    [1_010_000, ['SECOND_REVIEW']],
  ])('a second pair of eyes above 1,000,000: %i', (amount, expected) => {
    const revenue = Math.ceil(amount / 0.07);
    const now = firm(6, { revenue_reported: revenue, revenue_tax: revenue });
    const found = decide({ before: now, now, ...offered(amount) });
    expect(found.line!.lineAmount).toBe(amount);
    expect(codes(found)).toEqual(expected);
  });

  it.each([
    [99_999, 'reject', ['REQUEST_BELOW_MIN'], 0],
    [100_000, 'approve', [], 100_000],
    [699_999, 'approve', [], 690_000],
    [700_001, 'approve', [], 700_000],
  ])('a request of %i', (requestedAmount, outcome, reasons, grantedAmount) => {
    const found = decide({ requestedAmount });
    expect([found.outcome, codes(found), found.grantedAmount]).toEqual([outcome, reasons, grantedAmount]);
  });

  it.each([
    [109_999, 'reject', 0],
    [110_000, 'approve', 110_000],
  ])(
    'a request of %i where no step of 10,000 is the smallest line: never less than that',
    (requestedAmount, outcome, amount) => {
      const found = decide({ requestedAmount }, { ...policy, line: { ...policy.line, minimum: 105_000 } });
      expect([found.outcome, found.grantedAmount]).toEqual([outcome, amount]);
    },
  );

  it.each([
    ['2024-09-27', []],
    ['2024-09-28', []],
    ['2024-09-29', ['OFFER_EXPIRED']],
  ])('an offer good to 2024-09-28, on %s', (decidedOn, flags) => {
    expect(decide({ decidedOn }).flags).toEqual(flags);
  });

  it.each([
    [5, 'manual'],
    [6, 'approve'],
    [9, 'approve'],
    [10, 'manual'],
  ])('tier R%i', (tier, outcome) => {
    const found = decide({ now: firm(tier) });
    expect(found.outcome).toBe(outcome);
    expect(found.line === null).toBe(outcome === 'manual');
  });

  it.each([
    ['UNKNOWN_COMPANY', false, 'manual', ['UNKNOWN_COMPANY']],
    ['THIN_FILE', true, 'offline', ['THIN_FILE', 'COLLATERAL']],
  ] as const)('a firm that cannot be rated: %s', (unknown, hasCollateral, outcome, expected) => {
    const found = decide({ before: null, now: null, unknown, hasCollateral });
    expect([found.outcome, codes(found)]).toEqual([outcome, expected]);
    expect(found).toMatchObject({ tier: null, line: null, rate: null, grantedAmount: 0, validUntil: null });
  });

  it('revenue that only the richer data tell stands for the one before', () => {
    const before = firm(6, { revenue_reported: null, revenue_tax: null });
    // α τ R = 7 % of 10,000,000
    expect(richer({}, { before }).line).toMatchObject({ pre: { room: 700_000 }, lineAmount: 700_000 });
    expect(decide({ before, now: before }).line).toBeNull();
  });

  it('a firm that richer data bring into the lent-to tiers goes to a person, with the line worked out anew', () => {
    const found = decide({ offer: null, before: firm(5), now: firm(6), isRicher: true });
    expect(found.line).toMatchObject({ offered: 700_000, binding: 'advance', lineAmount: 700_000 });
    expect([found.outcome, codes(found), found.grantedAmount]).toEqual(['manual', ['NO_OFFER'], 0]);
  });

  it('a firm that cannot be rated keeps what is marked on its application', () => {
    const unrated = { before: null, now: null, unknown: 'THIN_FILE' as const };
    const offer = { tier: 6, lineAmount: 500_000, rateBp: 500, validUntil: '2000-01-01' };
    expect(decide({ ...unrated, offer, lacksConsent: true }).flags).toEqual(['OFFER_EXPIRED', 'NO_CONSENT']);
    expect(decide({ ...unrated, offer: null }).flags).toEqual([]);
  });

  it('never on the list, collateral, unseen debt: the strictest outcome, every reason', () => {
    const now = firm(6, { unsecured_debt: null });
    const found = decide({ offer: null, hasCollateral: true, before: now, now });
    expect(found.outcome).toBe('offline');
    expect(codes(found)).toEqual(['COLLATERAL', 'NO_OFFER', 'DEBT_UNKNOWN']);
    expect(found.flags).toEqual(['DEBT_NOT_SEEN']);
  });
});
