import { existsSync } from 'node:fs';
import { assertChoice } from '../core/assert-option.js';
import { DocumentError } from '../core/errors.js';
import { assertPolicy } from '../credit/check-policy.js';
import type { Column } from '../document/column.js';
import {
  hasColumn,
  INDUSTRY_CODE,
  mergeContract,
  policyColumns,
  ratingColumns,
} from '../document/contract.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { type IndustryDocument, industryDocumentSchema } from '../document/industry-document.js';
import { lookupProblems } from '../document/lookup-problems.js';
import { type Policy, policySchema } from '../document/policy.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import { modelPath, type Study } from '../study/open-study.js';

/** What somebody can do who has a card and no more. */
const ALONE = '`--part score` of run, verify and compile goes without it';

/**
 * Reads industry.json of a study, or a variant of it.
 * @throws DocumentError when it is missing (with the command that makes it) or wrong
 */
export function readIndustry(study: Study, variant?: string, hint = '') {
  const name = variant === undefined ? 'industry' : `industry.${variant}`;
  return readDocument(
    modelPath(study, name),
    industryDocumentSchema,
    `make it with: dipper industries --fit --study ${study.folder}${hint}`,
  );
}

/** Reads enterprise.json of a study. */
export function readEnterprise(study: Study) {
  return readDocument(
    modelPath(study, 'enterprise'),
    enterpriseDocumentSchema,
    `make it with: dipper train --study ${study.folder}`,
  );
}

/** Reads policy.json of a study. */
export function readPolicy(study: Study) {
  return readDocument(modelPath(study, 'policy'), policySchema, ALONE);
}

/** What the policy declares of the company table; nothing without a policy. */
export async function policyInputsOf(study: Study): Promise<readonly Column[]> {
  return existsSync(modelPath(study, 'policy')) ? (await readPolicy(study)).value.inputs : [];
}

/** What rates firms, with the company table's contract that follows. */
export interface RatingModels {
  /** Undefined where the card looks nothing up and there is none, or firms have no codes. */
  readonly industry: Loaded<IndustryDocument> | undefined;
  readonly enterprise: Loaded<EnterpriseDocument>;
  /** Undefined where nothing is lent. */
  readonly policy: Loaded<Policy> | undefined;
  readonly contract: readonly Column[];
  /** What a policy declares of the company table, where rating goes by it too and lends nothing. */
  readonly policyInputs: readonly Column[];
  /** Columns that are read. */
  readonly wanted: ReadonlySet<string>;
  /** Those of them that the policy reads. */
  readonly policyNames: readonly string[];
}

/** The three documents that decide, checked against each other, with the company table's contract that follows. */
export interface Models extends RatingModels {
  readonly industry: Loaded<IndustryDocument>;
  readonly policy: Loaded<Policy>;
}

/** Whether lines are set too, or firms rated and no more. */
export const lends = (models: RatingModels): models is Models => models.policy !== undefined;

/**
 * Reads and cross-checks what rating needs: enterprise.json, and industry.json where the card looks it up or where it is there and
 * firms have codes.
 * @throws DocumentError when one is missing, malformed, or does not fit the other
 */
export async function readRatingModels(study: Study): Promise<RatingModels> {
  const enterprise = await readEnterprise(study);
  const { inputs, industry: lookedUp } = enterprise.value;
  const policyInputs = await policyInputsOf(study);
  const contract = mergeContract(inputs, policyInputs);
  const isThere = existsSync(modelPath(study, 'industry')) && hasColumn(contract, INDUSTRY_CODE);
  const industry = lookedUp !== null || isThere ? await readIndustry(study) : undefined;
  if (industry !== undefined) assertFits(enterprise.value, industry, study);
  return { industry, enterprise, policy: undefined, policyInputs, ...readOf(enterprise.value, contract, []) };
}

/** How far a job goes: to ratings, or to lines and rates too. */
export const JOB_PARTS = ['score', 'all'] as const;
export type JobPart = (typeof JOB_PARTS)[number];

/**
 * The documents of a job.
 * @throws InputError USAGE for no part of it
 */
export async function modelsFor(part: JobPart, study: Study): Promise<RatingModels> {
  assertChoice(part, '--part', JOB_PARTS);
  return part === 'score' ? readRatingModels(study) : readModels(study);
}

/** The documents that a study has: of lines and rates where industry.json and policy.json are there, otherwise of ratings. */
export function modelsThere(study: Study): Promise<RatingModels> {
  const lending = ['industry', 'policy'] as const;
  return modelsFor(lending.every((name) => existsSync(modelPath(study, name))) ? 'all' : 'score', study);
}

/** What is read of the company table: by the card, and by the policy. */
function readOf(
  { features, thin }: EnterpriseDocument,
  contract: readonly Column[],
  policyNames: readonly string[],
) {
  const scored = features.map(({ feature }) => feature);
  const wanted = new Set([...ratingColumns(scored, thin.of, contract), ...policyNames]);
  return { contract: relax(contract, wanted), wanted, policyNames };
}

/**
 * Reads and cross-checks industry.json, enterprise.json and policy.json.
 * @param study the study
 * @param policyPath another policy than the study's
 * @throws DocumentError when one is missing, malformed, or does not fit the others
 */
export async function readModels(study: Study, policyPath?: string): Promise<Models> {
  const industry = await readIndustry(study, undefined, `; ${ALONE}`);
  const enterprise = await readEnterprise(study);
  const policy =
    policyPath === undefined ? await readPolicy(study) : await readDocument(policyPath, policySchema);
  assertFits(enterprise.value, industry, study);
  assertCurrency(policy.value.currency, study);
  const contract = mergeContract(enterprise.value.inputs, policy.value.inputs);
  assertPolicy(
    policy.value,
    contract,
    industry.value.industries.map(({ id }) => id),
  );
  const read = readOf(enterprise.value, contract, [...policyColumns(policy.value)]);
  return { industry, enterprise, policy, policyInputs: [], ...read };
}

/** @throws DocumentError STALE_DOCUMENT when enterprise.json looks up another industry.json than the study has */
function assertSameIndustry(enterprise: EnterpriseDocument, fingerprint: string, study: Study): void {
  if (enterprise.industry === null || enterprise.industry === fingerprint) return;
  throw new DocumentError('STALE_DOCUMENT', 'enterprise.json was trained on another industry.json', [
    {
      code: 'STALE_DOCUMENT',
      file: 'enterprise.json',
      path: 'industry',
      found: enterprise.industry.slice(0, 12),
      expected: fingerprint.slice(0, 12),
      hint: `train again with: dipper train --study ${study.folder}; approve industry.json before that, as its fingerprint holds the approval`,
    },
  ]);
}

function assertFits(enterprise: EnterpriseDocument, industry: Loaded<IndustryDocument>, study: Study): void {
  assertSameIndustry(enterprise, industry.fingerprint, study);
  assertLookups(enterprise, industry.value);
}

function assertLookups(enterprise: EnterpriseDocument, industry: IndustryDocument): void {
  const features = enterprise.features.map(({ feature }) => feature);
  const problems = lookupProblems(features, industry, 'enterprise.json');
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'enterprise.json looks up what no industry has', problems);
}

function assertCurrency(currency: string, study: Study): void {
  if (currency === study.currency) return;
  throw new DocumentError('BAD_DOCUMENT', 'policy.json and dipper.json speak of different currencies', [
    { code: 'CURRENCY', file: 'policy.json', path: 'currency', found: currency, expected: study.currency },
  ]);
}

/** Columns that a job does not read may be absent from the file. */
export function relax(contract: readonly Column[], wanted: ReadonlySet<string>): Column[] {
  return contract.map((column) => (wanted.has(column.name) ? column : { ...column, required: false }));
}
