import { compare, type Fraction } from '../core/fraction.js';
import { hashOfId } from '../core/hash.js';
import type { Policy } from '../document/policy.js';
import type { CapUse, Portfolio, PortfolioFirm } from './portfolio.js';

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
): {
  readonly summary: Portfolio;
  readonly stoppedBy: ReadonlyMap<string, string>;
  readonly caps: readonly CapUse[];
} {
  const filling = new Map<string, Filling>();
  const stoppedBy = new Map<string, string>();
  for (const firm of inOrder(firms)) {
    const use = BigInt(firm.lineAmount) * BigInt(rate.utilisationPpm);
    const caps = (portfolio === undefined ? [] : capsOf(firm, portfolio)).map((cap) =>
      fillingOf(filling, cap),
    );
    const passed = caps.find((cap) => cap.use + use > cap.limit);
    if (passed === undefined) for (const cap of caps) cap.use += use;
    else {
      passed.stopped++;
      stoppedBy.set(firm.companyId, passed.name);
    }
  }
  const taken = firms.filter(({ companyId }) => !stoppedBy.has(companyId));
  const caps = [...filling.values()].map(({ kind, of, use, limit, stopped }) => {
    return { kind, of, use: rounded(use, MILLION), limit: rounded(limit, MILLION), stopped };
  });
  return { summary: sumUp(firms, taken, { stoppedBy, rate }), stoppedBy, caps };
}

const MILLION = 1_000_000n;

/** A cap while firms are taken, in currency × ppm. */
interface Filling extends Cap {
  use: bigint;
  stopped: number;
}

function fillingOf(filling: Map<string, Filling>, cap: Cap): Filling {
  const key = `${cap.kind} ${cap.of}`;
  const found = filling.get(key) ?? { ...cap, use: 0n, stopped: 0 };
  filling.set(key, found);
  return found;
}

function inOrder(firms: readonly PortfolioFirm[]): PortfolioFirm[] {
  const steps = stepsOf(firms.map(({ margin }) => margin));
  const keyed = firms.map((firm) => {
    return { firm, step: steps.get(textOf(firm.margin))!, hash: hashOfId(firm.companyId) };
  });
  keyed.sort(
    (a, b) =>
      b.step - a.step ||
      a.firm.tier - b.firm.tier ||
      a.firm.industryRank - b.firm.industryRank ||
      a.hash - b.hash ||
      (a.firm.companyId < b.firm.companyId ? -1 : 1),
  );
  return keyed.map(({ firm }) => firm);
}

/** The place of each fraction among the values there are, the least first; equal values have one place, however written. */
function stepsOf(fractions: readonly Fraction[]): ReadonlyMap<string, number> {
  const written = [...new Map(fractions.map((value) => [textOf(value), value])).values()].sort(compare);
  let step = 0;
  return new Map(
    written.map((value, i) => {
      if (i > 0 && compare(written[i - 1]!, value) < 0) step++;
      return [textOf(value), step];
    }),
  );
}

const textOf = ({ top, bottom }: Fraction) => `${top}/${bottom}`;

interface Cap extends Pick<CapUse, 'kind' | 'of'> {
  /** What stands on the list for it. */
  readonly name: string;
  /** In currency × ppm. */
  readonly limit: bigint;
}

/** The caps a firm falls under; missing towns and groups fall under none. */
function capsOf(firm: PortfolioFirm, rules: NonNullable<Policy['portfolio']>): Cap[] {
  const { total, industrySharePpm, town, tiers, group } = rules;
  const share = (ppm: number) => BigInt(total) * BigInt(ppm);
  const tier = tiers.find((entry) => entry.tier === firm.tier);
  const larger = (a: bigint, b: bigint) => (a > b ? a : b);
  const cap = (kind: string, of: string, limit: bigint): Cap => ({ kind, of, name: kind, limit });
  const caps = [cap('TOTAL', '', share(1_000_000))];
  if (industrySharePpm !== undefined)
    caps.push(cap('INDUSTRY', firm.industryId ?? '', share(industrySharePpm)));
  if (town !== undefined && firm.town !== null) caps.push(cap('TOWN', firm.town, share(town.sharePpm)));
  if (tier !== undefined)
    caps.push({ ...cap('TIER', `R${tier.tier}`, share(tier.sharePpm)), name: `TIER_R${tier.tier}` });
  if (group !== undefined && firm.group !== null)
    caps.push(cap('GROUP', firm.group, larger(BigInt(group.amount) * MILLION, share(group.sharePpm))));
  return caps;
}

function sumUp(
  firms: readonly PortfolioFirm[],
  taken: readonly PortfolioFirm[],
  { stoppedBy, rate }: { readonly stoppedBy: ReadonlyMap<string, string> } & Pick<Policy, 'rate'>,
): Portfolio {
  const lines = (own: readonly PortfolioFirm[]) =>
    own.reduce((sum, { lineAmount }) => sum + BigInt(lineAmount), 0n);
  const u = BigInt(rate.utilisationPpm);
  const loss = taken.reduce((sum, { lineAmount, pdPpm }) => sum + BigInt(lineAmount) * BigInt(pdPpm), 0n);
  const stopped = [...new Set(stoppedBy.values())].sort().map((cap) => {
    const own = firms.filter(({ companyId }) => stoppedBy.get(companyId) === cap);
    return { cap, firms: own.length, lineSum: Number(lines(own)) };
  });
  const lineSum = lines(taken);
  return {
    firms: taken.length,
    lineSum: Number(lineSum),
    use: rounded(lineSum * u, MILLION),
    expectedLoss: rounded(loss * u * BigInt(rate.lgdPpm), MILLION ** 3n),
    stopped,
  };
}

/** The nearest whole unit, halves up; neither is negative. */
const rounded = (top: bigint, bottom: bigint) => Number((2n * top + bottom) / (2n * bottom));
