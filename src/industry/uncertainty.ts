import { random } from '../core/random.js';
import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import { nodeSampler } from './draw-weights.js';
import type { Globals, WeighedTree } from './hierarchy.js';
import type { PriorityMethod } from './priority.js';
import { uncertainPairs } from './spread.js';
import { inSteps } from './ties.js';
import { dimensionPlaces, weightedScore } from './weighted-score.js';

/** What drawing the judgements again and again says of the ranking. */
export interface Uncertainty {
  readonly draws: number;
  /** By industry, in the order given. */
  readonly industries: readonly {
    /** 5 % and 95 % quantiles of the score. */
    readonly low: number;
    readonly high: number;
    /** Share of draws at rank 1, 2, … */
    readonly ranks: readonly number[];
  }[];
  /** Score of each industry in each draw, draw by draw. */
  readonly scores: Float64Array;
}

/** What is drawn from. */
export interface UncertaintyContext {
  readonly tree: WeighedTree;
  readonly globals: Globals;
  readonly method: PriorityMethod;
  /** Rank of each industry in the document, by which equal scores stand. */
  readonly ranks: readonly number[];
  readonly seed: number;
  readonly draws: number;
}

/**
 * Monte Carlo over judgements: each aggregated judgement is lognormal with the group's spread.
 * @param indicators in the order of the values
 * @param values normalised values by industry, NaN where missing
 * @param context tree, how it multiplies down, seed and number of draws
 */
export function scoreUncertainty(
  indicators: IndustryDocument['indicators'],
  values: readonly Float64Array[],
  context: UncertaintyContext,
): Uncertainty {
  const { tree, globals, method, seed, draws } = context;
  const stream = random(seed, 3);
  const samplers = tree.nodes.map(({ node, items, group, voices, expertWeights }) => ({
    node,
    ids: items.map(({ id }) => id),
    sampler: nodeSampler(items.length, uncertainPairs(group, voices, expertWeights), method),
  }));
  const scores = new Float64Array(draws * values.length);
  const ranks = values.map(() => new Float64Array(values.length));
  const dimensions = dimensionPlaces(indicators);
  for (let draw = 0; draw < draws; draw++) {
    const local = new Map(
      samplers.map(({ node, ids, sampler }) => {
        const w = sampler.next(stream);
        return [node, ids.map((id, i) => ({ id, weight: w[i]! }))];
      }),
    );
    const global = globals(local);
    const weights = Float64Array.from(indicators, ({ id }) => global.get(id)!);
    const own = scores.subarray(draw * values.length, (draw + 1) * values.length);
    values.forEach((each, k) => {
      own[k] = weightedScore(each, weights, dimensions);
    });
    countRanks(own, context.ranks, ranks);
  }
  const industries = values.map((_each, k) => ({
    ...interval(scores, k, values.length),
    ranks: [...ranks[k]!.map((n) => n / draws)],
  }));
  return { draws, industries, scores };
}

/** Counts the place of each; equal scores stand as the document ranks them. */
function countRanks(scores: Float64Array, order: readonly number[], ranks: readonly Float64Array[]): void {
  const steps = scores.map(inSteps);
  for (let k = 0; k < steps.length; k++) {
    let above = 0;
    for (let other = 0; other < steps.length; other++) {
      if (steps[other]! > steps[k]! || (steps[other]! === steps[k]! && order[other]! < order[k]!)) above++;
    }
    ranks[k]![above]!++;
  }
}

function interval(
  scores: Float64Array,
  k: number,
  width: number,
): { readonly low: number; readonly high: number } {
  const own = Float64Array.from(
    { length: scores.length / width },
    (_, draw) => scores[draw * width + k]!,
  ).sort();
  const at = (share: number) => own[Math.min(own.length - 1, Math.round(share * (own.length - 1)))]!;
  return { low: at(0.05), high: at(0.95) };
}

/**
 * How often the last target really stands above the first industry left out.
 * @param uncertainty the draws
 * @param industries in the order of the draws, with their ranks
 * @param top how many targets
 * @returns null when no industry is left out
 */
export function marginProbability(
  { scores, draws }: Uncertainty,
  industries: readonly Pick<IndustryScore, 'rank'>[],
  top: number,
): number | null {
  const last = industries.findIndex(({ rank }) => rank === top);
  const first = industries.findIndex(({ rank }) => rank === top + 1);
  if (first < 0) return null;
  let above = 0;
  for (let draw = 0; draw < draws; draw++) {
    const at = draw * industries.length;
    if (inSteps(scores[at + last]!) > inSteps(scores[at + first]!)) above++;
  }
  return above / draws;
}
