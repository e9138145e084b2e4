import { describe, expect, it } from 'vitest';
import { portfolioOf } from '../../src/pipeline/portfolio-of.js';
import { enterprise, industry, policy } from '../fixtures/tiny-study.js';

describe('portfolioOf', () => {
  it('takes equal margins for equal, also where price floors are no decimals', () => {
    // 100 / 0.6 = 166.666…: floors of 506.666…, 511.666… and so on (doubles turn coarser at 512), and rates as far above them as each other
    const rate = {
      ...policy.rate,
      ftpBp: 315,
      operatingCostBp: 100,
      utilisationPpm: 600_000,
      lgdPpm: 500_000,
      riskWeightPpm: 0,
    };
    const pds = [5_000, 6_000, 7_000, 8_000];
    const tiers = enterprise.tiers.map((tier, i) => ({ ...tier, pdPpm: pds[i - 5] ?? tier.pdPpm }));
    const rows = [6, 7, 8, 9].map((tier, i) => ({
      company_id: `F${tier}`,
      tier,
      line_amount: 1_000_000,
      rate_bp: 515 + 5 * i,
      industry_id: industry.industries[0]!.id,
    }));
    for (const kept of [1, 2, 3]) {
      const caps = { total: kept * 600_000, tiers: [] };
      const { stoppedBy } = portfolioOf([...rows].reverse(), {
        policy: { ...policy, rate, portfolio: caps },
        industry,
        enterprise: { ...enterprise, tiers },
      });
      expect([...stoppedBy.keys()]).toEqual(rows.slice(kept).map(({ company_id }) => company_id));
    }
  });
});
