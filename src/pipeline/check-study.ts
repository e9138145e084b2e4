import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { DocumentError, type Problem } from '../core/errors.js';
import type { OnProgress } from '../core/progress.js';
import type { EngineLimits } from '../engine/engine.js';
import { modelPath, type Study } from '../study/open-study.js';
import { inputRoles } from '../study/study.js';
import { checkLargeFiles } from './check-companies.js';
import { type CheckedFiles, checkFiles } from './check-files.js';
import { type ProposedMapping, proposedMapping } from './check-mapping.js';
import type { CheckedFile } from './checked-file.js';
import { companyContract, hasContract } from './company-contract.js';
import type { CompanyQuality } from './company-quality.js';
import { assertCountable, isCounted } from './firm-columns.js';
import { readIndustrySpecs } from './industry-inputs.js';
import { type PreviousRun, previousRun, whatRunOf } from './previous-run.js';
import { readIndustry, readModels, readRatingModels } from './read-models.js';

/** How often each way of breaking the contract occurs in a column. */
export interface ProblemCount {
  readonly file: string;
  readonly column: string | null;
  readonly code: string;
  readonly count: number;
  /** The first of them. */
  readonly first: Problem;
}

/** Every input of a study, looked at. */
export interface CheckedStudy extends ProposedMapping {
  readonly study: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  /** Whether every file can be used. */
  readonly usable: boolean;
  /** In the order of dipper.json's schema. */
  readonly files: readonly CheckedFile[];
  readonly problems: readonly ProblemCount[];
  /** Null where the company table could not be loaded. */
  readonly companies: CompanyQuality | null;
  /** What enterprise.json says of the company table otherwise than the spec, which the table is checked by: a run reads by it. */
  readonly outdated: readonly string[];
  /** The run that the ratings of the run before are of; null without any, or where they lie in no run's folder. */
  readonly previous: PreviousRun | null;
  /** What in the documents would stop a run, whatever its files hold. */
  readonly documents: readonly Problem[];
  readonly judgements: CheckedFiles['judgements'];
}

/** What a check may be told. */
export interface CheckOptions extends EngineLimits {
  readonly onProgress?: OnProgress;
}

/**
 * Reads every input that dipper.json names, and writes nothing.
 * @param study the study
 * @param options limits of the engine, progress
 * @returns what is in the files and what is wrong with them; a file that cannot be used is no error here
 * @throws DocumentError when a spec or document is wrong
 */
export async function checkStudy(study: Study, options: CheckOptions = {}): Promise<CheckedStudy> {
  const { onProgress = () => {}, ...limits } = options;
  onProgress({ step: 'Reading the small files' });
  const contract = hasContract(study) ? await companyContract(study) : undefined;
  const specs = existsSync(modelPath(study, 'industry.spec')) ? await readIndustrySpecs(study) : [];
  const fitted = existsSync(modelPath(study, 'industry')) ? (await readIndustry(study)).value : undefined;
  const values = specs.map(({ spec }) => spec.value);
  for (const { spec } of specs) {
    const counted = spec.value.indicators.filter(isCounted);
    if (counted.length > 0 && contract !== undefined)
      assertCountable(counted, contract.columns, basename(spec.path));
  }
  const small = await checkFiles(study, values);
  const classification = small.classification ?? fitted?.classification ?? null;
  const given = { map: small.map, tagged: small.tagged, classification, fitted, limits, onProgress };
  const large = await checkLargeFiles(study, { contract, ...given });
  const files = inputRoles.flatMap((role) =>
    [...small.files, ...large.files].filter((file) => file.role === role),
  );
  return {
    study: study.study,
    asOf: study.asOf,
    synthetic: study.synthetic,
    usable: files.every(({ usable }) => usable),
    files,
    problems: countProblems(files),
    companies: large.quality,
    outdated: contract?.outdated ?? [],
    previous: await previousOf(study),
    documents: await documentProblems(study),
    judgements: small.judgements,
    ...(await proposedMapping(study, files, { companies: contract, specs: values })),
  };
}

async function previousOf(study: Study): Promise<PreviousRun | null> {
  const found = await previousRun(study);
  return found === undefined ? null : whatRunOf(found);
}

/** Documents that do not go together; nothing where there is no card to run by yet. */
async function documentProblems(study: Study): Promise<readonly Problem[]> {
  const has = (name: string) => existsSync(modelPath(study, name));
  if (!has('enterprise')) return [];
  try {
    await (has('policy') && has('industry') ? readModels(study) : readRatingModels(study));
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.problems;
    throw error;
  }
}

function countProblems(files: readonly CheckedFile[]): ProblemCount[] {
  const counts = new Map<string, ProblemCount>();
  for (const { file, problems } of files)
    for (const problem of problems) {
      const column = problem.column ?? null;
      const key = JSON.stringify([file, column, problem.code]);
      const known = counts.get(key);
      const first = known?.first ?? problem;
      counts.set(key, { file, column, code: problem.code, count: (known?.count ?? 0) + 1, first });
    }
  return [...counts.values()];
}
