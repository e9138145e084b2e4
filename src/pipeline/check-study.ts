import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DocumentError, type Problem } from '../core/errors.js';
import type { OnProgress } from '../core/progress.js';
import { type Mapping, mappingOf, pathOf } from '../document/mapping.js';
import type { EngineLimits } from '../engine/engine.js';
import { fileContracts } from '../ingest/file-contracts.js';
import { kindWithoutLines, readFileHead } from '../ingest/file-head.js';
import { proposeUnmapped } from '../ingest/propose-mapping.js';
import { type UnknownUnit, type UnscaledUnit, unknownUnits, unscaledUnits } from '../ingest/units.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { modelPath, type Study } from '../study/open-study.js';
import { type InputRole, inputRoles } from '../study/study.js';
import { checkLargeFiles } from './check-companies.js';
import { type CheckedFiles, checkFiles } from './check-files.js';
import type { CheckedFile } from './checked-file.js';
import { type CompanyContract, companyContract, hasContract } from './company-contract.js';
import type { CompanyQuality } from './company-quality.js';
import { assertCountable, isCounted } from './firm-columns.js';
import { readIndustrySpecs } from './industry-inputs.js';
import { type PreviousRun, previousRun, whatRunOf } from './previous-run.js';
import { readIndustry, readModels, readRatingModels } from './read-models.js';
import { unpackParquet } from './unpack-parquet.js';

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
export interface CheckedStudy {
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
  /** Where headers that neither contract nor mapping know belong, by input; empty when every header is known. */
  readonly mapping: Readonly<Partial<Record<InputRole, Mapping>>>;
  /** Headers of proposed amounts that name a unit which is not known: whether they need a factor, a person decides. */
  readonly unknownUnits: readonly UnknownUnit[];
  /** Headers that dipper.json maps without the factor that their unit stands for: whether that is meant, a person decides. */
  readonly unscaledUnits: readonly UnscaledUnit[];
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
    ...(await proposals(study, files, contract)),
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

/** Codes of what a mapping can mend. */
const MENDABLE = new Set(['UNKNOWN_COLUMN', 'MISSING_COLUMN', 'TYPE', 'VALUE']);

async function proposals(study: Study, files: readonly CheckedFile[], companies?: CompanyContract) {
  const mapping: Partial<Record<InputRole, Mapping>> = {};
  const units: UnknownUnit[] = [];
  const unscaled: UnscaledUnit[] = [];
  for (const { role, problems } of files) {
    const contract = contractOf(role, companies);
    const source = study.inputs[role]!;
    unscaled.push(...unscaledUnits(mappingOf(source) ?? {}, contract?.columns ?? []));
    if (!problems.some(({ code }) => MENDABLE.has(code))) continue;
    const head = await headOf(pathOf(source));
    if (contract === undefined || head === undefined) continue;
    const proposed = proposeUnmapped(head, contract.columns, { ...contract, mapping: mappingOf(source) });
    if (Object.keys(proposed).length > 0) mapping[role] = proposed;
    units.push(...unknownUnits(proposed, contract.columns));
  }
  return { mapping, unknownUnits: units, unscaledUnits: unscaled };
}

/** The first lines of a table; those of a Parquet file as a CSV would have them. */
async function headOf(path: string) {
  if ((await kindWithoutLines(path)) !== 'parquet') return readFileHead(path);
  const work = await openWorkFolder(tmpdir());
  try {
    const copy = join(work.scratch, 'head.csv');
    await unpackParquet(path, copy);
    return await readFileHead(copy);
  } finally {
    await dropWorkFolder(work);
  }
}

/** What a file must look like; undefined where the study does not fix it. */
function contractOf(role: InputRole, companies: CompanyContract | undefined) {
  if (role === 'companies') return companies && { ...companies, hasOthers: false };
  const contract = fileContracts.find((each) => each.role === role);
  return (
    contract && { columns: contract.columns, missingTexts: [], hasOthers: contract.others !== undefined }
  );
}
