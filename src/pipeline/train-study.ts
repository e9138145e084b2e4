import { type OnProgress, type OnStep, stepsOf } from '../core/progress.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';
import { mergeContract } from '../document/contract.js';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Evaluation } from '../document/training-evidence.js';
import { type Engine, type EngineLimits, loadEngine, openEngine } from '../engine/engine.js';
import { labelFreeCard } from '../enterprise/label-free.js';
import { secondOpinion } from '../enterprise/second-opinion.js';
import type { Scans } from '../ingest/scan-ahead.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { modelPath, type Study } from '../study/open-study.js';
import { assembleDocument, type Facts } from './assemble-enterprise.js';
import { assertWeighed } from './count-labels.js';
import { limitsFor } from './engine-memory.js';
import { EVERYBODY_TRAINS, fitSplit } from './fit-split.js';
import { keepingRejects } from './keep-rejects.js';
import { assertFewLeftOut, leaveOneOut } from './leave-one-out.js';
import { companyFiles, type LoadedCompanies, loadCompanies, planCompanies } from './load-companies.js';
import { relax } from './read-models.js';
import { replaceDocument } from './replace-document.js';
import { checkSources } from './source-checks.js';
import { splitsOf, trainingContract } from './training-contract.js';
import { readTrainingData, type TrainingData } from './training-data.js';
import { readTrainingInputs, type TrainingInputs } from './training-inputs.js';

/** How training is done. */
export interface TrainOptions extends EngineLimits {
  /** Path of outcomes.csv: matured outcomes of the bank's own lending become labels. */
  readonly outcomes?: string;
  readonly onProgress?: OnProgress;
  /** Scans of the company files that are under way. */
  readonly scans?: Scans;
}

/** A trained rating. */
export interface TrainResult {
  readonly path: string;
  readonly document: EnterpriseDocument;
  /** Records read, kept and rejected. */
  readonly companies: LoadedCompanies;
  /** Seconds of each cross-validated model in this run; not part of the document. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Features that a card without labels does without, and why; those of a fitted card stand in its evaluations. */
  readonly turnedAway: readonly RejectedFeature[];
  /** Splits whose test part tests nothing: nobody is in it, or only good or only bad firms. */
  readonly untested: readonly UntestedSplit[];
  /** What `selection.eventsPerFeature` asks for. */
  readonly eventsPerFeature: number;
  /** Where the document that was replaced lies, if it was approved. */
  readonly kept?: string;
}

/** A split that was to test, and does not. */
export interface UntestedSplit {
  readonly split: string;
  /** What its test part is, in words. */
  readonly by: string;
  /** Labelled firms in it. */
  readonly rows: number;
}

/**
 * Spec + labelled companies → enterprise.json: labels, bins, WOE, logistic regression, calibration, points, tiers.
 * The first split trains the document; every further one is fitted as evidence.
 * @param study the study
 * @param options limits, progress
 * @throws InputError for bad data, DocumentError for bad specs, DipperError SECOND_OPINION when two solvers disagree
 */
export async function trainStudy(study: Study, options: TrainOptions = {}): Promise<TrainResult> {
  const step = stepsOf(options.onProgress);
  const inputs = await readTrainingInputs(study, options.outcomes, study.asOf);
  const contract = trainingContract(inputs.spec.value);
  const work = await openWorkFolder(study.out);
  try {
    step('Reading the company file');
    loadEngine();
    const plan = await planCompanies(study, {
      columns: relax(mergeContract(contract.columns, inputs.policyInputs), contract.read),
      wanted: contract.read,
      missingTexts: inputs.spec.value.missingTexts,
      classification: inputs.industry?.value.classification ?? null,
      workFolder: work.scratch,
      scans: options.scans,
    });
    const engine = await openEngine({ workFolder: work.scratch, ...limitsFor(options, plan) });
    try {
      step('Loading companies');
      const name = `train-${plan.companies.sha256.slice(0, 12)}`;
      const companies = await keepingRejects(study.out, name, () => loadCompanies(engine, plan));
      const { document, ...told } = await train(engine, study, {
        inputs,
        contract,
        step,
        files: fingerprintsOf(companyFiles(plan)),
      });
      const path = modelPath(study, 'enterprise');
      const kept = await replaceDocument(study.out, path, document);
      return { path, document, companies, ...told, ...(kept && { kept }) };
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}

const fingerprintsOf = (files: Readonly<Record<string, { readonly sha256: string }>>) =>
  Object.fromEntries(Object.entries(files).map(([role, { sha256 }]) => [role, sha256]));

interface TrainContext {
  readonly inputs: TrainingInputs;
  readonly contract: ReturnType<typeof trainingContract>;
  readonly step: OnStep;
  /** Fingerprints of the files of the company table. */
  readonly files: Readonly<Record<string, string>>;
}

async function train(engine: Engine, study: Study, context: TrainContext) {
  const { inputs, step } = context;
  const spec = inputs.spec.value;
  const { contract } = context;
  const outcomes = inputs.outcomes?.labels;
  const dataOf = (industry: IndustryDocument | undefined) =>
    readTrainingData(engine, { spec, industry, asOf: study.asOf, contract, outcomes });
  if (spec.label === undefined && outcomes === undefined) {
    step('Weighing without labels');
    const data = await dataOf(inputs.industry?.value);
    const card = labelFreeCard(spec, data.table, inputs.view!);
    return finish(engine, study, { ...context, data, learned: { kind: 'label-free', card } });
  }
  const [first, ...others] = splitsOf(spec);
  const data = await dataOf(inputs.industry?.value);
  if (data.table.rows === 0) await assertWeighed(engine, spec.label?.weight);
  assertFewLeftOut(spec, data.table.rows);
  const shared = { spec, manual: inputs.manual, view: inputs.view };
  const asOf = inputs.industry?.value.asOf;
  const fitted = await fitSplit(first!, { ...shared, data, industryAsOf: asOf, onStep: step });
  const influence = fitted.card.prior?.influence ?? 0;
  const further: Evaluation[] = [];
  for (const split of others) {
    step(`Fitting split ${split.id}`);
    const variant = split.industry === undefined ? undefined : inputs.variants.get(split.industry)!.value;
    const own = variant === undefined ? data : await dataOf(variant);
    const context = { ...shared, data: own, industryAsOf: variant?.asOf ?? asOf, influence };
    further.push((await fitSplit(split, context)).evaluation);
  }
  step('Second opinion');
  const opinion = await secondOpinion(fitted.card.data, study.seed);
  const { train: rows } = data.splits.get(first!.id)!;
  const sourceChecks = checkSources(fitted.card, rows, { data, spec });
  const leftOut = leaveOneOut({ ...shared, data, industryAsOf: asOf, influence, onStep: step });
  const learned = { kind: 'fitted', fitted, further, opinion, sourceChecks, leftOut } as const;
  return finish(engine, study, { ...context, data, learned });
}

async function finish(
  engine: Engine,
  study: Study,
  { step, files, ...facts }: TrainContext & Pick<Facts, 'data' | 'learned'>,
) {
  step('Placing tiers');
  const document = await assembleDocument(engine, study, { ...facts, companies: files });
  const seconds = facts.learned.kind === 'fitted' ? (facts.learned.fitted.held?.seconds ?? {}) : {};
  const turnedAway = facts.learned.kind === 'label-free' ? facts.learned.card.rejected : [];
  const untested = untestedSplits(document.training.evaluations, facts.data);
  const { eventsPerFeature } = facts.inputs.spec.value.selection;
  return {
    document: enterpriseDocumentSchema.parse(document),
    seconds,
    turnedAway,
    untested,
    eventsPerFeature,
  };
}

function untestedSplits(evaluations: readonly Evaluation[], { splits }: TrainingData): UntestedSplit[] {
  return evaluations
    .filter(({ test, by }) => test === null && by !== EVERYBODY_TRAINS)
    .map(({ split, by }) => ({ split, by, rows: splits.get(split)!.test.length }));
}
