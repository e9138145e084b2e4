import type { Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Feature } from './feature.js';
import type { IndustryDocument } from './industry-document.js';

const DIMENSION = 'dimension:';

/**
 * Features that look up a dimension which the industry document does not score.
 * @param features the features
 * @param industry the document that they look up
 * @param file the document that has the features
 */
export function lookupProblems(
  features: readonly Feature[],
  { dimensions }: Pick<IndustryDocument, 'dimensions'>,
  file: string,
): Problem[] {
  const known = dimensions.map(({ id }) => id);
  return features.flatMap((feature) => {
    if (feature.kind !== 'lookup' || !feature.value.startsWith(DIMENSION)) return [];
    const found = feature.value.slice(DIMENSION.length);
    if (known.includes(found)) return [];
    const at = { code: 'UNKNOWN_NAME', file, path: `features.${feature.id}.value`, found };
    return [{ ...at, expected: `one of ${known.join(', ')}`, ...didYouMean(found, known) }];
  });
}
