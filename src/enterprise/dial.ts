import { logLoss } from '../core/log-loss.js';
import { logistic } from '../core/logistic.js';
import { sum } from '../core/numbers.js';
import type { CrossValidated, FoldModel, Predictor } from './cross-validate.js';
import { type ExpertView, expertPrior, expertWeights } from './expert-prior.js';
import { type FitOptions, fitOptionsOf } from './fit-card.js';
import { fitLogistic } from './logistic.js';

/** Where the dial is tried. */
export const INFLUENCES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/** The name under which an influence is cross-validated. */
export const dialName = (influence: number): string => `influence ${influence}`;

/**
 * The card at one influence, as a model to cross-validate. Within a fold each fit starts from the one before.
 * @param influence ψ in [0, 1)
 * @param view the experts' view; undefined for the data alone
 * @param spec how regressions are fitted
 */
export function cardModel(
  influence: number,
  view: ExpertView | undefined,
  spec: FitOptions['spec'],
  warm: Map<number, readonly number[]> = new Map(),
): FoldModel {
  return {
    name: dialName(influence),
    knowsOffset: true,
    async fit({ data, features, fold }): Promise<Predictor> {
      const prior = view && expertPrior(influence, expertWeights(view, features), data);
      const start = warm.get(fold);
      const { intercept, coefficients } = fitLogistic(data, {
        ...fitOptionsOf(spec, prior),
        ...(start === undefined ? {} : { start }),
      });
      warm.set(fold, [intercept, ...coefficients]);
      return (x, rows) => probabilities([intercept, ...coefficients], x, rows);
    },
  };
}

/** P(bad) of row-major columns under a linear predictor. */
export function probabilities(
  [intercept, ...coefficients]: readonly number[],
  x: Float64Array,
  rows: number,
): Float64Array {
  const width = coefficients.length;
  return Float64Array.from({ length: rows }, (_, i) => {
    let eta = intercept!;
    for (let j = 0; j < width; j++) eta += coefficients[j]! * x[i * width + j]!;
    return logistic(eta);
  });
}

/** One point of the dial's cost curve. */
export interface DialPoint {
  readonly influence: number;
  /** Weighted mean log-loss over the folds. */
  readonly logLoss: number;
  /** Standard error of the fold differences to the best point's log-loss. */
  readonly lossError: number;
  readonly chosen: boolean;
}

/**
 * The largest influence whose log-loss exceeds the best by no more than one standard error of the paired fold differences.
 * @param validated the card at every influence of the dial
 */
export function turnDial(validated: CrossValidated): DialPoint[] {
  const points = INFLUENCES.map((influence) => {
    const { sampleP } = validated.models.find(({ name }) => name === dialName(influence))!;
    return { influence, losses: foldLosses(sampleP, validated) };
  });
  const mean = (values: readonly number[]) => sum(values) / values.length;
  const best = points.reduce((a, b) => (mean(b.losses) < mean(a.losses) ? b : a));
  const judged = points.map(({ influence, losses }) => {
    const gaps = losses.map((loss, k) => loss - best.losses[k]!);
    const gap = mean(gaps);
    const variance = gaps.reduce((sum, each) => sum + (each - gap) ** 2, 0) / (gaps.length - 1);
    const lossError = Math.sqrt(variance / gaps.length);
    return {
      influence,
      logLoss: mean(losses),
      lossError,
      within: gap <= lossError + NOISE * mean(best.losses),
    };
  });
  const chosen = Math.max(...judged.filter(({ within }) => within).map(({ influence }) => influence));
  return judged.map(({ within: _within, ...point }) => ({ ...point, chosen: point.influence === chosen }));
}

/** Of a log-loss: less is rounding, where experts change nothing. */
const NOISE = 1e-12;

/** Weighted mean log-loss of each fold. */
function foldLosses(p: Float64Array, { bad, weight, fold, folds }: CrossValidated): number[] {
  const loss = new Float64Array(folds);
  const all = new Float64Array(folds);
  for (let i = 0; i < p.length; i++) {
    loss[fold[i]!]! += weight[i]! * logLoss(p[i]!, bad[i]!);
    all[fold[i]!]! += weight[i]!;
  }
  return Array.from(loss, (sum, k) => sum / all[k]!);
}
