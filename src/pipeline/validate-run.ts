import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentError, InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type Column, isNumeric, isQuantity } from '../document/column.js';
import { mergeContract } from '../document/contract.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { readDocument } from '../document/read-document.js';
import { type Engine, openEngine } from '../engine/engine.js';
import type { OutcomeLabels } from '../enterprise/outcome-labels.js';
import { dropWorkFolder, openWorkFolder } from '../output/run-folder.js';
import { labelledRatings } from '../sql/validate.js';
import { modelPath, type Study } from '../study/open-study.js';
import { sizeClasses, sizeEdges } from '../validation/size-classes.js';
import { type Status, worstOf } from '../validation/status.js';
import { limitsFor } from './engine-memory.js';
import { COMPANIES, loadCompanies, planCompanies } from './load-companies.js';
import { type OpenRun, openRun } from './open-run.js';
import { readPolicy, relax } from './read-models.js';
import { sealedRatings } from './sealed-ratings.js';
import { isTrainedOn } from './trained-on.js';
import { makeTrainingView, sourcesOf, TRAINING, trainingContract } from './training-data.js';
import { readTrainingInputs, type TrainingInputs } from './training-inputs.js';
import {
  type Grouping,
  type LabelledFirms,
  labelledFirms,
  testedOf,
  type Validated,
  validateFirms,
} from './validate-firms.js';

/** What a run is validated by. */
export interface ValidateOptions {
  /** The run: its id, or its folder. */
  readonly run: string;
  /** Path of outcomes.csv: matured outcomes stand above the company table's labels. */
  readonly outcomes?: string;
  /**
   * Company columns that segments are made of, beside the industry; numbers are cut into five classes of equally many firms.
   * Default: the policy's town and its first revenue column.
   */
  readonly by?: readonly string[];
  /** The column with the bank's own rating, higher is worse. */
  readonly internal?: string;
}

/** What a run's ratings were worth. */
export interface Validation extends Validated {
  readonly run: string;
  readonly status: Status;
  /** Labelled firms whose label stands in the very files that the card was trained on: on them it shows how it fits, and no more. */
  readonly trainedOn: number;
  /** What became of the outcomes; null without a file of them. */
  readonly outcomes: OutcomeUse | null;
}

/** Firms of a file of outcomes: those that are held against their ratings, and why the others are not. */
export interface OutcomeUse extends Omit<OutcomeLabels, 'labels' | 'known' | 'badLater'> {
  /** Good, and bad after the window that counts; left out where there are none. */
  readonly badLater?: number;
  readonly used: number;
  /** Of those used: bad by the day of the ratings, or not seen after it. */
  readonly before: number;
  /** Good or bad, but not among the run's rated firms, or excluded by the spec. */
  readonly notRated: number;
}

/**
 * Holds a run's ratings against labels or outcomes: back-test by tier, calibration, discrimination by source and inside the bank's
 * customers, the bank's own rating, segments.
 * @param study the study of the run: its company table and enterprise.spec.json say who was good and bad
 * @throws InputError UNKNOWN_RUN, UNKNOWN_COLUMN, NOT_A_NUMBER, NO_OUTCOMES, NO_PD; DocumentError NO_LABELS
 */
export async function validateRun(study: Study, options: ValidateOptions): Promise<Validation> {
  const run = await openRun(study, options.run);
  const inputs = await readTrainingInputs(study, options.outcomes, run.manifest.asOf);
  assertLabels(inputs);
  const document = (await readDocument(join(run.folder, 'enterprise.json'), enterpriseDocumentSchema)).value;
  const groups = [...new Set(options.by ?? (await segmentColumns(study)))];
  const work = await openWorkFolder(study.out);
  try {
    const { firms, isSeen } = await readFirms(study, {
      document,
      run,
      inputs,
      groups,
      internal: options.internal,
      scratch: work.scratch,
    });
    const sources = sourcesOf(inputs.spec.value, inputs.outcomes !== undefined);
    const isNamed = inputs.spec.value.label?.customers !== undefined;
    const outcomes =
      inputs.outcomes === undefined ? null : outcomeUse(inputs.outcomes, firms, sources.length - 1);
    const used = outcomes?.used ?? 0;
    const areSame = document.training.outcomes?.sha256 === inputs.outcomes?.sha256;
    const trainedOn = (isSeen ? firms.id.length - used : 0) + (areSame ? used : 0);
    const validated = validateFirms(firms, {
      document,
      sources: sources.map(({ id }) => id),
      groups,
      isNamed,
      isFitted: trainedOn === firms.id.length,
    });
    return { run: run.manifest.run, ...validated, status: gravest(validated), trainedOn, outcomes };
  } finally {
    await dropWorkFolder(work);
  }
}

/** Outcomes are the last of the sources. */
function outcomeUse(
  { labels, known, companies, immature, immatureBad, badLater, refused, open }: OutcomeLabels,
  { id, source }: LabelledFirms,
  place: number,
): OutcomeUse {
  const ids = id.filter((_id, row) => source[row] === place);
  const before = ids.filter((each) => known.has(each)).length;
  const used = ids.length;
  const left = { notRated: labels.size - used, immature, immatureBad, refused, open };
  return { companies, used, before, ...left, ...(badLater > 0 && { badLater }) };
}

/** Segments and single tiers without power say little; the whole counts. */
function gravest({ pooled, tiers, steps, segments, probabilities }: Validated): Status {
  const { discrimination, spiegelhalter, hosmerLemeshow, line } = probabilities ?? {};
  const tests = [discrimination, spiegelhalter, hosmerLemeshow, line].flatMap((test) => test ?? []);
  const parts = [...tiers, ...steps, ...segments.flatMap((segment) => segment.tests), ...tests];
  const loud = parts.map(({ status }) => status);
  return worstOf([pooled.status, ...loud.filter((status) => status === 'fail' || status === 'watch')]);
}

function assertLabels({ spec, outcomes }: TrainingInputs): void {
  if (spec.value.label !== undefined || outcomes !== undefined) return;
  throw new DocumentError('NO_LABELS', 'Nobody says which firms were good and which were bad', [
    { code: 'NO_LABELS', file: 'enterprise.spec.json', path: 'label', expected: 'a label, or --outcomes' },
  ]);
}

/** Town and size, as the policy names them. */
async function segmentColumns(study: Study): Promise<string[]> {
  if (!existsSync(modelPath(study, 'policy'))) return [];
  const { portfolio, line } = (await readPolicy(study)).value;
  return [portfolio?.town?.column, line.revenue.columns[0]].filter((name) => name !== undefined);
}

interface Reading {
  readonly document: EnterpriseDocument;
  readonly run: OpenRun;
  readonly inputs: TrainingInputs;
  readonly groups: readonly string[];
  readonly internal: string | undefined;
  readonly scratch: string;
}

async function readFirms(
  study: Study,
  { document, run, inputs, groups, internal, scratch }: Reading,
): Promise<{ readonly firms: LabelledFirms; readonly isSeen: boolean }> {
  const spec = { ...inputs.spec.value, splits: [] };
  const contract = trainingContract(spec);
  const columns = mergeContract(contract.columns, inputs.policyInputs);
  const extra = [...groups, ...(internal === undefined ? [] : [internal])];
  const known = columns.map(({ name }) => name);
  assertColumns('--by', groups, known);
  if (internal !== undefined) assertColumns('--internal', [internal], known);
  assertNumber(internal, columns);
  const wanted = new Set([...contract.read, ...extra]);
  const plan = await planCompanies(study, {
    columns: relax(columns, wanted),
    wanted,
    missingTexts: spec.missingTexts,
    classification: inputs.industry?.value.classification ?? null,
    workFolder: scratch,
  });
  const engine = await openEngine({ workFolder: scratch, ...limitsFor({}, plan) });
  try {
    await loadCompanies(engine, plan);
    const firms = await query(engine, study, { run, inputs, groups, internal, spec, contract });
    const isTested = testedOf(firms, spec.label?.customers !== undefined);
    const classes = firms.groups.map(({ values }, i) =>
      classed(values, { name: groups[i]!, columns, isTested }),
    );
    return { firms: { ...firms, groups: classes }, isSeen: isTrainedOn(document, plan) };
  } finally {
    engine.close();
  }
}

/** Values of a column as segments are named: numbers by their class among the firms that are tested. */
function classed(
  values: readonly (string | null)[],
  of: {
    readonly name: string;
    readonly columns: readonly Column[];
    readonly isTested: (row: number) => boolean;
  },
): Grouping {
  if (!isQuantity(of.columns.find(({ name }) => name === of.name)!)) return { values };
  const edges = sizeEdges(values, of.isTested);
  return { values: sizeClasses(values, edges), edges };
}

/** The bank's own rating says which firm is worse by its size: words do not. */
function assertNumber(internal: string | undefined, columns: readonly Column[]): void {
  const column = columns.find(({ name }) => name === internal);
  if (column === undefined || isNumeric(column)) return;
  throw new InputError('NOT_A_NUMBER', 'The bank’s own rating must be a number, higher is worse', [
    {
      code: 'NOT_A_NUMBER',
      path: '--internal',
      column: column.name,
      found: `a ${column.type}`,
      expected: 'an integer or number, higher is worse',
    },
  ]);
}

async function query(
  engine: Engine,
  { asOf }: Study,
  made: Omit<Reading, 'scratch' | 'document'> & {
    readonly spec: TrainingInputs['spec']['value'];
    readonly contract: ReturnType<typeof trainingContract>;
  },
): Promise<LabelledFirms> {
  const { run, inputs, groups, internal, spec, contract } = made;
  const outcomes = inputs.outcomes?.labels;
  await makeTrainingView(engine, { spec, industry: inputs.industry?.value, asOf, contract, outcomes });
  const ratings = await sealedRatings(engine, run);
  const sql = labelledRatings({ training: TRAINING, companies: COMPANIES, ratings, groups, internal });
  const sources = sourcesOf(spec, outcomes !== undefined);
  return labelledFirms(await engine.columns(sql), { spec, sources, groups: groups.length });
}

function assertColumns(flag: string, names: readonly string[], known: readonly string[]): void {
  const problems = names
    .filter((name) => !known.includes(name))
    .map((found) => ({
      code: 'UNKNOWN_COLUMN',
      path: flag,
      found,
      expected: 'a company column',
      ...didYouMean(found, known),
    }));
  if (problems.length > 0) throw new InputError('UNKNOWN_COLUMN', 'No such company column', problems);
}
