import { join } from 'node:path';
import { InputError } from '../core/errors.js';
import { mergeContract, policyColumns, ratingColumns } from '../document/contract.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { industryDocumentSchema } from '../document/industry-document.js';
import { policySchema } from '../document/policy.js';
import { readDocument } from '../document/read-document.js';
import type { Manifest } from '../output/run-folder.js';
import type { Study } from '../study/open-study.js';
import { type CompanyPlan, companyFiles, planCompanies } from './load-companies.js';
import type { OpenRun } from './open-run.js';
import { relax } from './read-models.js';

/** The documents a run was made by, out of its folder. */
export async function documentsOf({ folder }: OpenRun) {
  return {
    industry: await readDocument(join(folder, 'industry.json'), industryDocumentSchema),
    enterprise: await readDocument(join(folder, 'enterprise.json'), enterpriseDocumentSchema),
    policy: await readDocument(join(folder, 'policy.json'), policySchema),
  };
}

export type RunDocuments = Awaited<ReturnType<typeof documentsOf>>;

/** Every column of the company table that the documents declare. */
export const contractOf = ({ enterprise, policy }: RunDocuments) =>
  mergeContract(enterprise.value.inputs, policy.value.inputs);

/** The columns of the company table that rating and policy read. */
export function scoredColumns({ enterprise, policy }: RunDocuments): Set<string> {
  const features = enterprise.value.features.map(({ feature }) => feature);
  const contract = mergeContract(enterprise.value.inputs, policy.value.inputs);
  return new Set([
    ...ratingColumns(features, enterprise.value.thin.of, contract),
    ...policyColumns(policy.value),
  ]);
}

/**
 * Looks at the company table of a finished run.
 * @param wanted the columns to load
 * @throws InputError CHANGED_INPUT when the files are not those of the run
 */
export async function planRunCompanies(
  study: Study,
  {
    run,
    documents,
    wanted,
    workFolder,
  }: {
    readonly run: OpenRun;
    readonly documents: RunDocuments;
    readonly wanted: ReadonlySet<string>;
    readonly workFolder: string;
  },
): Promise<CompanyPlan> {
  const { missingTexts, classification } = documents.enterprise.value;
  const plan = await planCompanies(study, {
    columns: relax(contractOf(documents), wanted),
    wanted,
    missingTexts,
    classification,
    workFolder,
  });
  assertSameFiles(plan, run.manifest);
  return plan;
}

/** What a file is known by: its fingerprint, and that of its mapping where it has one. */
function contentOf(input: Manifest['inputs'][string] | undefined): string {
  if (input === undefined) return 'none';
  return input.mapping === undefined ? input.sha256 : `${input.sha256}, mapping ${input.mapping}`;
}

function assertSameFiles(plan: CompanyPlan, { inputs, run }: Manifest): void {
  for (const [role, given] of Object.entries(companyFiles(plan))) {
    const { file } = given;
    const expected = contentOf(inputs[role]);
    const found = contentOf(given);
    if (found === expected) continue;
    throw new InputError('CHANGED_INPUT', `${file} is not the file that run ${run} was made from`, [
      { code: 'CHANGED_INPUT', file, found, expected, hint: 'run again, then use the new run' },
    ]);
  }
}
