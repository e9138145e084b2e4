import { describe, expect, it } from 'vitest';
import { indicativeRate } from '../../src/credit/rate.js';
import { rateTable } from '../../src/credit/rate-table.js';
import { enterprise, policy } from '../fixtures/tiny-study.js';

/** The defaults of the product as published; K = 75 % × 10.5 %. */
const rules = {
  ftpBp: 200,
  operatingCostBp: 120,
  utilisationPpm: 1_000_000,
  lgdPpm: 600_000,
  riskWeightPpm: 750_000,
  capitalRatioPpm: 105_000,
  hurdleBp: 1100,
  taxRatePpm: 250_000,
  marginBp: 0,
  reference: { name: 'LPR', rateBp: 300, date: '2025-06-20' },
  floorOverReferenceBp: 20,
  capBp: 700,
  roundUpToBp: 5,
};

/** Master scale PD_k = 0.05 % × 1.6^(k−1) for R6 to R9, in ppm. */
const masterScale = [6, 7, 8, 9].map((k) => Math.round(500 * 1.6 ** (k - 1)));

describe('indicativeRate', () => {
  it('gives the worked rates at full use of the line', () => {
    expect(masterScale.map((pd) => indicativeRate(rules, pd, 0).rateBp)).toEqual([455, 475, 505, 550]);
  });

  it('gives the worked rates at the published use of 0.66', () => {
    const used = { ...rules, utilisationPpm: 660_000 };
    expect(masterScale.map((pd) => indicativeRate(used, pd, 0).rateBp)).toEqual([515, 535, 565, 615]);
  });

  it('does not round up a sum that is a multiple of the step already', () => {
    const plain = { ...rules, riskWeightPpm: 0, ftpBp: 200, operatingCostBp: 200 };
    expect(indicativeRate(plain, 0, 0).rateBp).toBe(400);
    expect(indicativeRate({ ...plain, marginBp: 1 }, 0, 0).rateBp).toBe(405);
    expect(indicativeRate({ ...plain, utilisationPpm: 999_999 }, 0, 0).rateBp).toBe(405);
  });

  it('holds the floor and the cap, and says so', () => {
    const cheap = indicativeRate({ ...rules, ftpBp: 100, operatingCostBp: 0 }, 0, 0);
    expect([cheap.rateBp, cheap.bound]).toEqual([320, 'floor']);
    const dear = indicativeRate(rules, 300_000, 30);
    expect([dear.rateBp, dear.bound]).toEqual([700, 'cap']);
  });
});

describe('what a rate earns and how it stands', () => {
  it('returns the hurdle on capital, and a little more by rounding up', () => {
    // cost: 200 + 120 + 30 + 0.07875 (1466.67 − 200) = 449.75; 0.25 bp more × 0.75 / 0.07875 = 2.380952
    const rate = indicativeRate({ ...rules, roundUpToBp: 1 }, 5000, 0);
    expect([rate.costBp, rate.rateBp]).toEqual([449.75, 450]);
    expect(rate.rarocBp).toBeCloseTo(1102.380952, 5);
    expect(indicativeRate({ ...rules, riskWeightPpm: 0 }, 5000, 0).rarocBp).toBeNull();
  });

  it('is flagged when its floor lies above the market rate', () => {
    const market = (rateBp: number) => ({ ...rules, market: { name: 'peers', rateBp, date: '2025-06-20' } });
    expect(indicativeRate(market(449), 5000, 0).isAboveMarket).toBe(true);
    expect(indicativeRate(market(450), 5000, 0).isAboveMarket).toBe(false);
  });
});

describe('a rate by customers’ demand', () => {
  const free = { ...rules, ftpBp: 400, operatingCostBp: 0, riskWeightPpm: 0 };
  const demand = (...points: readonly (readonly [number, number])[]) => ({
    ...free,
    demand: {
      source: 'test',
      curves: [
        { name: 'A', from: 6, to: 7, points: points.map(([rateBp, lossPpm]) => ({ rateBp, lossPpm })) },
      ],
    },
  });
  const chosen = (policyRate: Parameters<typeof indicativeRate>[0], tier = 6, leastBp = 0) => {
    const { rateBp, bound } = indicativeRate(policyRate, 0, 0, { tier, leastBp });
    return [rateBp, bound];
  };

  it('takes the greatest expected margin, the lowest of equals', () => {
    // margins over a cost of 400: 0.9 × 50 = 45, then 0.5 × 100 = 50 or 0.45 × 100 = 45
    expect(chosen(demand([450, 100_000], [500, 500_000]))).toEqual([500, 'demand']);
    expect(chosen(demand([500, 550_000], [450, 100_000]))).toEqual([450, 'demand']);
  });

  it('never lets a worse tier pay less than the one before', () => {
    const curve = demand([450, 100_000], [480, 600_000], [500, 700_000]);
    expect(chosen(curve)).toEqual([450, 'demand']);
    expect(chosen(curve, 6, 450)).toEqual([450, 'demand']);
    expect(chosen(curve, 6, 451)).toEqual([480, 'demand']);
  });

  it('stays between floor and cap and covers the cost, or goes by cost alone', () => {
    expect(chosen(demand([450, 100_000], [701, 0]))).toEqual([450, 'demand']);
    expect(chosen(demand([390, 0], [399, 0]))).toEqual([400, 'none']);
    expect(chosen(demand([450, 100_000], [500, 500_000]), 8)).toEqual([400, 'none']);
  });
});

describe('rateTable without pds', () => {
  const tiers = enterprise.tiers.map((tier) => ({ ...tier, pdPpm: null }));

  it('refuses, unless the policy assumes pds in writing', () => {
    expect(() => rateTable(policy, tiers)).toThrow(expect.objectContaining({ code: 'NO_PD' }));
    const ppm = enterprise.tiers.map(({ pdPpm }) => pdPpm!);
    const assumedPds = { author: 'risk committee', reason: 'no labels before next year', ppm };
    expect(rateTable({ ...policy, assumedPds }, tiers)).toEqual(rateTable(policy, enterprise.tiers));
  });
});
