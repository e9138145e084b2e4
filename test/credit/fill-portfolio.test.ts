import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fraction } from '../../src/core/fraction.js';
import { fillPortfolio } from '../../src/credit/fill-portfolio.js';
import type { PortfolioFirm } from '../../src/credit/portfolio.js';
import { policy } from '../fixtures/tiny-study.js';

const rate = { ...policy.rate, utilisationPpm: 500_000, lgdPpm: 600_000 };
const firm = (companyId: string, more: Partial<PortfolioFirm> = {}): PortfolioFirm => ({
  companyId,
  tier: 6,
  lineAmount: 1_000_000,
  margin: fraction(0),
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
      firm('a', { margin: fraction(1) }),
      firm('b', { tier: 7, margin: fraction(2) }),
      firm('c', { margin: fraction(1), industryRank: 2 }),
      firm('d', { tier: 7, margin: fraction(1) }),
    ];
    // half of a million each: 1,500,000 holds three
    expect(fill(firms, { total: 1_500_000 }).stopped).toEqual({ d: 'TOTAL' });
    expect(fill(firms, { total: 1_499_999 }).stopped).toEqual({ c: 'TOTAL', d: 'TOTAL' });
    expect(fill(firms, { total: 500_000 }).stopped).toEqual({ a: 'TOTAL', c: 'TOTAL', d: 'TOTAL' });
  });

  it('lets a smaller firm in after one that was stopped', () => {
    const firms = [
      firm('a', { margin: fraction(3) }),
      firm('b', { margin: fraction(2) }),
      firm('c', { margin: fraction(1), lineAmount: 200_000 }),
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

  it.each([
    ['TOWN', { town: { column: 'town', sharePpm: 5_000 } }, { town: '桂城' }, { town: '大沥' }],
    ['TIER_R6', { tiers: [{ tier: 6, sharePpm: 5_000 }] }, {}, { tier: 7 }],
    ['INDUSTRY', { industrySharePpm: 5_000 }, { industryId: null }, {}],
    ['GROUP', { group: { column: 'g', amount: 0, sharePpm: 5_000 } }, { group: 'G1' }, { group: 'G2' }],
  ])(
    '%s: fills one cap without touching that of another; what is outside shares one',
    (name, caps, one, two) => {
      const margins = ['a', 'b', 'c'].map((id, i) =>
        firm(id, { ...(i === 2 ? two : one), margin: fraction(3 - i) }),
      );
      expect(fill(margins, caps).stopped).toEqual({ b: name });
    },
  );

  it('says how far each cap is taken up, and stops nobody without caps', () => {
    const towns = ['桂城', '桂城', null].map((town, i) => firm(`${i}`, { town, margin: fraction(-i) }));
    const { caps } = fillPortfolio(towns, {
      rate,
      portfolio: { total: 100_000_000, tiers: [], town: { column: 'town', sharePpm: 7_500 } },
    });
    // half of 1,000,000 each; the town may take 0.75 % of 100,000,000; a firm without a town is under no cap of towns
    expect(caps).toEqual([
      { kind: 'TOTAL', of: '', use: 1_000_000, limit: 100_000_000, stopped: 0 },
      { kind: 'TOWN', of: '桂城', use: 500_000, limit: 750_000, stopped: 1 },
    ]);
    expect(fillPortfolio(towns, { rate }).summary).toMatchObject({ firms: 3, stopped: [] });
  });

  it('breaks ties by the hash of the id, and equal hashes by the id, whatever the order of the list', () => {
    const hash = (id: string) => createHash('md5').update(id).digest('hex').slice(0, 8);
    expect(hash('F4767')).toBe(hash('F38108'));
    const [first, second] = hash('a') < hash('b') ? ['a', 'b'] : ['b', 'a'];
    for (const [taken, stopped] of [
      [first, second],
      ['F38108', 'F4767'],
    ] as const)
      for (const ids of [
        [taken, stopped],
        [stopped, taken],
      ])
        expect(
          fill(
            ids.map((id) => firm(id)),
            { total: 500_000 },
          ).stopped,
        ).toEqual({ [stopped]: 'TOTAL' });
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

  it('takes firms by exact margins, equal ones by tier, whatever way the fractions are written', () => {
    // a margin of step / 3 beyond what doubles hold: neighbours differ by less than they can tell
    const drawn = fc.array(
      fc.record({
        step: fc.integer({ min: -3, max: 3 }),
        times: fc.bigInt({ min: 1n, max: 10n ** 12n }),
        tier: fc.integer({ min: 6, max: 9 }),
        lineAmount: fc.integer({ min: 1, max: 10 ** 12 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 10 ** 12 }), (rows, total) => {
        const firms = rows.map(({ step, times, tier, lineAmount }, i) => {
          const margin = { top: (81n * 10n ** 18n + BigInt(step)) * times, bottom: 3n * 10n ** 18n * times };
          return firm(`F${i}`, { margin, tier, industryRank: i, lineAmount });
        });
        const order = [...rows.keys()].sort(
          (a, b) => rows[b]!.step - rows[a]!.step || rows[a]!.tier - rows[b]!.tier || a - b,
        );
        let left = 2n * BigInt(total);
        const taken = order.filter((i) => {
          const fits = BigInt(rows[i]!.lineAmount) <= left;
          if (fits) left -= BigInt(rows[i]!.lineAmount);
          return fits;
        });
        const { summary, stopped } = fill(firms, { total });
        expect(Object.keys(stopped).sort()).toEqual(
          firms.flatMap(({ companyId }, i) => (taken.includes(i) ? [] : [companyId])).sort(),
        );
        expect(summary.lineSum).toBe(Number(2n * BigInt(total) - left));
      }),
    );
  });

  it('adds up lines beyond 2 to the 53rd to the unit', () => {
    const lines = [...Array.from({ length: 9_007 }, () => 10 ** 12), 199_254_740_992, 1, 1];
    const firms = lines.map((lineAmount, i) => firm(`F${i}`, { lineAmount }));
    // 9,007,199,254,740,994: with doubles each 1 is lost
    const { summary } = fillPortfolio(firms, { rate });
    expect(BigInt(summary.lineSum)).toBe(2n ** 53n + 2n);
  });
});
