import { InputError } from '../core/errors.js';
import type { CandidateFeature } from './select-features.js';
import { dependentColumns } from './variance-inflation.js';

/**
 * What to tell where a regression has no single maximum: the columns that those before them determine; where there is none,
 * the regression as a whole.
 * @param features its features
 * @param correlations of their WOE columns
 */
export function notConverged(
  features: readonly CandidateFeature[],
  correlations: readonly (readonly number[])[],
): InputError {
  const ids = features.map(({ feature }) => feature.id);
  const determined = dependentColumns(correlations).map((j) => ({
    path: `features.${ids[j]}`,
    found: ids[j]!,
    expected: 'a column that the others do not determine',
    hint: 'drop it, lower selection.maxCorrelation or maxVif, or set fit.l2 above 0',
  }));
  const whole = {
    path: 'fit',
    found: `no maximum over ${ids.join(', ') || 'the intercept'}`,
    expected: 'features and an offset that leave one',
    hint: 'drop features, or set fit.l2 above 0',
  };
  return new InputError(
    'NOT_CONVERGED',
    'The regression has no single maximum; nothing was written',
    (determined.length > 0 ? determined : [whole]).map((problem) => ({
      code: 'NOT_CONVERGED',
      file: 'enterprise.spec.json',
      ...problem,
    })),
  );
}
