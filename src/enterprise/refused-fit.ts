import { InputError } from '../core/errors.js';
import type { GroupedData } from './grouped-likelihood.js';
import type { LogisticData, LogisticFit } from './logistic.js';
import type { CandidateFeature } from './select-features.js';
import { dependentColumns } from './woe-matrix.js';

const FILE = 'enterprise.spec.json';

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
      file: FILE,
      ...problem,
    })),
  );
}

interface Apart {
  readonly features: readonly CandidateFeature[];
  readonly data: LogisticData | GroupedData;
  readonly fit: LogisticFit;
}

/** What to tell where many features together leave no firm on the wrong side: the estimate would grow without end. */
export function toldApart({ features, data: { y } }: Apart): InputError {
  const bads = y.reduce((sum, each) => sum + each, 0);
  return new InputError(
    'SEPARATED',
    'So many features fit the firms without a fault, by chance as by truth: no maximum, and nothing was written',
    [
      {
        code: 'SEPARATED',
        file: FILE,
        path: 'fit',
        found: `${features.length} features tell all ${bads} bads from ${y.length - bads} goods`,
        expected: 'fewer features, or more bads: ten to a feature',
        hint: 'raise selection.minIv or lower selection.maxCorrelation, or set fit.l2 above 0',
      },
    ],
  );
}
