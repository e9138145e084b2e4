import { existsSync } from 'node:fs';
import { assertChoice } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { codeVersion } from '../core/version.js';
import { writeWhole } from '../core/write-whole.js';
import { assertRates } from '../credit/check-policy.js';
import { rateTable } from '../credit/rate-table.js';
import { flagsOf, gatesOf } from '../document/gates.js';
import { LAST_LENT_TO } from '../enterprise/settle-tier.js';
import {
  type CompiledCredit,
  type CompiledPart,
  type CompileOptions,
  compiledParts,
  compilePart,
} from '../sql/compile.js';
import { duckdb } from '../sql/duckdb.js';
import { spark } from '../sql/spark.js';
import { modelPath, type Study } from '../study/open-study.js';
import { standing } from './assert-approved.js';
import { industryMapOf } from './rate-companies.js';
import { lends, type Models, modelsFor, type RatingModels } from './read-models.js';
import { PREVIOUS, readTierInputs, type TierInputs, validOverrides } from './settle-tiers.js';

/** The engines that the job can be written for. */
const dialects = { duckdb, spark } as const;
export type DialectName = keyof typeof dialects;

/** What is compiled. */
export interface CompileStudyOptions {
  readonly dialect: DialectName;
  /** Default `all`: check, score and credit in order. */
  readonly part?: CompiledPart | 'all';
  /** The table of companies, typed as the contract says. Default `company`. */
  readonly from?: string;
  /** A file to write it to as well, whole or not at all. */
  readonly out?: string;
}

/**
 * The study's job as SQL: views over a table of companies that is there already, with the fingerprints of the documents that
 * decide in its head.
 * @param study the study
 * @returns SQL text, statements ended by semicolons
 * @throws DocumentError for documents that do not fit, UnsupportedInDialect; InputError USAGE for no table's name, engine or part
 */
export async function compileStudy(study: Study, options: CompileStudyOptions): Promise<string> {
  assertTable(options.from);
  const part = options.part ?? 'all';
  assertChoice(part, '--part', [...compiledParts, 'all']);
  assertChoice(options.dialect, '--dialect', Object.keys(dialects));
  const models = await documentsFor(part, study);
  const tierInputs = await readTierInputs(study);
  const compiled = compileOptions(models, { study, tierInputs, from: options.from ?? 'company' });
  const dialect = dialects[options.dialect];
  const views = (part === 'all' ? compiledParts : [part]).flatMap((each) =>
    compilePart(each, compiled, dialect),
  );
  const statements = views.map(
    ({ name, about, query }) =>
      `-- ${name}: ${about}\nCREATE OR REPLACE TEMPORARY VIEW ${dialect.identifier(name)} AS\n${query};\n`,
  );
  const preamble = dialect.preamble.map(({ statement, reason }) => `-- ${reason}\n${statement};\n`);
  const head = headerOf(study, models, { part, compiled, dialect: options.dialect });
  const sql = [head, ...preamble, ...statements].join('\n');
  if (options.out !== undefined) await writeWhole(options.out, (file) => file.writeFile(sql));
  return sql;
}

function assertTable(from: string | undefined): void {
  if (from === undefined || from.split('.').every((part) => part.trim() !== '')) return;
  throw new InputError('USAGE', 'No table has this name', [
    { code: 'USAGE', path: '--from', found: from, expected: 'a table, e.g. company or lake.companies' },
  ]);
}

/** Checking and rating go by the card alone where the documents of credit are not there. */
function documentsFor(part: CompiledPart | 'all', study: Study): Promise<RatingModels> {
  const isWhole = ['industry', 'policy'].every((name) => existsSync(modelPath(study, name)));
  return modelsFor(isWhole || part === 'credit' || part === 'all' ? 'all' : 'score', study);
}

/** Everything that a study's job is compiled from. */
function compileOptions(
  models: RatingModels,
  made: { readonly study: Study; readonly tierInputs: TierInputs; readonly from: string },
): CompileOptions {
  const { contract, wanted, enterprise } = models;
  const { previous, overrides } = made.tierInputs;
  const isSettled = previous !== undefined || overrides !== undefined;
  return {
    map: industryMapOf(models),
    enterprise: enterprise.value,
    columns: contract.filter(({ name }) => wanted.has(name)),
    asOf: made.study.asOf,
    from: made.from,
    settle: isSettled
      ? {
          previous: previous === undefined ? undefined : PREVIOUS,
          overrides: validOverrides(overrides, made.study.asOf),
          lastLentTo: LAST_LENT_TO,
        }
      : undefined,
    credit: lends(models) ? compiledCredit(models) : undefined,
  };
}

function compiledCredit({ industry, enterprise, policy, policyNames }: Models): CompiledCredit {
  const rates = rateTable(policy.value, enterprise.value.tiers);
  assertRates(policy.value, rates);
  return { industry: industry.value, policy: policy.value, policyNames, rates };
}

interface Head {
  readonly part: string;
  readonly dialect: string;
  readonly compiled: CompileOptions;
}

/** What a reader has to know before running it: documents, table, and what the masks mean. */
function headerOf(study: Study, models: RatingModels, { part, dialect, compiled }: Head): string {
  const named = { industry: models.industry, enterprise: models.enterprise, policy: models.policy };
  const types: Readonly<Record<string, string>> = { date: 'date', number: 'double' };
  const typeOf = (type: string) =>
    types[type] ?? (['integer', 'flag', 'amount'].includes(type) ? 'bigint' : 'text');
  const bits = (coded: readonly { readonly code: string }[]) =>
    coded.map(({ code }, bit) => `${bit} ${code}`).join(', ');
  const { credit, from, settle } = compiled;
  return [
    `dipper ${codeVersion()}: ${part} of study ${study.study} as of ${study.asOf}, for ${dialect}`,
    ...(study.synthetic ? ['SYNTHETIC: documents made from invented data'] : []),
    ...Object.entries(named).flatMap(([name, document]) =>
      document === undefined
        ? []
        : `${name}.json ${document.fingerprint} (${standing(document.value, study.asOf)})`,
    ),
    `reads ${from}: ${compiled.columns.map(({ name, type }) => `${name} ${typeOf(type)}`).join(', ')}`,
    ...(settle?.previous === undefined
      ? []
      : [`reads ${settle.previous}: company_id text, previous_model integer, previous_tier integer`]),
    ...(part === 'score' || part === 'credit'
      ? [
          `reads the views of the parts before it too: run ${credit === undefined ? 'check and score' : 'check, score and credit'} in this order, in one session`,
        ]
      : []),
    ...(credit === undefined
      ? []
      : [`gates by bit: ${bits(gatesOf(credit.policy))}`, `flags by bit: ${bits(flagsOf(credit.policy))}`]),
    'order the last view by company_id where bytes have to be the same',
  ]
    .map((line) => `-- ${line.replaceAll(/\s+/g, ' ')}\n`)
    .join('');
}
