import { DocumentError } from '../core/errors.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';

/**
 * The error NO_FEATURES of a card on which nothing can stay, with the reason why each feature left.
 * @param rejected every feature of the spec
 */
export function noFeatures(rejected: readonly RejectedFeature[]): DocumentError {
  const problems = rejected.map(({ feature, stage, reason }) => ({
    code: 'NO_FEATURES',
    file: 'enterprise.spec.json',
    path: `features.${feature}`,
    found: `${stage}: ${reason}`,
  }));
  return new DocumentError('NO_FEATURES', 'No feature can stay', problems);
}
