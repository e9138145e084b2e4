import { existsSync } from 'node:fs';
import { DocumentError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../document/enterprise-spec.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import { modelPath, type Study } from '../study/open-study.js';
import { readEnterprise, readIndustry, readPolicy } from './read-models.js';

/** What training reads beside the company table. */
export interface TrainingInputs {
  readonly spec: Loaded<EnterpriseSpec>;
  readonly industry: Loaded<IndustryDocument>;
  /** Industry documents of the splits that name a variant. */
  readonly variants: ReadonlyMap<string, Loaded<IndustryDocument>>;
  /** The document that is about to be replaced. */
  readonly previous: EnterpriseDocument | undefined;
  /** Columns of the company table that only the policy declares: known, but not read. */
  readonly policyInputs: readonly Column[];
}

/**
 * Reads the enterprise spec, the industry documents it looks up, and the document it replaces.
 * @throws DocumentError when one is missing, malformed or contradicts itself
 */
export async function readTrainingInputs(study: Study): Promise<TrainingInputs> {
  const spec = await readDocument(modelPath(study, 'enterprise.spec'), enterpriseSpecSchema);
  const problems = checkSpec(spec.value);
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'enterprise.spec.json contradicts itself', problems);
  const industry = await readIndustry(study);
  const names = spec.value.splits.flatMap((split) => (split.industry === undefined ? [] : [split.industry]));
  const variants = new Map<string, Loaded<IndustryDocument>>();
  for (const name of new Set(names)) variants.set(name, await readIndustry(study, name));
  const previous = existsSync(modelPath(study, 'enterprise'))
    ? (await readEnterprise(study)).value
    : undefined;
  const policyInputs = existsSync(modelPath(study, 'policy')) ? (await readPolicy(study)).value.inputs : [];
  return { spec, industry, variants, previous, policyInputs };
}

/** Names that nothing declares, and names declared twice. */
function checkSpec(spec: EnterpriseSpec): Problem[] {
  const file = 'enterprise.spec.json';
  const features = spec.features.map(({ id }) => id);
  const dimensions = spec.dimensions.map(({ id }) => id);
  const splits = spec.splits.map(({ id }) => id);
  const unknown = (found: string, known: readonly string[], path: string): Problem[] =>
    known.includes(found)
      ? []
      : [
          {
            code: 'UNKNOWN_NAME',
            file,
            path,
            found,
            expected: `one of ${known.join(', ')}`,
            ...didYouMean(found, known),
          },
        ];
  const twice = (names: readonly string[], path: string): Problem[] =>
    names
      .filter((name, i) => names.indexOf(name) !== i)
      .map((found) => ({ code: 'DUPLICATE', file, path, found, expected: 'each name once' }));
  return [
    ...spec.features.flatMap(({ id, dimension }) =>
      unknown(dimension, dimensions, `features.${id}.dimension`),
    ),
    ...Object.keys(spec.selection.waivers).flatMap((id) => unknown(id, features, 'selection.waivers')),
    ...Object.keys(spec.binning.trends).flatMap((id) => unknown(id, features, 'binning.trends')),
    ...twice(features, 'features'),
    ...twice(dimensions, 'dimensions'),
    ...twice(splits, 'splits'),
  ];
}
