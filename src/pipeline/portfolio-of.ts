import { fraction, subtract } from '../core/fraction.js';
import { fillPortfolio } from '../credit/fill-portfolio.js';
import type { PortfolioFirm } from '../credit/portfolio.js';
import { priceFloor } from '../credit/rate.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';

/**
 * Holds the target list against the policy's caps.
 * @param rows the list, as the engine gives it
 * @param documents the documents it was made by
 */
export function portfolioOf(
  rows: readonly Readonly<Record<string, unknown>>[],
  documents: {
    readonly policy: Policy;
    readonly industry: IndustryDocument;
    readonly enterprise: EnterpriseDocument;
  },
) {
  const { policy, industry, enterprise } = documents;
  const ranks = new Map(industry.industries.map(({ id, rank }) => [id, rank]));
  const pds = enterprise.tiers.map(({ pdPpm }, i) => pdPpm ?? policy.assumedPds?.ppm[i] ?? 0);
  const floors = pds.map((pdPpm) => priceFloor(policy.rate, pdPpm));
  const { town, group } = policy.portfolio ?? {};
  const textAt = (row: (typeof rows)[number], name: string | undefined) =>
    name === undefined ? null : ((row[name] as string | null | undefined) ?? null);
  const firms = rows.map((row): PortfolioFirm => {
    const tier = Number(row.tier);
    const industryId = row.industry_id as string | null;
    return {
      companyId: String(row.company_id),
      tier,
      lineAmount: Number(row.line_amount),
      margin: subtract(fraction(Number(row.rate_bp)), floors[tier - 1]!),
      industryId,
      industryRank: ranks.get(industryId ?? '') ?? Number.MAX_SAFE_INTEGER,
      town: textAt(row, town?.column),
      group: textAt(row, group?.column),
      pdPpm: pds[tier - 1]!,
    };
  });
  return fillPortfolio(firms, policy);
}
