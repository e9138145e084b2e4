import { hashOfId } from '../core/hash.js';
import type { Policy } from '../document/policy.js';

/** A firm that the caps decide about. */
export interface PortfolioFirm {
  readonly companyId: string;
  readonly tier: number;
  readonly lineAmount: number;
  /** Rate above the price floor, basis points. */
  readonly marginBp: number;
  readonly industryId: string | null;
  /** FAST rank; the larger of all for a firm outside. */
  readonly industryRank: number;
  readonly town: string | null;
  readonly group: string | null;
  readonly pdPpm: number;
}

/** What the caps leave, amounts in whole units of currency. */
export interface Portfolio {
  readonly firms: number;
  readonly lineSum: number;
  /** Σ u L. */
  readonly use: number;
  /** Σ L u PD LGD. */
  readonly expectedLoss: number;
  /** Whom the caps stop. */
  readonly stopped: readonly { readonly cap: string; readonly firms: number; readonly lineSum: number }[];
}

const MILLION = 1_000_000n;

/**
 * Takes firms greedily while no cap on the expected use Σ u L is passed: by margin over the price floor, then tier, then industry
 * rank, ties by the hash of the id. A firm is taken whole or not at all; one that is stopped lets later, smaller ones in.
 * @param firms the target list
 * @param policy its caps, utilisation and loss given default
 * @returns the sum, and the cap that stopped each firm left out
 */
export function fillPortfolio(
  firms: readonly PortfolioFirm[],
  { portfolio, rate }: Pick<Policy, 'portfolio' | 'rate'>,
): { readonly summary: Portfolio; readonly stoppedBy: ReadonlyMap<string, string> } {
  const used = new Map<string, bigint>();
  const stoppedBy = new Map<string, string>();
  for (const firm of inOrder(firms)) {
    const use = BigInt(firm.lineAmount) * BigInt(rate.utilisationPpm);
    const caps = portfolio === undefined ? [] : capsOf(firm, portfolio);
    const passed = caps.find(({ key, cap }) => (used.get(key) ?? 0n) + use > cap);
    if (passed !== undefined) stoppedBy.set(firm.companyId, passed.name);
    else for (const { key } of caps) used.set(key, (used.get(key) ?? 0n) + use);
  }
  const taken = firms.filter(({ companyId }) => !stoppedBy.has(companyId));
  return { summary: sumUp(firms, taken, { stoppedBy, rate }), stoppedBy };
}

function inOrder(firms: readonly PortfolioFirm[]): PortfolioFirm[] {
  const hashes = new Map(firms.map(({ companyId }) => [companyId, hashOfId(companyId)]));
  return [...firms].sort(
    (a, b) =>
      b.marginBp - a.marginBp ||
      a.tier - b.tier ||
      a.industryRank - b.industryRank ||
      hashes.get(a.companyId)! - hashes.get(b.companyId)! ||
      (a.companyId < b.companyId ? -1 : 1),
  );
}

interface Cap {
  readonly name: string;
  /** What is summed under it. */
  readonly key: string;
  /** In currency × ppm. */
  readonly cap: bigint;
}

/** The caps a firm falls under; missing towns and groups fall under none. */
function capsOf(firm: PortfolioFirm, rules: NonNullable<Policy['portfolio']>): Cap[] {
  const { total, industrySharePpm, town, tiers, group } = rules;
  const share = (ppm: number) => BigInt(total) * BigInt(ppm);
  const tier = tiers.find((entry) => entry.tier === firm.tier);
  const larger = (a: bigint, b: bigint) => (a > b ? a : b);
  const caps: Cap[] = [{ name: 'TOTAL', key: 'total', cap: share(1_000_000) }];
  if (industrySharePpm !== undefined)
    caps.push({ name: 'INDUSTRY', key: `industry ${firm.industryId}`, cap: share(industrySharePpm) });
  if (town !== undefined && firm.town !== null)
    caps.push({ name: 'TOWN', key: `town ${firm.town}`, cap: share(town.sharePpm) });
  if (tier !== undefined)
    caps.push({ name: `TIER_R${tier.tier}`, key: `tier ${tier.tier}`, cap: share(tier.sharePpm) });
  if (group !== undefined && firm.group !== null) {
    const cap = larger(BigInt(group.amount) * MILLION, share(group.sharePpm));
    caps.push({ name: 'GROUP', key: `group ${firm.group}`, cap });
  }
  return caps;
}

function sumUp(
  firms: readonly PortfolioFirm[],
  taken: readonly PortfolioFirm[],
  { stoppedBy, rate }: { readonly stoppedBy: ReadonlyMap<string, string> } & Pick<Policy, 'rate'>,
): Portfolio {
  const lines = (own: readonly PortfolioFirm[]) => own.reduce((sum, { lineAmount }) => sum + lineAmount, 0);
  const u = BigInt(rate.utilisationPpm);
  const loss = taken.reduce((sum, { lineAmount, pdPpm }) => sum + BigInt(lineAmount) * BigInt(pdPpm), 0n);
  const stopped = [...new Set(stoppedBy.values())].sort().map((cap) => {
    const own = firms.filter(({ companyId }) => stoppedBy.get(companyId) === cap);
    return { cap, firms: own.length, lineSum: lines(own) };
  });
  const lineSum = lines(taken);
  return {
    firms: taken.length,
    lineSum,
    use: rounded(BigInt(lineSum) * u, MILLION),
    expectedLoss: rounded(loss * u * BigInt(rate.lgdPpm), MILLION ** 3n),
    stopped,
  };
}

/** The nearest whole unit, halves up; neither is negative. */
const rounded = (top: bigint, bottom: bigint) => Number((2n * top + bottom) / (2n * bottom));
