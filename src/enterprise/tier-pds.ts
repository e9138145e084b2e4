import { roundHalfAwayFromZero } from '../core/numbers.js';
import { reweighted } from '../core/reweighted.js';
import type { Tier } from '../document/enterprise-document.js';
import { sumOver, type WeighedFirms, weighedTier } from './tier-weights.js';
import { TIERS, tierOf } from './tiers.js';

/** What a tier's pd is measured on: the labelled customers, and the rated firms. */
export interface TierEvidence extends WeighedFirms {
  readonly floors: readonly number[];
  readonly pdByScore: readonly number[];
  /** Rated firms at each score. */
  readonly histogram: readonly number[];
}

/** No thin tier above this pd without bad customers to show for it: nobody is there whose pd it could be. */
const CEILING_PPM = 300_000;
/** Sums of weights are rounded: nearer than this two are one. */
const EQUAL = 1e-9;
/** A tier with fewer rated firms has the pd of the score in its middle. */
const FEWEST_FIRMS = 30;

/**
 * The frozen pd of each tier: the mean pd of its rated firms (in a thin tier the pd in the middle of its scores, as far as firms
 * reach: R1 ends at 1000 and R15 at 0, where nobody is; 30 % at the most without bad customers), never falling from R1 to R15, with
 * the observed N and D beside it.
 * @param evidence floors, the population and the labelled customers
 * @param interval Jeffreys interval of D out of N
 */
export function tierPds(
  evidence: TierEvidence,
  interval: (d: number, n: number) => readonly [low: number, high: number],
): Tier[] {
  let highest = 0;
  return evidence.floors.map((_floor, i): Tier => {
    const { pd, thin, capped, ...shown } = oneTier(i, evidence, interval);
    const pooled = thin || pd < highest;
    // Behind a better tier above 30 % the pd is that tier's.
    const more = capped && highest <= CEILING_PPM ? { capped } : {};
    highest = Math.max(highest, pd);
    return { tier: i + 1, ...shown, ...more, pdPpm: roundHalfAwayFromZero(highest), pooled };
  });
}

/** A tier by itself: its own pd, and what was observed. */
function oneTier(i: number, evidence: TierEvidence, interval: Parameters<typeof tierPds>[1]) {
  const { floors, pdByScore, histogram, customers, bads } = evidence;
  const [floor, to] = [floors[i]!, i === 0 ? 1000 : floors[i - 1]! - 1];
  const firms = sumOver(histogram, floor, to);
  const pds = histogram.map((n, score) => n * pdByScore[score]!);
  const thin = firms < FEWEST_FIRMS;
  const [n, d] = [sumOver(customers, floor, to), sumOver(bads, floor, to)];
  const pd = thin ? pdByScore[middleReached(histogram, floor, to)]! : sumOver(pds, floor, to) / firms;
  const weighed = weighedTier(evidence, floor, to);
  const [low, high] = interval(weighed.d, weighed.n).map((share) => ppm(reweighted(share, weighed.factor)));
  const capped = thin && d === 0 && pd > CEILING_PPM;
  const badRatePpm = n === 0 ? null : ppm(weighed.badRate);
  const effective = weighed.effective === n ? {} : { effective: weighed.effective };
  const isPlain = Math.abs(weighed.factor - 1) < EQUAL && Math.abs(weighed.n - n) < EQUAL * n;
  const drawn = n === 0 || isPlain ? {} : { drawn: { n: weighed.n, factor: weighed.factor } };
  const observed = { n, d, ...effective, ...drawn, badRatePpm, low: low!, high: high! };
  return { floor, ...observed, pd: capped ? CEILING_PPM : pd, thin, capped };
}

/** The middle of the scores from..to that firms reach; the nearest of them to a firm where none reaches so far. */
function middleReached(histogram: readonly number[], from: number, to: number): number {
  const within = (score: number) => Math.min(to, Math.max(from, score));
  const [least, most] = [histogram.findIndex((n) => n > 0), histogram.findLastIndex((n) => n > 0)];
  return Math.floor((within(least) + within(most)) / 2);
}

/** Which tiers would lie above 30 % and why they do not; empty without any. */
export function cappedNote(tiers: readonly Tier[]): string {
  const named = tiers.filter(({ capped }) => capped).map(({ tier }) => `R${tier}`);
  if (named.length === 0) return '';
  return `; pd of ${named.join(', ')} ${CEILING_PPM / 1e4} % at the most: fewer than ${FEWEST_FIRMS} rated firms and no bad customer`;
}

/** Tiers of a label-free card: floors alone. */
export function tiersWithoutPd(floors: readonly number[]): Tier[] {
  const nothing = { pdPpm: null, n: 0, d: 0, badRatePpm: null, low: 0, high: 1_000_000, pooled: false };
  return floors.map((floor, i) => ({ tier: i + 1, floor, ...nothing }));
}

/** A share in parts per million. */
export function ppm(share: number): number {
  return roundHalfAwayFromZero(share * 1e6);
}

/** Counts by score of the rows that are asked for. */
export function scoreHistogram(scores: ArrayLike<number>, wanted: (row: number) => boolean): number[] {
  const counts = new Array<number>(1001).fill(0);
  for (let row = 0; row < scores.length; row++) if (wanted(row)) counts[scores[row]!]!++;
  return counts;
}

/** Firms in R1 to R15. */
export function tierCounts(histogram: readonly number[], floors: readonly number[]): number[] {
  const counts = new Array<number>(TIERS).fill(0);
  histogram.forEach((n, score) => {
    counts[tierOf(score, floors) - 1]! += n;
  });
  return counts;
}
