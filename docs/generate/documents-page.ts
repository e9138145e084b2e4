import { join } from 'node:path';
import { z } from 'zod';
import { binSchema } from '../../src/document/bin.js';
import { columnSchema } from '../../src/document/column.js';
import {
  amountSchema,
  basisPointsSchema,
  columnNameSchema,
  dateSchema,
  fingerprintSchema,
  idSchema,
  ppmSchema,
  reasonSchema,
  textsSchema,
} from '../../src/document/common.js';
import { conditionSchema } from '../../src/document/condition.js';
import { enterpriseDocumentSchema } from '../../src/document/enterprise-document.js';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { featureSchema } from '../../src/document/feature.js';
import { industryDocumentSchema } from '../../src/document/industry-document.js';
import { classificationSchema, industrySpecSchema } from '../../src/document/industry-spec.js';
import { fromInvoicesSchema } from '../../src/document/invoice-measure.js';
import { mappedColumnSchema } from '../../src/document/mapping.js';
import { monitorPlanSchema } from '../../src/document/monitor-plan.js';
import { policySchema } from '../../src/document/policy.js';
import { ruleSchema } from '../../src/document/rule.js';
import { expectedOf } from '../../src/ingest/cell.js';
import { fileContracts } from '../../src/ingest/file-contracts.js';
import { studySchema } from '../../src/study/study.js';
import { cell } from './cli-page.js';
import { schemaDocstrings, type Told } from './docstrings.js';

interface Part {
  readonly title: string;
  /** The constant in the source that holds the schema. */
  readonly constant: string;
  readonly schema: z.ZodType;
}

const documents: readonly Part[] = [
  { title: 'dipper.json', constant: 'studySchema', schema: studySchema },
  { title: 'industry.spec.json', constant: 'industrySpecSchema', schema: industrySpecSchema },
  { title: 'industry.json', constant: 'industryDocumentSchema', schema: industryDocumentSchema },
  { title: 'enterprise.spec.json', constant: 'enterpriseSpecSchema', schema: enterpriseSpecSchema },
  { title: 'enterprise.json', constant: 'enterpriseDocumentSchema', schema: enterpriseDocumentSchema },
  { title: 'policy.json', constant: 'policySchema', schema: policySchema },
  { title: 'monitor.json', constant: 'monitorPlanSchema', schema: monitorPlanSchema },
];

/** Parts that several documents share. */
const shared: readonly Part[] = [
  { title: 'column', constant: 'columnFields', schema: columnSchema },
  { title: 'mapped column', constant: 'mappedColumnSchema', schema: mappedColumnSchema },
  { title: 'measure of invoices', constant: 'fromInvoicesSchema', schema: fromInvoicesSchema },
  { title: 'feature', constant: 'featureSchema', schema: featureSchema },
  { title: 'condition', constant: 'conditionSchema', schema: conditionSchema },
  { title: 'rule', constant: 'ruleSchema', schema: ruleSchema },
  { title: 'bin', constant: 'binSchema', schema: binSchema },
  { title: 'classification', constant: 'classificationSchema', schema: classificationSchema },
  { title: 'texts', constant: 'textsSchema', schema: textsSchema },
];

/** Values that many fields are of. */
const simple: readonly Part[] = [
  { title: 'id', constant: 'idSchema', schema: idSchema },
  { title: 'column name', constant: 'columnNameSchema', schema: columnNameSchema },
  { title: 'reason', constant: 'reasonSchema', schema: reasonSchema },
  { title: 'date', constant: 'dateSchema', schema: dateSchema },
  { title: 'fingerprint', constant: 'fingerprintSchema', schema: fingerprintSchema },
  { title: 'amount', constant: 'amountSchema', schema: amountSchema },
  { title: 'ppm', constant: 'ppmSchema', schema: ppmSchema },
  { title: 'basis points', constant: 'basisPointsSchema', schema: basisPointsSchema },
];

type Json = z.core.JSONSchema.BaseSchema;

/**
 * docs/documents.md: fields of every spec and document from the schemas, their meaning from the docstrings of the source; columns
 * of every table.
 * @param root the project's folder
 */
export function documentsPage(root: string): string {
  const tell = schemaDocstrings(join(root, 'src/document'), join(root, 'src/study'));
  const names = z.registry<{ id: string }>();
  for (const { title, schema } of [...shared, ...simple]) names.add(schema, { id: title });
  const usual = new Set([...shared, ...simple].map(({ constant }) => tell(constant)?.doc));
  const section = ({ title, constant, schema }: Part, level: string) => {
    const told = tell(constant);
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', metadata: names }) as Json;
    const own = resolve(made);
    return `${level} ${title}\n\n${told?.doc ? `${told.doc}\n\n` : ''}| field | form | required | meaning |\n|---|---|---|---|\n${rowsOf(own, { told, usual }, '').join('\n')}`;
  };
  return `# Specs, documents and tables

<!-- Made by npm run docs from the schemas and their docstrings: do not edit. -->

A *spec* is written by a person; fitting turns it into a *document*. Both are JSON; an unknown key is refused. \`dipper schema NAME\` prints the JSON Schema of each, and the columns of a table. Where a field is not required, its default stands in its form or its meaning. Lists are written \`name[]\`, maps \`name.*\`.

${documents.map((part) => section(part, '##')).join('\n\n')}

## Shared parts

${shared.map((part) => section(part, '###')).join('\n\n')}

### Values

${simple.map(({ title, constant }) => `- *${title}*: ${tell(constant)?.doc}`).join('\n')}

## Tables that people give

UTF-8 (with or without mark), UTF-16 or GB18030; comma, semicolon or tab; packed with gzip or not; or XLSX (the first sheet that is not hidden), companies and invoices Parquet too. Columns stand in any order; an unknown one is refused unless \`mapping\` in dipper.json says where it belongs. The columns of companies.csv are those of enterprise.spec.json and policy.json: \`dipper schema companies --study DIR\`.

${fileContracts.map(tableOf).join('\n\n')}
`;
}

/** A schema that refers to itself. */
function resolve(schema: Json): Json {
  const own = schema.$ref === undefined ? schema : schema.$defs?.[schema.$ref.split('/').at(-1)!];
  return own ?? schema;
}

interface Meaning {
  readonly told: Told | undefined;
  /** Docstrings of shared parts and simple values: their form says them already. */
  readonly usual: ReadonlySet<string | undefined>;
}

function rowsOf(schema: Json, { told, usual }: Meaning, path: string): string[] {
  const members = membersOf(schema);
  return [...members].flatMap(([name, { form, required }]) => {
    const known = told?.members.get(name);
    const meaning = usual.has(known?.doc) ? '' : (known?.doc ?? '');
    const [inner, suffix] = inside(form);
    const at = path === '' ? name : `${path}.${name}`;
    const row = `| \`${at}${suffix}\` | ${cell(formOf(form))} | ${required ? 'yes' : ''} | ${cell(meaning)} |`;
    return [row, ...rowsOf(inner, { told: known, usual }, `${at}${suffix}`)];
  });
}

interface Member {
  readonly form: Json;
  readonly required: boolean;
}

/** Members of an object, or of the objects that it may be. */
function membersOf(schema: Json): Map<string, Member> {
  const members = new Map<string, Member>();
  const branches = objectsOf(schema);
  for (const branch of branches)
    for (const [name, form] of Object.entries(branch.properties ?? {})) {
      const before = members.get(name);
      const isKind = before !== undefined && before.form !== form;
      const both = isKind ? { anyOf: [...(before.form.anyOf ?? [before.form]), form] } : form;
      const required = branches.every((each) => (each.required ?? []).includes(name));
      members.set(name, { form: both as Json, required });
    }
  return members;
}

/** The objects that a value may be. */
function objectsOf(schema: Json): Json[] {
  const own = schema.properties === undefined ? [] : [schema];
  return [...own, ...([...(schema.anyOf ?? []), ...(schema.oneOf ?? [])] as Json[]).flatMap(objectsOf)];
}

/** What is inside lists and maps, and how that is written. */
function inside(form: Json): [Json, string] {
  const list = [form, ...((form.anyOf ?? []) as Json[])].find(({ items }) => items !== undefined);
  if (list !== undefined) {
    const [inner, suffix] = inside(list.items as Json);
    return [inner, `[]${suffix}`];
  }
  const map = form.additionalProperties;
  if (typeof map === 'object' && form.properties === undefined) {
    const [inner, suffix] = inside(map as Json);
    return [inner, `.*${suffix}`];
  }
  return [form, ''];
}

const WORDS: Readonly<Record<string, string>> = { string: 'text' };

/** The form of a value in words. */
function formOf(form: Json): string {
  const standard = form.default === undefined ? '' : `, default \`${JSON.stringify(form.default)}\``;
  return `${plainForm(form)}${typeof form.default === 'object' && form.default !== null ? '' : standard}`;
}

function plainForm(form: Json): string {
  if (form.$ref !== undefined) {
    const title = decodeURIComponent(form.$ref.split('/').at(-1)!);
    return shared.some((part) => part.title === title)
      ? `[${title}](#${title.replaceAll(' ', '-')})`
      : `*${title}*`;
  }
  if (form.const !== undefined) return `\`${form.const}\``;
  if (form.enum !== undefined) return form.enum.map((value) => `\`${value}\``).join(', ');
  const branches = (form.anyOf ?? form.oneOf) as Json[] | undefined;
  if (branches !== undefined) return [...new Set(branches.map(plainForm))].join(' or ');
  if (form.type === 'array') return `list of ${plainForm(form.items as Json)}${sizeOf(form)}`;
  if (form.type === 'object') return form.properties === undefined ? 'map' : 'object';
  if (form.type === 'string') return form.pattern === undefined ? 'text' : `text \`${form.pattern}\``;
  if (Array.isArray(form.type)) return form.type.map((type) => WORDS[type] ?? type).join(' or ');
  return `${form.type ?? 'any'}${rangeOf(form)}`;
}

function sizeOf({ minItems, maxItems }: Json): string {
  if (minItems === undefined && maxItems === undefined) return '';
  return minItems === maxItems ? ` (${minItems})` : ` (${minItems ?? 0} or more)`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Json): string {
  const huge = Number.MAX_SAFE_INTEGER;
  const low =
    exclusiveMinimum === undefined ? (minimum === -huge ? undefined : minimum) : `above ${exclusiveMinimum}`;
  const high =
    exclusiveMaximum === undefined ? (maximum === huge ? undefined : maximum) : `below ${exclusiveMaximum}`;
  if (low === undefined && high === undefined) return '';
  if (high === undefined) return typeof low === 'number' ? `, at least ${low}` : `, ${low}`;
  if (low === undefined) return typeof high === 'number' ? `, at most ${high}` : `, ${high}`;
  return `, ${low} to ${high}`;
}

function tableOf({ name, columns, others }: (typeof fileContracts)[number]): string {
  const rows = columns.map((column) => {
    const empty = column.missing === 'rejected' ? 'rejected' : (column.missingMeaning ?? '');
    return `| \`${column.name}\` | ${cell(expectedOf(column))} | ${column.required === false ? '' : 'yes'} | ${cell(empty)} |`;
  });
  const more = others === undefined ? '' : `\n\nOther columns: ${others}.`;
  return `### ${name}.csv\n\n| column | expected | required | an empty cell |\n|---|---|---|---|\n${rows.join('\n')}${more}`;
}
