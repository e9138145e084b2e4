import { createReadStream } from 'node:fs';
import { assertWhole } from '../core/assert-option.js';
import { hashOfId } from '../core/hash.js';
import { RANGES } from '../core/option-ranges.js';
import { pairUp } from '../core/pair-up.js';
import type { OnProgress } from '../core/progress.js';
import { datedColumns } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import { measuredColumns } from '../document/invoice-columns.js';
import { type Engine, type EngineLimits, openEngine } from '../engine/engine.js';
import { type CompanyRecord, companyRecords } from '../ingest/company-records.js';
import { type LoadPlan, placeOf } from '../ingest/load-plan.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { CREDIT_COMPARED, comparedQuery, ratingCompared, type Sample, sampleKey } from '../sql/verify.js';
import type { Study } from '../study/open-study.js';
import { type Compared, type Difference, type Equivalence, equivalence } from '../validation/equivalence.js';
import { limitsFor } from './engine-memory.js';
import { lend } from './lend.js';
import { type CompanyPlan, type LoadedCompanies, planCompanies } from './load-companies.js';
import { loadRated, planOptions } from './rate-companies.js';
import { type JobPart, lends, modelsFor, type RatingModels, relax } from './read-models.js';
import { readTierInputs } from './settle-tiers.js';
import { firmReader, type RecordsOf, type Traced } from './verify-reading.js';

/** How a study is verified. */
export interface VerifyOptions extends EngineLimits {
  /** About how many firms, chosen by a hash of the study's seed and the id. Default: all. */
  readonly sample?: number;
  /** `score`: ratings and no more, for which enterprise.json is enough. Default `all`: ratings, lines and rates. */
  readonly part?: JobPart;
  readonly onProgress?: OnProgress;
}

/** Whether plain TypeScript and compiled SQL say the same of every firm. */
export interface Verification extends Equivalence {
  readonly columns: readonly string[];
  /** Records of the file that both left out. */
  readonly rejected: number;
  /** The first firm that differs. */
  readonly first: FirstDifference | null;
}

/** A firm that differs, with how TypeScript came to its reading; file and line are null where only SQL has the firm. */
export interface FirstDifference extends Omit<Traced, 'line'> {
  readonly file: string | null;
  readonly line: number | null;
  readonly differences: readonly Difference[];
}

const CREDIT = 'credit';

/**
 * Reads every record of the company file in plain TypeScript and holds it against compiled SQL, in every output column of rating
 * and credit. The two share the documents and nothing else.
 * @param study the study
 * @throws InputError for bad data, USAGE for a sample of nobody; DocumentError for documents that do not fit
 */
export async function verifyStudy(study: Study, options: VerifyOptions = {}): Promise<Verification> {
  if (options.sample !== undefined) assertWhole(options.sample, '--sample', RANGES.sample);
  const models = await modelsFor(options.part ?? 'all', study);
  const work = await openWorkFolder(study.out);
  try {
    const plan = await planCompanies(study, planOptions(models, work.scratch));
    const engine = await openEngine({ workFolder: work.scratch, ...limitsFor(options, plan) });
    try {
      return await verify(engine, study, { models, plan, options });
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}

async function verify(
  engine: Engine,
  study: Study,
  made: { readonly models: RatingModels; readonly plan: CompanyPlan; readonly options: VerifyOptions },
): Promise<Verification> {
  const { models, plan, options } = made;
  const step = (name: string) => options.onProgress?.({ step: name });
  const tierInputs = await readTierInputs(study);
  step(lends(models) ? 'Loading, rating and lending in SQL' : 'Loading and rating in SQL');
  const { loaded, ratings } = await loadRated(engine, plan, { asOf: study.asOf, models, tierInputs });
  if (lends(models)) await lend(engine, { models, asOf: study.asOf, ratings, to: CREDIT });
  step('Reading every record in TypeScript');
  const sample = sampleOf(study.seed, options.sample, loaded.rows);
  const records: RecordsOf = (only) => recordsOf(study, models, { plan: plan.companies, loaded, ...only });
  const read = await firmReader(engine, study, { models, tierInputs, records });
  const tell = (share: number) => options.onProgress?.({ step: 'Comparing record by record', share });
  return compareAll(engine, { models, plan: plan.companies, loaded, ratings, sample, read, records, tell });
}

function sampleOf(seed: number, wanted: number | undefined, rows: number): Sample | undefined {
  return wanted === undefined || wanted >= rows
    ? undefined
    : { seed, limit: Math.ceil((wanted / rows) * 2 ** 32) };
}

/** The records of the company table that break nothing, in file order. */
async function* recordsOf(
  study: Study,
  models: RatingModels,
  { plan, loaded: { rejects }, ...only }: Parameters<RecordsOf>[0] & Pick<Comparing, 'plan' | 'loaded'>,
) {
  const { missingTexts, classification } = models.enterprise.value;
  const { contract, wanted } = models;
  const made = study.inputs.invoices === undefined ? [] : measuredColumns(contract).map(({ name }) => name);
  const columns = relax(
    datedColumns(contract, study.asOf),
    new Set([...wanted].filter((name) => !made.includes(name))),
  );
  const { file, path, mapping } = plan;
  const keyOf = (place: { readonly file?: string; readonly line?: number }) => `${place.line} ${place.file}`;
  const left = new Set(rejects.map(keyOf));
  const outside = new Set(rejects.map((problem) => problem.path));
  const options = { file, columns, wanted, missingTexts, classification, mapping, ...only };
  for await (const record of companyRecords(createReadStream(path, { highWaterMark: 1 << 20 }), options)) {
    if (left.has(keyOf(placeOf(plan, record.line)))) continue;
    if (outside.has(String(record.company.company_id)) || record.problems.length > 0) continue;
    yield record;
  }
}

interface Comparing {
  readonly models: RatingModels;
  readonly plan: LoadPlan;
  readonly loaded: LoadedCompanies;
  readonly ratings: string;
  readonly sample: Sample | undefined;
  readonly read: Awaited<ReturnType<typeof firmReader>>;
  readonly records: RecordsOf;
  /** Told the share of records that were compared. */
  readonly tell: (share: number) => void;
}

/** Records between two words about progress. */
const TELL_EVERY = 1000;

async function compareAll(engine: Engine, context: Comparing): Promise<Verification> {
  const { models, plan, loaded, ratings, sample, read } = context;
  const document = models.enterprise.value;
  const isLent = lends(models);
  const columns = [COMPANY_ID, ...ratingCompared(document), ...(isLent ? CREDIT_COMPARED : [])];
  const compared = equivalence(columns);
  const credit = isLent ? CREDIT : undefined;
  let first: Verification['first'] = null;
  const firms = pairUp({
    left: sampled(context),
    right: engine.stream(comparedQuery({ ratings, credit, document }, sample)),
    keyOf: { left: idOf, right: ([id]) => String(id) },
  });
  for await (const [record, row] of firms) {
    const traced = record && read(record);
    const found = row === undefined ? [] : columns.map((_name, i) => plain(row[i]));
    const differences = compared.compare(traced?.values ?? [], found);
    if (differences.length === 0) continue;
    first ??=
      traced === undefined
        ? { companyId: String(row?.[0]), values: [], features: [], file: null, line: null, differences }
        : { ...traced, ...placeOf(plan, traced.line), differences };
  }
  return { ...compared.result(), columns, rejected: loaded.rejected, first };
}

/** The records that are compared. */
async function* sampled({ records, sample, loaded: { rows }, tell }: Comparing) {
  const isAsked = sample && ((id: string) => hashOfId(sampleKey(sample, id)) < sample.limit);
  const all = sample === undefined ? rows : (rows * sample.limit) / 2 ** 32;
  let seen = 0;
  for await (const record of records({ isAsked })) {
    if (seen++ % TELL_EVERY === 0) tell(Math.min(1, seen / all));
    yield record;
  }
}

const idOf = ({ company }: CompanyRecord): string => String(company.company_id);

const plain = (value: unknown): Compared =>
  typeof value === 'bigint' ? Number(value) : ((value ?? null) as Compared);
