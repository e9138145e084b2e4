import { roundHalfAwayFromZero } from '../core/numbers.js';
import type { Tier } from '../document/enterprise-document.js';
import { reweighted } from './reweighted.js';
import { TIERS, tierOf } from './tiers.js';
import type { TrainingTable } from './training-table.js';

/** What a tier's pd is measured on. */
export interface TierEvidence {
  readonly floors: readonly number[];
  readonly pdByScore: readonly number[];
  /** Rated firms at each score. */
  readonly histogram: readonly number[];
  /** Labelled customers at each score, and the bad ones. */
  readonly customers: readonly number[];
  readonly bads: readonly number[];
  /** Sample weights of the good and of the bad customers at each score. */
  readonly weights: WeightsByScore;
}

/** Sample weights added up at each score, of good firms and of bad ones. */
export interface WeightsByScore {
  readonly good: readonly number[];
  readonly bad: readonly number[];
}

/** No tier above this pd without bad customers to show for it. */
const CEILING_PPM = 300_000;
/** A tier with fewer rated firms has the pd of the score in its middle. */
const FEWEST_FIRMS = 30;

/**
 * The frozen pd of each tier: the mean pd of its rated firms (in a thin tier the pd in the middle of its scores, as far as firms
 * reach: R1 ends at 1000 and R15 at 0, where nobody is), never falling from R1 to R15, with the observed N and D beside it.
 * @param evidence floors, the population and the labelled customers
 * @param interval Jeffreys interval of D out of N
 */
export function tierPds(
  evidence: TierEvidence,
  interval: (d: number, n: number) => readonly [low: number, high: number],
): Tier[] {
  const { floors, pdByScore, histogram } = evidence;
  const middleOf = middleReached(histogram);
  const tiers = Array.from({ length: TIERS }, (_, i) => {
    const [from, to] = [floors[i]!, i === 0 ? 1000 : floors[i - 1]! - 1];
    const firms = sumOver(histogram, from, to);
    const mean =
      sumOver(
        histogram.map((n, score) => n * pdByScore[score]!),
        from,
        to,
      ) / firms;
    const thin = firms < FEWEST_FIRMS;
    const [n, d] = [sumOver(evidence.customers, from, to), sumOver(evidence.bads, from, to)];
    const pd = thin ? pdByScore[middleOf(from, to)]! : mean;
    const factor = factorOf(evidence, from, to);
    const [low, high] = interval(d, n).map((share) => reweighted(share, factor));
    const badRate = n === 0 ? null : reweighted(d / n, factor);
    const capped = d === 0 ? Math.min(pd, CEILING_PPM) : pd;
    return { tier: i + 1, floor: from, pd: capped, n, d, badRate, low: low!, high: high!, thin };
  });
  let highest = 0;
  return tiers.map(({ tier, floor, pd, n, d, badRate, low, high, thin }) => {
    const pooled = thin || pd < highest;
    highest = Math.max(highest, pd);
    const pdPpm = roundHalfAwayFromZero(highest);
    const badRatePpm = badRate === null ? null : ppm(badRate);
    return { tier, floor, pdPpm, n, d, badRatePpm, low: ppm(low), high: ppm(high), pooled };
  });
}

/**
 * Mean sample weight of the bad firms of a tier over that of its good ones: takes its raw odds to Σ w of the bads over Σ w of the
 * goods. A tier that has bads only, or none, goes by those of all.
 */
export function factorOf(
  { customers, bads, weights }: Pick<TierEvidence, 'customers' | 'bads' | 'weights'>,
  from: number,
  to: number,
): number {
  const over = (low: number, high: number) => {
    const d = sumOver(bads, low, high);
    const mean = sumOver(weights.bad, low, high) / d;
    return mean / (sumOver(weights.good, low, high) / (sumOver(customers, low, high) - d));
  };
  const [own, all] = [over(from, to), over(0, 1000)];
  const isKnown = (factor: number) => Number.isFinite(factor) && factor > 0;
  return isKnown(own) ? own : isKnown(all) ? all : 1;
}

/** The middle of the scores from..to that firms reach; the nearest of them to a firm where none reaches so far. */
function middleReached(histogram: readonly number[]) {
  const least = histogram.findIndex((n) => n > 0);
  const most = histogram.findLastIndex((n) => n > 0);
  return (from: number, to: number): number => {
    const within = (score: number) => Math.min(to, Math.max(from, score));
    return Math.floor((within(least) + within(most)) / 2);
  };
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

function sumOver(counts: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let score = from; score <= to; score++) sum += counts[score]!;
  return sum;
}

/** Counts by score of the rows that are asked for. */
export function scoreHistogram(scores: ArrayLike<number>, wanted: (row: number) => boolean): number[] {
  const counts = new Array<number>(1001).fill(0);
  for (let row = 0; row < scores.length; row++) if (wanted(row)) counts[scores[row]!]!++;
  return counts;
}

/** Sample weights added up by score of the rows that are asked for, good and bad apart. */
export function weightsByScore(
  scores: ArrayLike<number>,
  { bad, weightMillionths }: Pick<TrainingTable, 'bad' | 'weightMillionths'>,
  wanted: (row: number) => boolean,
): WeightsByScore {
  const sums = { good: new Array<number>(1001).fill(0), bad: new Array<number>(1001).fill(0) };
  for (let row = 0; row < scores.length; row++)
    if (wanted(row)) sums[bad[row] === 1 ? 'bad' : 'good'][scores[row]!]! += weightMillionths[row]! / 1e6;
  return sums;
}

/** Firms in R1 to R15. */
export function tierCounts(histogram: readonly number[], floors: readonly number[]): number[] {
  const counts = new Array<number>(TIERS).fill(0);
  histogram.forEach((n, score) => {
    counts[tierOf(score, floors) - 1]! += n;
  });
  return counts;
}
