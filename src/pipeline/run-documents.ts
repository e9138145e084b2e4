import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { mergeContract, policyColumns, ratingColumns } from '../document/contract.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { type IndustryDocument, industryDocumentSchema } from '../document/industry-document.js';
import { type Policy, policySchema } from '../document/policy.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import type { Manifest } from '../output/manifest.js';
import type { Study } from '../study/open-study.js';
import { type CompanyPlan, companyFiles, planCompanies } from './load-companies.js';
import type { LentRun, OpenRun } from './open-run.js';
import { policyInputsOf, relax } from './read-models.js';

/** The documents that decided in a run. */
export interface RunDocuments {
  /** Undefined where ratings looked no industry up. */
  readonly industry: Loaded<IndustryDocument> | undefined;
  readonly enterprise: Loaded<EnterpriseDocument>;
  /** Undefined where nothing was lent. */
  readonly policy: Loaded<Policy> | undefined;
  /** What a policy declares of the company table. */
  readonly policyInputs: readonly Column[];
}

/** Those of a run that set lines. */
export interface LentDocuments extends RunDocuments {
  readonly industry: Loaded<IndustryDocument>;
  readonly policy: Loaded<Policy>;
}

/** The documents a run with lines was made by, out of its folder. */
export async function lentDocumentsOf({ folder }: LentRun): Promise<LentDocuments> {
  const policy = await readDocument(join(folder, 'policy.json'), policySchema);
  return {
    industry: await readDocument(join(folder, 'industry.json'), industryDocumentSchema),
    enterprise: await enterpriseOf(folder),
    policy,
    policyInputs: policy.value.inputs,
  };
}

/** The documents a run of ratings was made by, out of its folder; what a policy declares of the company table is the study's. */
export async function ratingDocumentsOf(study: Study, run: OpenRun): Promise<RunDocuments> {
  return { ...(await cardOf(run)), policy: undefined, policyInputs: await policyInputsOf(study) };
}

/** What rated in a run, out of its folder. */
export async function cardOf({
  folder,
}: Pick<OpenRun, 'folder'>): Promise<Pick<RunDocuments, 'industry' | 'enterprise'>> {
  const industry = join(folder, 'industry.json');
  return {
    industry: existsSync(industry) ? await readDocument(industry, industryDocumentSchema) : undefined,
    enterprise: await enterpriseOf(folder),
  };
}

/** The card that rated in a run, out of its folder. */
export const enterpriseOf = (folder: string): Promise<Loaded<EnterpriseDocument>> =>
  readDocument(join(folder, 'enterprise.json'), enterpriseDocumentSchema);

/** Every column of the company table that the documents declare. */
export const contractOf = ({ enterprise, policyInputs }: RunDocuments) =>
  mergeContract(enterprise.value.inputs, policyInputs);

/** The columns of the company table that rating and policy read. */
export function scoredColumns(documents: RunDocuments): Set<string> {
  const { enterprise, policy } = documents;
  const features = enterprise.value.features.map(({ feature }) => feature);
  return new Set([
    ...ratingColumns(features, enterprise.value.thin.of, contractOf(documents)),
    ...(policy === undefined ? [] : policyColumns(policy.value)),
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
    asOf: run.manifest.asOf,
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
      { code: 'CHANGED_INPUT', file, found, expected, hint: bringBack(given, inputs[role], run) },
    ]);
  }
}

type Input = Manifest['inputs'][string];

/** A run that people have worked with is not made again: what it was made from is brought back. */
function bringBack(given: Input, before: Input | undefined, run: string): string {
  const none = `\`dipper explain ID --run ${run}\` needs no company table`;
  if (before === undefined) return `take it out of dipper.json, as the run was made without it; ${none}`;
  const what = before.sha256 === given.sha256 ? 'its mapping of then in dipper.json' : namedBy(before);
  return `bring back ${what}; ${none}`;
}

const namedBy = ({ file, sha256 }: Input) => `the ${file} of then, with the SHA-256 ${sha256}`;
