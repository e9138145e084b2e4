import { sum } from '../core/numbers.js';
import type { BinnedFeature } from './binned-feature.js';
import { spreadOf } from './column-groups.js';
import type { GroupedData } from './grouped-likelihood.js';
import type { LogisticData } from './logistic.js';

/** What experts say of the weights. */
export interface ExpertView {
  readonly source: string;
  /** Weights of the dimensions, adding up to 1. */
  readonly dimensions: ReadonlyMap<string, number>;
  /** Dimension → feature → weight, where experts gave them; elsewhere shares of information value. */
  readonly within: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Of each node of the judgements; empty where the weights were given. */
  readonly consistency: readonly {
    readonly node: string;
    readonly cr: number | null;
    readonly experts: number;
  }[];
}

/**
 * The experts' weights of the features of a card, adding up to 1: a dimension's weight shared among its features by the
 * experts' weights within it, or by information value. What dimensions without a feature had is shared pro rata.
 * @param view what the experts said
 * @param features the card's features
 */
export function expertWeights(view: ExpertView, features: readonly BinnedFeature[]): number[] {
  const shares = features.map((each) => {
    const siblings = features.filter(({ feature }) => feature.dimension === each.feature.dimension);
    const told = view.within.get(each.feature.dimension);
    const given = (entry: BinnedFeature) => told?.get(entry.feature.id) ?? 0;
    const anyGiven = siblings.some((entry) => given(entry) > 0);
    const value = anyGiven ? given : ({ iv }: BinnedFeature) => iv;
    const all = siblings.reduce((sum, entry) => sum + value(entry), 0);
    const share = all > 0 ? value(each) / all : 1 / siblings.length;
    return (view.dimensions.get(each.feature.dimension) ?? 0) * share;
  });
  const total = sum(shares);
  return total > 0 ? shares.map((share) => share / total) : features.map(() => 1 / features.length);
}

/** The pull of the experts' card on the coefficients of given columns. */
export interface Prior {
  readonly influence: number;
  readonly lambda: number;
  readonly weights: readonly number[];
  /** Standard deviations of the columns, by sample weight: γ_j = b_j × sd_j. */
  readonly deviations: readonly number[];
  /** P of −½ bᵀ P b; undefined at influence 0. */
  readonly penalty: Float64Array | undefined;
}

/**
 * The prior that pulls γ, the coefficients of standardised columns, towards s × w with a free scale s ≥ 0. Profiling s out of
 * (λ/2) ‖γ − s w‖² leaves (λ/2) γᵀ (I − w wᵀ / wᵀw) γ, since γ, w ≥ 0 make the best s = wᵀγ / wᵀw; so the joint maximum a
 * posteriori is a fit under one quadratic penalty. λ = ψ / (1 − ψ) × Σ weights × p̄ (1 − p̄).
 * @param influence ψ in [0, 1)
 * @param weights the experts' weights of the columns
 * @param data the columns
 */
export function expertPrior(
  influence: number,
  weights: readonly number[],
  data: LogisticData | GroupedData,
): Prior {
  const { deviations, total, badShare } = spread(data);
  const lambda = (influence / (1 - influence)) * total * badShare * (1 - badShare);
  const square = weights.reduce((sum, w) => sum + w * w, 0);
  const size = weights.length;
  const penalty =
    influence === 0
      ? undefined
      : Float64Array.from({ length: size * size }, (_, at) => {
          const [j, k] = [Math.floor(at / size), at % size];
          const projection = (j === k ? 1 : 0) - (weights[j]! * weights[k]!) / square;
          return lambda * deviations[j]! * deviations[k]! * projection;
        });
  return { influence, lambda, weights, deviations, penalty };
}

/** s of γ → s w: wᵀγ / wᵀw. */
export function cardScale({ weights, deviations }: Prior, coefficients: readonly number[]): number {
  const square = weights.reduce((sum, w) => sum + w * w, 0);
  return weights.reduce((sum, w, j) => sum + w * coefficients[j]! * deviations[j]!, 0) / square;
}

function spread(data: LogisticData | GroupedData) {
  const { rows, y, weight } = data;
  let [total, bads] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    total += w;
    bads += w * y[i]!;
  }
  const deviations =
    'groups' in data ? [...spreadOf(data.groups, data.columns, weight).deviation] : deviationsOf(data, total);
  return { deviations, total, badShare: bads / total };
}

function deviationsOf({ x, rows, columns, weight }: LogisticData, total: number): number[] {
  const mean = new Float64Array(columns);
  const square = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    for (let j = 0; j < columns; j++, at++) mean[j]! += w * x[at]!;
  }
  for (let j = 0; j < columns; j++) mean[j]! /= total;
  for (let i = 0, at = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    for (let j = 0; j < columns; j++, at++) square[j]! += w * (x[at]! - mean[j]!) ** 2;
  }
  return Array.from(square, (value) => Math.sqrt(value / total));
}
