import { type DrawnFirms, drawnFirms, equalFirms, type WeightSums } from '../core/equal-firms.js';
import { reweighted } from '../core/reweighted.js';
import { countWithoutOffset, type TrainingTable } from './training-table.js';

/** Sums at each score. */
interface SumsByScore {
  readonly weights: readonly number[];
  readonly squares: readonly number[];
}

/** Sample weights and their squares added up at each score, of good firms and of bad ones. */
export interface WeightsByScore {
  readonly good: SumsByScore;
  readonly bad: SumsByScore;
}

/** Labelled firms by score, and how much they weigh. */
export interface WeighedFirms {
  readonly customers: readonly number[];
  readonly bads: readonly number[];
  readonly weights: WeightsByScore;
}

/** What the weighed firms of a tier say. */
export interface WeighedTier extends DrawnFirms {
  /** Σ w of the bads over Σ w of all; 0 without firms. */
  readonly badRate: number;
  /** Firms drawn without weights whose log odds would be known as well, rounded. */
  readonly effective: number;
}

/**
 * Sample weights added up by score of the rows that are asked for. Odds that belong to the sample are taken out: a bad firm counts
 * e^−offset times.
 */
export function weightsByScore(
  scores: ArrayLike<number>,
  { bad, weightMillionths, offset }: Pick<TrainingTable, 'bad' | 'weightMillionths' | 'offset'>,
  wanted: (row: number) => boolean,
): WeightsByScore {
  const sums = () => ({ weights: new Array<number>(1001).fill(0), squares: new Array<number>(1001).fill(0) });
  const made = { good: sums(), bad: sums() };
  for (let row = 0; row < scores.length; row++) {
    if (!wanted(row)) continue;
    const kind = bad[row] === 1 ? 'bad' : 'good';
    const weight = (weightMillionths[row]! / 1e6) * countWithoutOffset(kind === 'bad', offset?.[row]);
    made[kind].weights[scores[row]!]! += weight;
    made[kind].squares[scores[row]!]! += weight * weight;
  }
  return made;
}

/** What the firms with scores from..to say at their weights, drawn as the firms of all tiers were. */
export function weighedTier(
  { customers, bads, weights }: WeighedFirms,
  from: number,
  to: number,
): WeighedTier {
  const allBads = sumOver(bads, 0, LAST);
  const allGoods = sumOver(customers, 0, LAST) - allBads;
  const [good, bad] = [sumsOf(weights.good, from, to), sumsOf(weights.bad, from, to)];
  const means = [meanOf(weights.good, allGoods), meanOf(weights.bad, allBads)];
  // A kind without firms weighs as the other.
  const mean = { good: means[0] ?? means[1] ?? 1, bad: means[1] ?? means[0] ?? 1 };
  const drawn = drawnFirms(good, bad, mean);
  const badRate = drawn.n === 0 ? 0 : reweighted(drawn.d / drawn.n, drawn.factor);
  return { ...drawn, badRate, effective: Math.round(equalFirms(drawn, badRate)) };
}

const LAST = 1000;

const meanOf = ({ weights }: SumsByScore, firms: number) =>
  firms === 0 ? undefined : sumOver(weights, 0, LAST) / firms;

const sumsOf = ({ weights, squares }: SumsByScore, from: number, to: number): WeightSums => ({
  weight: sumOver(weights, from, to),
  squares: sumOver(squares, from, to),
});

/** The sum of values by score over scores from..to, both included. */
export function sumOver(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let score = from; score <= to; score++) sum += values[score]!;
  return sum;
}
