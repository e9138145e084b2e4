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

describe('rateTable without pds', () => {
  const tiers = enterprise.tiers.map((tier) => ({ ...tier, pdPpm: null }));

  it('refuses, unless the policy assumes pds in writing', () => {
    expect(() => rateTable(policy, tiers)).toThrow(expect.objectContaining({ code: 'NO_PD' }));
    const ppm = enterprise.tiers.map(({ pdPpm }) => pdPpm!);
    const assumedPds = { author: 'risk committee', reason: 'no labels before next year', ppm };
    expect(rateTable({ ...policy, assumedPds }, tiers)).toEqual(rateTable(policy, enterprise.tiers));
  });
});
