import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sha256 } from '../core/hash.js';
import type { OnProgress } from '../core/progress.js';
import { codeVersion } from '../core/version.js';
import { canonicalJson } from '../document/canonical.js';
import { gatesOf, maskText } from '../document/gates.js';
import { type Engine, openEngine } from '../engine/engine.js';
import { readAssignments } from '../ingest/assignments.js';
import { writeCsv } from '../output/csv.js';
import { industryTable } from '../output/industry-table.js';
import { rejectTable } from '../output/problem-tables.js';
import {
  dropWorkFolder,
  findRun,
  type Manifest,
  openWorkFolder,
  publishRun,
  type WorkFolder,
} from '../output/run-folder.js';
import { targetList } from '../output/target-list.js';
import { exportCredit, exportGated, exportRatings, exportRefused, runQueries } from '../sql/export.js';
import type { Study } from '../study/open-study.js';
import type { Language } from '../text/reason.js';
import { keepingRejects } from './keep-rejects.js';
import { lend } from './lend.js';
import {
  type CompanyPlan,
  companyFiles,
  type LoadedCompanies,
  loadCompanies,
  planCompanies,
} from './load-companies.js';
import { portfolioOf } from './portfolio-of.js';
import { planOptions, rateCompanies } from './rate-companies.js';
import { type Models, readModels } from './read-models.js';
import { type RunSummary, type SummaryInput, summarise } from './run-summary.js';
import { countOverrides, readTierInputs, type TierInputs } from './settle-tiers.js';

/** How a run is made. */
export interface RunOptions {
  /** Language of the reasons on the target list. Default `en`. */
  readonly language?: Language;
  /** Most memory of the engine before it spills to disk, e.g. `1GB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}

/** A finished run. */
export interface RunResult {
  readonly folder: string;
  /** True when a run with the same inputs, documents, code and options was there already; nothing was written. */
  readonly alreadyComplete: boolean;
  readonly manifest: Manifest;
  /** What the run found; undefined when it was there already. */
  readonly summary?: RunSummary;
}

const CREDIT = 'credit';

/**
 * The main job: company table → ratings → target list with lines and rates → one complete folder.
 * @param study the study
 * @param options language, limits, progress
 * @throws InputError for bad data, DocumentError for missing or contradictory documents
 */
export async function runStudy(study: Study, options: RunOptions = {}): Promise<RunResult> {
  const models = await readModels(study);
  const assignments = await readOptionalAssignments(study);
  const tierInputs = await readTierInputs(study);
  const work = await openWorkFolder(study.out);
  try {
    options.onProgress?.({ step: 'Reading the company file' });
    const plan = await planCompanies(study, planOptions(models, work.scratch));
    const identity = identify(study, models, { plan, assignments, tierInputs, options });
    const found = await findRun(study.out, identity.run);
    if (found !== undefined) {
      await dropWorkFolder(work);
      return { folder: join(study.out, identity.run), alreadyComplete: true, manifest: found };
    }
    return await makeRun(study, { models, assignments, tierInputs, work, plan, identity, options });
  } catch (error) {
    await dropWorkFolder(work);
    throw error;
  }
}

interface RunContext {
  readonly models: Models;
  readonly assignments: Assignments;
  readonly tierInputs: TierInputs;
  readonly work: WorkFolder;
  readonly plan: CompanyPlan;
  readonly identity: ReturnType<typeof identify>;
  readonly options: RunOptions;
}

/** Loads, rates, lends, writes and publishes. */
async function makeRun(study: Study, context: RunContext): Promise<RunResult> {
  const { models, work, plan, identity, options } = context;
  const step = (name: string) => options.onProgress?.({ step: name });
  const engine = await openEngine({ workFolder: work.scratch, ...options });
  try {
    step('Loading companies');
    const loaded = await keepingRejects(study.out, identity.run, () => loadCompanies(engine, plan));
    step('Rating');
    const ratings = await rateCompanies(engine, { asOf: study.asOf, models, tierInputs: context.tierInputs });
    step('Setting lines and rates');
    await lend(engine, { models, asOf: study.asOf, ratings, to: CREDIT });
    step('Writing');
    const summary = await write(engine, study, { ...context, loaded, ratings });
    const manifest = { ...identity, counts: summary.counts };
    const parquetRows = { 'ratings.parquet': summary.counts.rated!, 'credit.parquet': summary.lentTo };
    const published = await publishRun(work, study.out, { manifest, parquetRows });
    return { ...published, alreadyComplete: false, summary };
  } finally {
    engine.close();
  }
}

type Assignments = Awaited<ReturnType<typeof readOptionalAssignments>>;

async function readOptionalAssignments(study: Study) {
  const path = study.inputs.assignments;
  return path === undefined ? undefined : await readAssignments(path);
}

/** What the run is called: everything that decides its outputs, and nothing else. */
function identify(
  study: Study,
  { industry, enterprise, policy }: Models,
  made: Pick<RunContext, 'plan' | 'assignments' | 'tierInputs' | 'options'>,
) {
  const documents = {
    industry: { fingerprint: industry.fingerprint, status: industry.value.status },
    enterprise: { fingerprint: enterprise.fingerprint, status: enterprise.value.status },
    policy: { fingerprint: policy.fingerprint, status: policy.value.status },
  };
  const { plan, assignments, tierInputs } = made;
  const { previous, overrides } = tierInputs;
  const inputs = {
    ...companyFiles(plan),
    ...(assignments && { assignments: { file: 'assignments.csv', sha256: assignments.sha256 } }),
    ...(previous && { previousRatings: { file: previous.file, sha256: previous.sha256 } }),
    ...(overrides && { overrides: { file: overrides.file, sha256: overrides.sha256 } }),
  };
  const facts = {
    formatVersion: 1 as const,
    study: study.study,
    asOf: study.asOf,
    synthetic: study.synthetic,
    codeVersion: codeVersion(),
    seed: study.seed,
    inputs,
    documents,
    options: { language: made.options.language ?? 'en' },
  };
  return { run: `${study.asOf}-${sha256(canonicalJson(facts)).slice(0, 12)}`, ...facts };
}

interface WriteContext extends Omit<RunContext, 'plan' | 'identity'> {
  readonly loaded: LoadedCompanies;
  /** The table of settled ratings. */
  readonly ratings: string;
}

async function write(engine: Engine, study: Study, context: WriteContext): Promise<RunSummary> {
  const { models, work, ratings, loaded } = context;
  const path = (name: string) => join(work.path, name);
  const enterprise = models.enterprise.value;
  for (const name of ['ratings.csv', 'ratings.parquet'])
    await engine.run(exportRatings(ratings, path(name), enterprise));
  await engine.run(exportRefused(ratings, path('refused.csv')));
  const targets = await engine.rows(runQueries.targets(CREDIT));
  const documents = { policy: models.policy.value, industry: models.industry.value, enterprise };
  const portfolio = portfolioOf(targets, documents);
  const list = targetList(targets, {
    ...documents,
    stoppedBy: portfolio.stoppedBy,
    contract: models.contract,
    assignments: context.assignments?.rows ?? [],
    asOf: study.asOf,
    language: context.options.language ?? 'en',
    synthetic: study.synthetic,
  });
  await writeCsv(path('targets.csv'), list);
  const gates = await engine.rows(runQueries.gates(CREDIT));
  const known = gatesOf(models.policy.value);
  const masks = gates.map((row) => ({ mask: Number(row.gates), codes: maskText(Number(row.gates), known) }));
  await engine.run(exportGated(CREDIT, path('gates.csv'), masks));
  await engine.run(exportCredit(CREDIT, path('credit.parquet')));
  await writeCsv(path('industries.csv'), industryTable(models.industry.value));
  await writeCsv(path('rejects.csv'), rejectTable([...loaded.rejects, ...(loaded.invoices?.rejects ?? [])]));
  for (const document of [models.industry, models.enterprise, models.policy])
    await copyFile(document.path, path(basename(document.path)));
  return sumUp(engine, study, { ...context, targets, gates, portfolio: portfolio.summary });
}

type Found = WriteContext & Pick<SummaryInput, 'targets' | 'gates' | 'portfolio'>;

async function sumUp(engine: Engine, { asOf }: Study, found: Found): Promise<RunSummary> {
  const { models, loaded, targets, gates, portfolio, ratings, tierInputs } = found;
  const tiers = await engine.rows(runQueries.tiers(ratings));
  const refused = await engine.rows(runQueries.refused(ratings));
  const summary = summarise({ models, loaded, targets, tiers, refused, gates, portfolio });
  const overrides = await countOverrides(engine, tierInputs, {
    table: ratings,
    asOf,
    rated: summary.counts.rated!,
    limits: models.enterprise.value.overrides,
  });
  return overrides === undefined ? summary : { ...summary, overrides };
}
