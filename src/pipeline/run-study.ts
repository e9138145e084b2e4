import { join } from 'node:path';
import { allDone } from '../core/all-done.js';
import { assertChoice } from '../core/assert-option.js';
import type { OnProgress } from '../core/progress.js';
import { codeVersion } from '../core/version.js';
import { fingerprint } from '../document/canonical.js';
import type { Column } from '../document/column.js';
import { mappingMark } from '../document/mapping.js';
import { type Engine, type EngineLimits, loadEngine, openEngine } from '../engine/engine.js';
import type { Scans } from '../ingest/scan-ahead.js';
import { identified, type Manifest } from '../output/manifest.js';
import { findRun, publishRun } from '../output/run-folder.js';
import { dropWorkFolder, openWorkFolder, type WorkFolder } from '../output/work-folder.js';
import { ONE_THREAD_EACH } from '../sql/export.js';
import type { Study } from '../study/open-study.js';
import { LANGUAGES, type Language } from '../text/reason.js';
import { standing } from './assert-approved.js';
import { assertDocuments } from './documents-of-run.js';
import { limitsFor } from './engine-memory.js';
import { keepingRejects } from './keep-rejects.js';
import { lend } from './lend.js';
import { type CompanyPlan, companyFiles, planCompanies } from './load-companies.js';
import { loadRated, planOptions } from './rate-companies.js';
import { type JobPart, lends, modelsFor, type RatingModels } from './read-models.js';
import type { RatedSummary, RunSummary } from './run-summary.js';
import { readTierInputs, type TierInputs } from './settle-tiers.js';
import { type Assignments, studyAssignments } from './study-assignments.js';
import { type LentContext, writeLent, writeRated, writeRatings } from './write-run.js';

/** How a run is made. */
export interface RunOptions extends EngineLimits {
  /** Language of the reasons on the target list. Default `en`. */
  readonly language?: Language;
  /** `score`: ratings and no more, for which enterprise.json is enough. Default `all`: ratings, lines and rates. */
  readonly part?: JobPart;
  readonly onProgress?: OnProgress;
  /** Scans of the company files that are under way. */
  readonly scans?: Scans;
}

/** A finished run. */
export interface RunResult {
  readonly folder: string;
  /** True when a run with the same inputs, documents, code and options was there already; nothing was written. */
  readonly alreadyComplete: boolean;
  readonly manifest: Manifest;
  /** What the run found, without lines those of ratings; undefined when it was there already. */
  readonly summary?: RatedSummary | RunSummary;
}

const CREDIT = 'credit';

/** As many statements as are always under way while a run is written. */
const SIDE_BY_SIDE = 2;

/**
 * The main job: company table → ratings → target list with lines and rates → one complete folder; or the ratings alone.
 * @param study the study
 * @param options language, limits, progress
 * @throws InputError for bad data, USAGE for options that are none; DocumentError for missing or contradictory documents
 */
export async function runStudy(study: Study, options: RunOptions = {}): Promise<RunResult> {
  if (options.language !== undefined) assertChoice(options.language, '--lang', LANGUAGES);
  const models = await modelsFor(options.part ?? 'all', study);
  const { policy, industry } = models;
  const assignments = policy && (await studyAssignments(study, { policy, industry }));
  const tierInputs = await readTierInputs(study);
  const work = await openWorkFolder(study.out);
  try {
    options.onProgress?.({ step: 'Reading the company file' });
    // While the file is scanned in another thread there is time for it.
    loadEngine();
    const plan = await planCompanies(study, {
      ...planOptions(models, work.scratch),
      scans: options.scans,
    });
    const identity = identify(study, models, { plan, assignments, tierInputs, options });
    const found = await findRun(study.out, identity.run);
    if (found !== undefined) {
      const folder = join(study.out, identity.run);
      await assertDocuments(folder, found);
      await dropWorkFolder(work);
      return { folder, alreadyComplete: true, manifest: found };
    }
    return await makeRun(study, { models, assignments, tierInputs, work, plan, identity, options });
  } catch (error) {
    await dropWorkFolder(work);
    throw error;
  }
}

interface RunContext {
  readonly models: RatingModels;
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
  const engine = await openEngine({ workFolder: work.scratch, ...limitsFor(options, plan) });
  try {
    step('Loading and rating companies');
    const rating = { asOf: study.asOf, models, tierInputs: context.tierInputs };
    const rated = await keepingRejects(study.out, identity.run, () => loadRated(engine, plan, rating));
    const { loaded, ratings } = rated;
    step(lends(models) ? 'Setting lines and rates, writing' : 'Writing');
    const written = { models, tierInputs: context.tierInputs, work, loaded, ratings };
    // With a statement for each core nothing is gained by dividing one, and what was divided has to be put in order again.
    if (engine.threads <= SIDE_BY_SIDE) await engine.run(ONE_THREAD_EACH);
    const rest: Promise<RatedSummary | RunSummary> = lends(models)
      ? lendAndWrite(engine, study, { ...context, ...written, models })
      : writeRated(engine, study, written);
    const [summary] = await allDone([rest, writeRatings(engine, written)]);
    const manifest = { ...identity, counts: summary.counts };
    const lentRows = 'lentTo' in summary ? { 'credit.parquet': summary.lentTo } : {};
    const parquetRows = { 'ratings.parquet': summary.counts.rated!, ...lentRows };
    const published = await publishRun(work, study.out, { manifest, parquetRows });
    return { ...published, alreadyComplete: false, summary };
  } finally {
    engine.close();
  }
}

async function lendAndWrite(
  engine: Engine,
  study: Study,
  made: RunContext & Omit<LentContext, 'language' | 'credit'>,
): Promise<RunSummary> {
  const { models, ratings, options } = made;
  await lend(engine, { models, asOf: study.asOf, ratings, to: CREDIT });
  return writeLent(engine, study, { ...made, language: options.language ?? 'en', credit: CREDIT });
}

/** What the run is called: everything that decides its outputs, and nothing else. */
function identify(
  study: Study,
  { industry, enterprise, policy, policyInputs }: RatingModels,
  made: Pick<RunContext, 'plan' | 'assignments' | 'tierInputs' | 'options'>,
) {
  const given = { ...(industry && { industry }), enterprise, ...(policy && { policy }) };
  const documents = Object.fromEntries(
    Object.entries(given).map(([name, { fingerprint, value }]) => [
      name,
      { fingerprint, status: standing(value, study.asOf) },
    ]),
  );
  const { plan, assignments, tierInputs, options } = made;
  const { previous, overrides } = tierInputs;
  const inputs = {
    ...companyFiles(plan),
    ...(assignments && { assignments: assignments.input }),
    ...(previous && { previousRatings: previousMark(previous) }),
    ...(overrides && {
      overrides: { file: overrides.file, sha256: overrides.sha256, ...mappingMark(study.inputs.overrides) },
    }),
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
    options: policy === undefined ? ratedBy(policyInputs) : { language: options.language ?? 'en' },
  };
  return identified(facts);
}

/** The ratings of the run before, and of what run they are where they are as it wrote them. */
function previousMark({ file, sha256, madeBy }: NonNullable<TierInputs['previous']>) {
  const isAsMade = madeBy !== undefined && (madeBy.sha256 ?? sha256) === sha256;
  return { file, sha256, ...(isAsMade && { run: madeBy.run }) };
}

/** Columns that a policy declares are read by its contract, whether it lends or not. */
const ratedBy = (policyInputs: readonly Column[]) => ({
  part: 'score',
  ...(policyInputs.length > 0 && { policyInputs: fingerprint(policyInputs) }),
});
