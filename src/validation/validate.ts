import type { DrawnFirms } from '../core/equal-firms.js';
import { reweighted } from '../core/reweighted.js';
import { binomialP, correlatedP, jeffreysP, rateDifference } from './backtest.js';
import { jeffreysInterval, RATE_LEVEL } from './beta.js';
import { ENOUGH_POWER, powerForDoubledPd, powerForDoubledRate, statusOf } from './power.js';
import type { Status } from './status.js';
import type { WeighedCount } from './weighed-count.js';

/** Asset correlation of the correlated back-test: that of small firms in the Basel framework lies between 0.03 and 0.16. */
const RHO = 0.12;

/** Firms with one pd, and what became of them. */
export interface BackTest {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  /** Share of bad firms, weighed where firms stand for different numbers of others; otherwise d / n. */
  readonly rate: number;
  /** Jeffreys' interval of the rate, 90 %. */
  readonly low: number;
  readonly high: number;
  /** How many equally weighed firms would know the rate as well. Otherwise n. */
  readonly effective: number;
  /** The firms as they were drawn: the tests go by these, and by the pd among them. */
  readonly drawn: DrawnFirms;
  readonly pd: number;
  /** P that the true pd is no higher than said (Jeffreys); small: it is too low. */
  readonly jeffreysP: number;
  readonly binomialP: number;
  readonly correlatedP: number;
  /** Chance to notice a pd twice as high. */
  readonly power: number;
  readonly status: Status;
}

/**
 * Whether a pd was high enough.
 * @param name of the tier or segment
 * @param firms how many, how many defaulted, the pd as said (their mean, where it differs), and what they weigh where they do
 */
export function backTest(
  name: string,
  firms: { readonly n: number; readonly d: number; readonly pd: number } & Partial<WeighedCount>,
): BackTest {
  const { n, d, pd, rate = n === 0 ? 0 : d / n, effective = n, drawn = { n, d, factor: 1 } } = firms;
  const { n: size, d: bads, factor } = drawn;
  const among = reweighted(pd, 1 / factor);
  const p = jeffreysP(bads, size, among);
  const power = powerForDoubledPd(Math.round(size), pd, factor);
  const [low, high] = jeffreysInterval(bads, size, RATE_LEVEL).map((share) => reweighted(share, factor));
  return {
    name,
    n,
    d,
    rate,
    low: low!,
    high: high!,
    effective,
    drawn,
    pd,
    jeffreysP: p,
    binomialP: binomialP(bads, size, among),
    correlatedP: correlatedP(bads, { n: size, pd, rho: RHO, factor }),
    power,
    status: backTestStatus(p, { rate, pd, power }),
  };
}

/** A rate that is no higher than the pd finds nothing, whatever the prior makes of a handful of firms. */
const backTestStatus = (p: number, { rate, pd, power }: Pick<BackTest, 'rate' | 'pd' | 'power'>): Status =>
  statusOf(rate <= pd ? 1 : p, power);

/** A back-test among others: its status goes by the adjusted p-value. */
export interface FamilyTest extends BackTest {
  readonly adjustedP: number;
}

/**
 * Back-tests of many tiers or segments at once: p-values are held to what the whole family allows, so that one bad segment of twenty is
 * not found where there is none.
 * @source Holm (1979), A simple sequentially rejective multiple test procedure
 */
export function segmentTests(tests: readonly BackTest[]): FamilyTest[] {
  const order = [...tests.keys()].sort((a, b) => tests[a]!.jeffreysP - tests[b]!.jeffreysP);
  const adjusted = new Array<number>(tests.length).fill(1);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (tests.length - rank) * tests[at]!.jeffreysP));
    adjusted[at] = least;
  });
  return tests.map((test, i) => ({
    ...test,
    adjustedP: adjusted[i]!,
    status: backTestStatus(adjusted[i]!, test),
  }));
}

/** Two tiers beside each other: the worse should default more often. */
export interface TierStep {
  readonly better: string;
  readonly worse: string;
  /** Firms and bad ones of both. */
  readonly n: number;
  readonly d: number;
  readonly z: number;
  readonly p: number;
  /** Chance to notice a rate of the worse twice that of the better. */
  readonly power: number;
  /** watch where the order is reversed beyond chance (one-sided 5 %). */
  readonly status: Status;
}

const Z95 = 1.6448536269514722;

/** An order that is reversed is found; one that is not could have been, or is plain to see. */
function stepStatus(z: number, power: number): Status {
  if (z < -Z95) return 'watch';
  return z > Z95 || power >= ENOUGH_POWER ? 'pass' : 'NO POWER';
}

/** Each tier against the next that holds firms. */
export function tierSteps(tiers: readonly Pick<BackTest, 'name' | 'n' | 'd' | 'drawn'>[]): TierStep[] {
  const held = tiers.filter(({ n }) => n > 0);
  return held.slice(1).flatMap((worse, i): TierStep[] => {
    const better = held[i]!;
    const found = rateDifference(better.drawn, worse.drawn);
    if (found === undefined) return [];
    const counts = { n: better.n + worse.n, d: better.d + worse.d };
    const power = powerForDoubledRate(better.drawn, worse.drawn.n, better.drawn.factor);
    const status = stepStatus(found.z, power);
    return [{ better: better.name, worse: worse.name, ...counts, ...found, power, status }];
  });
}
