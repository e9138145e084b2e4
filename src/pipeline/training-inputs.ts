import { existsSync } from 'node:fs';
import { z } from 'zod';
import { DocumentError } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { hasColumn, INDUSTRY_CODE } from '../document/contract.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../document/enterprise-spec.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { lookupProblems } from '../document/lookup-problems.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import type { ManualBins } from '../enterprise/cells.js';
import { checkSpec } from '../enterprise/check-spec.js';
import type { ExpertView } from '../enterprise/expert-prior.js';
import { type OutcomeLabels, outcomeLabels } from '../enterprise/outcome-labels.js';
import { readOutcomes } from '../ingest/outcomes.js';
import { givenFile, modelPath, type Study } from '../study/open-study.js';
import { readExpertView } from './expert-view.js';
import { manualBins } from './manual-bins.js';
import { policyInputsOf, readIndustry } from './read-models.js';

/** What training reads beside the company table. */
export interface TrainingInputs {
  readonly spec: Loaded<EnterpriseSpec>;
  /** Undefined where nothing is looked up and there is none. */
  readonly industry: Loaded<IndustryDocument> | undefined;
  /** Industry documents of the splits that name a variant. */
  readonly variants: ReadonlyMap<string, Loaded<IndustryDocument>>;
  /** Floors of the document that is about to be replaced, whatever version wrote it; undefined without one. */
  readonly previousFloors: readonly number[] | undefined;
  /** Columns of the company table that only the policy declares: known, but not read. */
  readonly policyInputs: readonly Column[];
  /** Bins that people cut, by feature. */
  readonly manual: ReadonlyMap<string, ManualBins>;
  readonly view: ExpertView | undefined;
  readonly outcomes: TrainingOutcomes | undefined;
  /** Fingerprints of the small files, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Matured outcomes as labels, and the file they come from. */
export interface TrainingOutcomes extends OutcomeLabels {
  readonly file: string;
  readonly sha256: string;
}

/**
 * Reads the enterprise spec, the industry documents it looks up, bins cut by hand, the experts' view, outcomes, and the document
 * it replaces.
 * @param outcomes path of outcomes.csv
 * @param ratedOn the day of the figures, or of a rating, that the outcomes are held against
 * @throws DocumentError when one is missing, malformed or contradicts itself, InputError for a bad file
 */
export async function readTrainingInputs(
  study: Study,
  outcomes?: string,
  ratedOn?: string,
): Promise<TrainingInputs> {
  const spec = await readDocument(modelPath(study, 'enterprise.spec'), enterpriseSpecSchema);
  const problems = checkSpec(spec.value);
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'enterprise.spec.json contradicts itself', problems);
  const names = spec.value.splits.flatMap((split) => (split.industry === undefined ? [] : [split.industry]));
  const variants = new Map<string, Loaded<IndustryDocument>>();
  for (const name of new Set(names)) variants.set(name, await readIndustry(study, name));
  const policyInputs = await policyInputsOf(study);
  const manual = await manualBins(study.inputs.bins, spec.value.features);
  const found =
    outcomes === undefined ? undefined : await readOutcomes(givenFile(study, 'outcomes', outcomes));
  const industry = await readLookedUp(study, spec.value);
  const looked = [industry, ...variants.values()].flatMap((document) =>
    document === undefined ? [] : lookupProblems(spec.value.features, document.value, 'enterprise.spec.json'),
  );
  if (looked.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'enterprise.spec.json looks up what no industry has', looked);
  return {
    spec,
    industry,
    variants,
    previousFloors: await readFloors(modelPath(study, 'enterprise')),
    policyInputs,
    manual: manual.bins,
    view: await readExpertView(study, spec.value),
    outcomes: found && { ...found, ...outcomeLabels(found.outcomes, spec.value.outcomes, ratedOn) },
    files: {
      ...(manual.sha256 && { bins: manual.sha256 }),
      ...(found && { outcomes: found.sha256 }),
    },
  };
}

const floorsSchema = z.looseObject({
  tiers: z.array(z.looseObject({ floor: z.int().min(0).max(1000) })).length(15),
});

/** The floors of an earlier document. One that cannot be read is about to be replaced: it stops nothing. */
async function readFloors(path: string): Promise<number[] | undefined> {
  try {
    return (await readDocument(path, floorsSchema)).value.tiers.map(({ floor }) => floor);
  } catch {
    return undefined;
  }
}

/** industry.json, where a feature looks it up or where it is there and firms have codes. */
async function readLookedUp(study: Study, spec: EnterpriseSpec) {
  const lookups = spec.features.some(({ kind }) => kind === 'lookup');
  const isThere = existsSync(modelPath(study, 'industry')) && hasColumn(spec.inputs, INDUSTRY_CODE);
  return lookups || isThere ? await readIndustry(study) : undefined;
}
