import { reweighted } from '../core/reweighted.js';
import type { ChallengerName } from '../document/training-spec.js';
import type { FoldModel, Predictor } from './cross-validate.js';
import { leastSquares } from './least-squares.js';
import type { LogisticData } from './logistic.js';
import { growTrees } from './xgboost.js';

/** Boosting that adds up features and never crosses them: what a card could reach at most. */
export const ADDITIVE = 'stumps';

/** A straight line leaves [0, 1]; a probability may not. */
const EDGE = 1e-3;

/**
 * The models that the card is held against. They know no sample weights: they are fitted on raw rows, and the odds of what
 * they say are then multiplied by the mean weight of the bads over that of the goods.
 * @param names which ones
 */
export function challengerModels(names: readonly (ChallengerName | typeof ADDITIVE)[]): FoldModel[] {
  return names.map((name) => ({
    name,
    knowsOffset: false,
    async fit({ data }): Promise<Predictor> {
      const raw = name === 'linear' ? await leastSquares(data) : await growTrees(name, data);
      const factor = oddsFactor(data);
      return (x, rows) => raw(x, rows).map((p) => reweighted(Math.min(1 - EDGE, Math.max(EDGE, p)), factor));
    },
  }));
}

/** Mean weight of the bads over the mean weight of the goods. */
function oddsFactor({ y, weight }: LogisticData): number {
  const sum = [0, 0];
  const n = [0, 0];
  y.forEach((bad, i) => {
    sum[bad]! += weight?.[i] ?? 1;
    n[bad]!++;
  });
  return sum[1]! / n[1]! / (sum[0]! / n[0]!);
}
