import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { assertChoice } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { hashFile } from '../core/hash-file.js';
import type { OnProgress } from '../core/progress.js';
import { writeWhole } from '../core/write-whole.js';
import { canonicalJson } from '../document/canonical.js';
import { mappingMark, pathOf } from '../document/mapping.js';
import { openEngine } from '../engine/engine.js';
import { identified, type Manifest } from '../output/manifest.js';
import { findRun, publishRun } from '../output/run-folder.js';
import { dropWorkFolder, openWorkFolder, type WorkFolder } from '../output/work-folder.js';
import type { ReportFacts } from '../report/facts.js';
import { reportPage } from '../report/page.js';
import { modelPath, type Study } from '../study/open-study.js';
import { LANGUAGES, type Language } from '../text/reason.js';
import { logOf } from './decide-applications.js';
import { limitsFor } from './engine-memory.js';
import { type FunnelOptions, funnelOf } from './funnel-of.js';
import { loadCompanies } from './load-companies.js';
import { type LentRun, lentRunOf, type OpenRun, openLentRun, openRun } from './open-run.js';
import { gatherFacts } from './report-facts.js';
import type { Lending } from './report-lent.js';
import { reportedValidation } from './reported-validation.js';
import { lentDocumentsOf, planRunCompanies, ratingDocumentsOf, scoredColumns } from './run-documents.js';
import { studyAssignments } from './study-assignments.js';
import { type ValidateOptions, type Validation, validateRun } from './validate-run.js';

/** What a report is made of. */
export interface ReportOptions {
  /** The run: its id, or its folder. */
  readonly run: string;
  /** Language the page opens in; it can be switched. Default `en`. */
  readonly language?: Language;
  /** Validate the run: against the labels of the company table, or the outcomes named here. Undefined: no validation. */
  readonly validation?: Omit<ValidateOptions, 'run'>;
  /** Count what became of the list. Undefined: no funnel. */
  readonly funnel?: Omit<FunnelOptions, 'run'>;
  /** Leave out the target list, for readers who must not see it. Default false. */
  readonly withoutList?: boolean;
  readonly onProgress?: OnProgress;
}

/** A report, written. */
export interface Reported {
  readonly folder: string;
  /** The HTML file. */
  readonly file: string;
  readonly alreadyComplete: boolean;
  readonly manifest: Manifest;
}

const FILE = 'report.html';

/**
 * Writes the report of a run, one self-contained HTML file, into a folder of its own beside the run.
 * @param study the study of the run
 * @throws InputError USAGE, UNKNOWN_RUN, CHANGED_INPUT when the company file is not the run's, and as validating and counting would
 */
export async function reportRun(study: Study, given: ReportOptions): Promise<Reported> {
  if (given.language !== undefined) assertChoice(given.language, '--lang', LANGUAGES);
  const run = await openAsked(study, given);
  const options = (await lentRunOf(run)) === undefined ? ofRatings(given) : given;
  const identity = await identify(study, run.manifest, options);
  const folder = join(study.out, identity.run);
  const found = await findRun(study.out, identity.run);
  if (found !== undefined)
    return { folder, file: join(folder, FILE), alreadyComplete: true, manifest: found };
  const work = await openWorkFolder(study.out);
  try {
    const facts = await factsOf(study, { run, work, options });
    options.onProgress?.({ step: 'Drawing' });
    const page = await reportPage(facts, options.language ?? 'en');
    await writeWhole(join(work.path, FILE), (file) => file.writeFile(page));
    const manifest = { ...identity, counts: run.manifest.counts };
    const published = await publishRun(work, study.out, { manifest, parquetRows: {} });
    return { ...published, file: join(published.folder, FILE), alreadyComplete: false };
  } catch (error) {
    await dropWorkFolder(work);
    throw error;
  }
}

/** Who came back from a list needs a list. */
const openAsked = (study: Study, { run, funnel }: ReportOptions): Promise<OpenRun> =>
  funnel?.lists === undefined && funnel?.log === undefined ? openRun(study, run) : openLentRun(study, run);

/** A run without a list has none to count or to leave out; outcomes still test its ratings. */
const ofRatings = ({ funnel: _none, withoutList: _nothing, ...options }: ReportOptions): ReportOptions =>
  options;

interface Making {
  readonly run: OpenRun;
  readonly work: WorkFolder;
  readonly options: ReportOptions;
}

async function factsOf(study: Study, { run, work, options }: Making): Promise<ReportFacts> {
  const { validation, funnel } = options;
  const facts = await runFacts(study, { run, work, options });
  if (validation !== undefined) options.onProgress?.({ step: 'Validating' });
  const found = validation && (await validatedOrNull(study, { ...validation, run: run.folder }));
  return {
    ...facts,
    validation: found ? reportedValidation(found, validation!) : undefined,
    isTooEarly: found === null,
    funnel: funnel && (await funnelOf(study, { ...funnel, run: run.folder })).steps,
  };
}

/** A validation; null where of no firm is known yet what became of it, or the card has no pds: that must not keep the rest from being shown. */
async function validatedOrNull(study: Study, options: ValidateOptions): Promise<Validation | null> {
  try {
    return await validateRun(study, options);
  } catch (error) {
    if (error instanceof InputError && ['NO_OUTCOMES', 'NO_PD'].includes(error.code)) return null;
    throw error;
  }
}

/** Loads the run's company table and asks it. */
async function runFacts(study: Study, { run, work, options }: Making) {
  const lent = await lentRunOf(run);
  const lending = lent && (await lendingOf(study, lent, !(options.withoutList ?? false)));
  const documents = lending?.documents ?? (await ratingDocumentsOf(study, run));
  options.onProgress?.({ step: 'Loading companies' });
  const wanted = scoredColumns(documents);
  const plan = await planRunCompanies(study, { run, documents, wanted, workFolder: work.scratch });
  const engine = await openEngine({ workFolder: work.scratch, ...limitsFor({}, plan) });
  try {
    await loadCompanies(engine, plan);
    options.onProgress?.({ step: 'Counting' });
    return await gatherFacts(engine, study, { run, documents, lending });
  } finally {
    engine.close();
  }
}

async function lendingOf(study: Study, run: LentRun, withList: boolean): Promise<Lending> {
  const documents = await lentDocumentsOf(run);
  return { run, documents, assignments: await studyAssignments(study, documents), withList };
}

/** What the report is called: the run, and everything that shapes the page. */
async function identify(study: Study, run: Manifest, options: ReportOptions) {
  const { run: _run, outputs: _outputs, counts: _counts, ...facts } = run;
  const { validation, funnel } = options;
  const files = {
    industryMap: study.inputs.industryMap,
    companyProducts: study.inputs.companyProducts,
    assignments: study.inputs.assignments,
    ...(validation && {
      outcomes: validation.outcomes,
      enterpriseSpec: modelPath(study, 'enterprise.spec'),
      policy: modelPath(study, 'policy'),
    }),
    ...(funnel && {
      funnelOutcomes: funnel.outcomes,
      decisions: logOf(study, funnel.log),
      ...Object.fromEntries((funnel.lists ?? []).map((list, i) => [`list${i + 1}`, list])),
    }),
  };
  const marks: Record<string, Manifest['inputs'][string]> = {};
  for (const [role, source] of Object.entries(files)) {
    if (source === undefined || !existsSync(pathOf(source))) continue;
    const path = pathOf(source);
    marks[role] = { file: basename(path), sha256: await hashFile(path), ...mappingMark(source) };
  }
  const inputs = { ...run.inputs, ...marks };
  const shape = {
    ofRun: run.run,
    language: options.language ?? 'en',
    withoutList: options.withoutList ?? false,
    validated: validation !== undefined,
    by: (validation?.by ?? []).join(' '),
    internal: validation?.internal ?? '',
    funnel: funnel !== undefined,
    ...(funnel?.until !== undefined && { until: funnel.until }),
    title: canonicalJson(study.title),
  };
  return identified({ ...facts, inputs, options: shape }, 'report');
}
