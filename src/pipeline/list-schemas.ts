import { z } from 'zod';
import { InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { dateSchema, studyDaySchema } from '../document/common.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { enterpriseSpecSchema } from '../document/enterprise-spec.js';
import { industryDocumentSchema } from '../document/industry-document.js';
import { industrySpecSchema } from '../document/industry-spec.js';
import { monitorPlanSchema } from '../document/monitor-plan.js';
import { policySchema } from '../document/policy.js';
import { expectedOf } from '../ingest/cell.js';
import { fileContracts } from '../ingest/file-contracts.js';
import type { Study } from '../study/open-study.js';
import { studySchema } from '../study/study.js';
import { companyContract } from './company-contract.js';

const documents = [
  { name: 'study', file: 'dipper.json', schema: studySchema },
  { name: 'industry-spec', file: 'industry.spec.json', schema: industrySpecSchema },
  { name: 'industry', file: 'industry.json', schema: industryDocumentSchema },
  { name: 'enterprise-spec', file: 'enterprise.spec.json', schema: enterpriseSpecSchema },
  { name: 'enterprise', file: 'enterprise.json', schema: enterpriseDocumentSchema },
  { name: 'policy', file: 'policy.json', schema: policySchema },
  { name: 'monitor-plan', file: 'monitor.json', schema: monitorPlanSchema },
] as const;

const COMPANIES = 'companies';

/** Something whose form can be shown. */
export interface ListedSchema {
  readonly name: string;
  readonly file: string;
  readonly kind: 'document' | 'table';
}

/** A column as a person who fills it needs to know it. */
export interface ListedColumn {
  readonly name: string;
  readonly type: Column['type'];
  readonly unit: string | null;
  /** Whether the file must have it. */
  readonly required: boolean;
  /** Whether a row may leave it empty. */
  readonly missing: 'allowed' | 'rejected';
  readonly missingMeaning: string | null;
  /** What a value must look like, in words. */
  readonly expected: string;
}

/** The form of something: a JSON Schema, or the columns of a table. */
export type ShownSchema =
  | {
      readonly kind: 'document';
      readonly name: string;
      readonly file: string;
      readonly schema: Record<string, unknown>;
    }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly file: string;
      readonly columns: readonly ListedColumn[];
      /** What other columns it may have; null for none. */
      readonly others: string | null;
    };

/** Every spec, document and table whose form can be shown. */
export function listSchemas(): ListedSchema[] {
  const tables = [COMPANIES, ...fileContracts.map(({ name }) => name)];
  return [
    ...documents.map(({ name, file }): ListedSchema => ({ name, file, kind: 'document' })),
    ...tables.map((name): ListedSchema => ({ name, file: `${name}.csv`, kind: 'table' })),
  ];
}

/**
 * The form of a spec, document or table.
 * @param name one of `listSchemas`
 * @param open opens the study whose documents declare the company table; asked for `companies` only
 * @throws InputError UNKNOWN_NAME; DocumentError where the study's documents cannot be read
 */
export async function showSchema(name: string, open: () => Promise<Study>): Promise<ShownSchema> {
  const document = documents.find((each) => each.name === name);
  if (document !== undefined) {
    const { file, schema } = document;
    return { kind: 'document', name, file, schema: { title: file, ...jsonSchema(schema) } };
  }
  const table = { kind: 'table' as const, name, file: `${name}.csv` };
  if (name === COMPANIES) {
    const { relaxed } = await companyContract(await open());
    return { ...table, columns: relaxed.map(listedColumn), others: null };
  }
  const contract = fileContracts.find((each) => each.name === name);
  if (contract === undefined) throw unknownName(name);
  return { ...table, columns: contract.columns.map(listedColumn), others: contract.others ?? null };
}

/** What a person writes: defaults may be left out. Days are texts that a refinement checks, which JSON Schema calls a format. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      if (zodSchema === dateSchema || zodSchema === studyDaySchema) made.format = 'date';
    },
  });
}

function listedColumn(column: Column): ListedColumn {
  const { name, type, unit, required, missing, missingMeaning } = column;
  return {
    name,
    type,
    unit: unit ?? null,
    required: required ?? true,
    missing: missing ?? 'allowed',
    missingMeaning: missingMeaning ?? null,
    expected: expectedOf(column),
  };
}

function unknownName(found: string): InputError {
  const names = listSchemas().map(({ name }) => name);
  return new InputError('UNKNOWN_NAME', `There is no schema ${found}`, [
    { code: 'UNKNOWN_NAME', found, expected: `one of ${names.join(', ')}`, ...didYouMean(found, names) },
  ]);
}
