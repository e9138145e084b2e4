import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { InputError, type Problem } from '../core/errors.js';
import type { OnProgress } from '../core/progress.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';
import { pathOf, pathsOf } from '../document/mapping.js';
import { type EngineLimits, openEngine } from '../engine/engine.js';
import { prefixesOf } from '../industry/prefixes.js';
import { dropWorkFolder, openWorkFolder, type WorkFolder } from '../output/work-folder.js';
import type { IndustryMap } from '../sql/company.js';
import { loadStatements } from '../sql/load-statements.js';
import { requiredInput, type Study } from '../study/open-study.js';
import type { InputRole } from '../study/study.js';
import { type CheckedFile, notLookedAt } from './check-files.js';
import type { CompanyContract } from './company-contract.js';
import { type CompanyQuality, companyQuality } from './company-quality.js';
import { limitsFor } from './engine-memory.js';
import { type CompanyPlan, loadCompanies, planCompanies } from './load-companies.js';
import { loadInvoices, planInvoiceFile } from './load-invoices.js';
import { loadPrevious, PREVIOUS } from './settle-tiers.js';

/** What the company table and the other large inputs are checked by. */
export interface LargeFileOptions {
  /** Undefined where no document says what the company table must look like: then it is not looked at. */
  readonly contract: CompanyContract | undefined;
  /** The industry map, where it could be read. */
  readonly map: readonly MapRow[] | undefined;
  /** Ids of firms with product tags; undefined where there are none. */
  readonly tagged: readonly string[] | undefined;
  readonly classification: Classification | null;
  /** Where firms belong by industry.json: used where the map could not be read. */
  readonly fitted: IndustryMap | undefined;
  readonly limits: EngineLimits;
  readonly onProgress: OnProgress;
}

/** The large inputs, looked at: they go through the engine. */
export interface LargeFiles {
  readonly files: readonly CheckedFile[];
  /** Null where the table could not be loaded. */
  readonly quality: CompanyQuality | null;
}

/** Looks at companies, invoices and previous ratings. Nothing is kept: the engine works in the system's temporary folder. */
export async function checkLargeFiles(study: Study, options: LargeFileOptions): Promise<LargeFiles> {
  const work = await openWorkFolder(tmpdir());
  try {
    const files: CheckedFile[] = [];
    const { contract, ...others } = options;
    const quality =
      contract === undefined
        ? withoutContract(study, files)
        : await checkCompanies(study, { ...others, contract, work, files });
    if (!files.some(({ role }) => role === 'invoices')) await checkInvoices(study, { work, files });
    await checkPrevious(study, { work, files });
    return { files, quality };
  } finally {
    await dropWorkFolder(work);
  }
}

type CompanyOptions = LargeFileOptions & { readonly contract: CompanyContract };

interface Checking {
  readonly work: WorkFolder;
  /** Filled as files are read. */
  readonly files: CheckedFile[];
}

const companyNames = (study: Study): string[] =>
  pathsOf(requiredInput(study, 'companies')).map((path) => basename(path));

function withoutContract(study: Study, files: CheckedFile[]): null {
  const file = companyNames(study).join(', ');
  const expected = 'enterprise.spec.json, which says what it holds';
  files.push({ role: 'companies', file, ...notLookedAt(file, expected) });
  return null;
}

async function checkCompanies(
  study: Study,
  { contract, work, files, limits, onProgress, ...given }: CompanyOptions & Checking,
): Promise<CompanyQuality | null> {
  const names = companyNames(study);
  const file = names.join(', ');
  const at = { role: 'companies', file, names } as const;
  const { columns, missingTexts } = contract;
  const wanted = new Set(columns.map(({ name }) => name));
  const plan = await keeping(files, at, async () =>
    planCompanies(study, {
      columns: contract.relaxed,
      wanted,
      missingTexts,
      classification: given.classification,
      workFolder: work.scratch,
    }),
  );
  if (plan === undefined) return null;
  onProgress({ step: 'Reading firms' });
  const engine = await openEngine({ workFolder: work.scratch, ...limitsFor(limits, plan) });
  try {
    const loaded = await keeping(files, at, () => loadCompanies(engine, plan));
    if (loaded === undefined) return null;
    files.push(usableFile('companies', { ...loaded, file }));
    if (loaded.invoices !== undefined) files.push(usableFile('invoices', loaded.invoices));
    onProgress({ step: 'Counting what the columns hold' });
    const { spec, compared, known } = contract;
    const present = presentColumns(plan);
    const { tagged } = given;
    const asked = { columns, present, tagged, map: placesOf(given), spec, compared, known };
    return await companyQuality(engine, { ...asked, asOf: study.asOf, rejects: loaded.rejects });
  } finally {
    engine.close();
  }
}

function presentColumns({ companies, invoices }: CompanyPlan): Set<string> {
  return new Set([...companies.columns, ...(invoices?.columns ?? [])].map(({ name }) => name));
}

/** Where firms belong: by the map that people gave, otherwise as it was fitted. */
function placesOf({
  map,
  classification,
  fitted,
}: Pick<LargeFileOptions, 'map' | 'classification' | 'fitted'>): IndustryMap | undefined {
  if (map === undefined || classification === null) return fitted;
  const ids = [...new Set(map.map(({ industryId }) => industryId))];
  return { prefixes: prefixesOf(map, classification), industries: ids.map((id) => ({ id })) };
}

/** Invoices that no column is made from are read all the same. */
async function checkInvoices({ inputs }: Study, { work, files }: Checking): Promise<void> {
  const source = inputs.invoices;
  if (source === undefined) return;
  const loaded = await keeping(files, { role: 'invoices', file: basename(pathOf(source)) }, async () => {
    const plan = await planInvoiceFile(source, work.scratch);
    const engine = await openEngine({ workFolder: work.scratch });
    return loadInvoices(engine, plan).finally(() => engine.close());
  });
  if (loaded !== undefined) files.push(usableFile('invoices', loaded));
}

interface Loaded {
  readonly file: string;
  readonly records: number;
  readonly rejects?: readonly Problem[];
}

const usableFile = (role: InputRole, { file, records, rejects = [] }: Loaded): CheckedFile => ({
  role,
  file,
  records,
  usable: true,
  reason: null,
  problems: rejects,
});

async function checkPrevious({ inputs }: Study, { work, files }: Checking): Promise<void> {
  if (inputs.previousRatings === undefined) return;
  const path = pathOf(inputs.previousRatings);
  const file = basename(path);
  const engine = await openEngine({ workFolder: work.scratch });
  try {
    const records = await keeping(files, { role: 'previousRatings', file }, async () => {
      await loadPrevious(engine, { path, file });
      return engine.rows(loadStatements.rowCount(PREVIOUS));
    });
    if (records === undefined) return;
    files.push(usableFile('previousRatings', { file, records: Number(records[0]!.n) }));
  } finally {
    engine.close();
  }
}

/** What a job gives; an error in the input is kept as that of the file. */
async function keeping<T>(
  files: CheckedFile[],
  {
    role,
    file,
    names = [file],
  }: { readonly role: InputRole; readonly file: string; readonly names?: readonly string[] },
  job: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, problems } = error;
    const failed = { records: null, usable: false, reason: message, problems };
    const other = problems.find((problem) => !names.includes(problem.file!))?.file;
    if (role === 'companies' && other !== undefined) {
      files.push({ role: 'invoices', file: other, ...failed });
      files.push({ role, file, ...notLookedAt(file, `${other} that can be read`) });
    } else files.push({ role, file, ...failed });
    return undefined;
  }
}
