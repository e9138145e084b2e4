import { describe, expect, it } from 'vitest';
import { fillPortfolio, type PortfolioFirm } from '../../src/credit/portfolio.js';
import { policy } from '../fixtures/tiny-study.js';

const rate = { ...policy.rate, utilisationPpm: 500_000, lgdPpm: 600_000 };
const firm = (companyId: string, more: Partial<PortfolioFirm> = {}): PortfolioFirm => ({
  companyId,
  tier: 6,
  lineAmount: 1_000_000,
  marginBp: 0,
  industryId: 'ceramics',
  industryRank: 1,
  town: null,
  group: null,
  pdPpm: 20_000,
  ...more,
});
const fill = (firms: readonly PortfolioFirm[], portfolio: Partial<NonNullable<typeof policy.portfolio>>) => {
  const { summary, stoppedBy } = fillPortfolio(firms, {
    rate,
    portfolio: { total: 100_000_000, tiers: [], ...portfolio },
  });
  return { summary, stopped: Object.fromEntries(stoppedBy) };
};

describe('fillPortfolio', () => {
  it('takes by margin, then tier, then industry, until a cap on the expected use is passed', () => {
    const firms = [
      firm('a', { marginBp: 1 }),
      firm('b', { tier: 7, marginBp: 2 }),
      firm('c', { marginBp: 1, industryRank: 2 }),
      firm('d', { tier: 7, marginBp: 1 }),
    ];
    // half of a million each: 1,500,000 holds three
    expect(fill(firms, { total: 1_500_000 }).stopped).toEqual({ d: 'TOTAL' });
    expect(fill(firms, { total: 1_499_999 }).stopped).toEqual({ c: 'TOTAL', d: 'TOTAL' });
    expect(fill(firms, { total: 500_000 }).stopped).toEqual({ a: 'TOTAL', c: 'TOTAL', d: 'TOTAL' });
  });

  it('lets a smaller firm in after one that was stopped', () => {
    const firms = [
      firm('a', { marginBp: 3 }),
      firm('b', { marginBp: 2 }),
      firm('c', { marginBp: 1, lineAmount: 200_000 }),
    ];
    expect(fill(firms, { total: 600_000 }).stopped).toEqual({ b: 'TOTAL' });
  });

  it.each([
    ['INDUSTRY', { industrySharePpm: 4_999 }, {}],
    ['TOWN', { town: { column: 'town', sharePpm: 4_999 } }, { town: '桂城' }],
    ['TIER_R6', { tiers: [{ tier: 6, sharePpm: 4_999 }] }, {}],
    ['GROUP', { group: { column: 'g', amount: 499_999, sharePpm: 4_999 } }, { group: 'G1' }],
  ])('names the cap that stops a firm: %s, one unit below its use', (name, caps, more) => {
    expect(fill([firm('a', more)], caps).stopped).toEqual({ a: name });
    const wider = JSON.parse(JSON.stringify(caps).replaceAll('4999}', '5000}').replaceAll(':4999', ':5000'));
    expect(fill([firm('a', more)], wider).stopped).toEqual({});
  });

  it('gives a group the larger of amount and share', () => {
    const own = { group: 'G1' };
    const group = { column: 'g', amount: 1_000_000, sharePpm: 4_999 };
    expect(fill([firm('a', own), firm('b', own), firm('c', own), firm('d')], { group }).stopped).toEqual({
      b: 'GROUP',
    });
  });

  it('sums use and expected loss of what is left', () => {
    const { summary } = fill([firm('a'), firm('b', { pdPpm: 10_000, lineAmount: 500_000 })], {});
    // use: half of 1.5m; loss: 0.5 × 0.6 × (1m × 2 % + 0.5m × 1 %)
    expect(summary).toEqual({ firms: 2, lineSum: 1_500_000, use: 750_000, expectedLoss: 7_500, stopped: [] });
  });
});
