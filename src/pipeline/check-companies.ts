import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import type { OnProgress } from '../core/progress.js';
import type { MapRow } from '../document/industry-inputs.js';
import type { Classification } from '../document/industry-spec.js';
import { pathsOf } from '../document/mapping.js';
import { type EngineLimits, openEngine } from '../engine/engine.js';
import { prefixesOf } from '../industry/prefixes.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import type { IndustryMap } from '../sql/company.js';
import { requiredInput, type Study } from '../study/open-study.js';
import { type Checking, checkInvoices, checkPrevious } from './check-other-tables.js';
import { type CheckedFile, keeping, notLookedAt, usableFile } from './checked-file.js';
import type { CompanyContract } from './company-contract.js';
import { type CompanyQuality, companyQuality } from './company-quality.js';
import { limitsFor } from './engine-memory.js';
import { type CompanyPlan, loadCompanies, planCompanies } from './load-companies.js';

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
