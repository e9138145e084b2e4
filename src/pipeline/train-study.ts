import type { OnProgress } from '../core/progress.js';
import { mergeContract } from '../document/contract.js';
import {
  type EnterpriseDocument,
  type Evaluation,
  enterpriseDocumentSchema,
} from '../document/enterprise-document.js';
import type { Split } from '../document/enterprise-spec.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Loaded } from '../document/read-document.js';
import { writeDocument } from '../document/write-document.js';
import { type Engine, openEngine } from '../engine/engine.js';
import { secondOpinion } from '../enterprise/second-opinion.js';
import { planLoad } from '../ingest/load-plan.js';
import { dropWorkFolder, openWorkFolder } from '../output/run-folder.js';
import { modelPath, requiredInput, type Study } from '../study/open-study.js';
import { assembleDocument } from './assemble-enterprise.js';
import { fitSplit } from './evaluate-split.js';
import { keepingRejects } from './keep-rejects.js';
import { type LoadedCompanies, loadCompanies } from './load-companies.js';
import { relax } from './read-models.js';
import { readTrainingData, trainingContract } from './training-data.js';
import { readTrainingInputs, type TrainingInputs } from './training-inputs.js';

/** How training is done. */
export interface TrainOptions {
  /** Most memory of the engine before it spills to disk, e.g. `1GB`. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly onProgress?: OnProgress;
}

/** A trained rating. */
export interface TrainResult {
  readonly path: string;
  readonly document: EnterpriseDocument;
  /** Records read, kept and rejected. */
  readonly companies: LoadedCompanies;
}

/**
 * Spec + labelled companies → enterprise.json: labels, bins, WOE, logistic regression, calibration, points, tiers.
 * The first split trains the document; every further one is fitted as evidence.
 * @param study the study
 * @param options limits, progress
 * @throws InputError for bad data, DocumentError for bad specs, DipperError SECOND_OPINION when two solvers disagree
 */
export async function trainStudy(study: Study, options: TrainOptions = {}): Promise<TrainResult> {
  const step = (name: string) => options.onProgress?.({ step: name });
  const inputs = await readTrainingInputs(study);
  const contract = trainingContract(inputs.spec.value);
  const work = await openWorkFolder(study.out);
  try {
    step('Reading the company file');
    const plan = await planLoad(requiredInput(study, 'companies'), {
      columns: relax(mergeContract(contract.columns, inputs.policyInputs), contract.read),
      missingTexts: inputs.spec.value.missingTexts,
      workFolder: work.scratch,
    });
    const engine = await openEngine({ workFolder: work.scratch, ...options });
    try {
      step('Loading companies');
      const { classification } = inputs.industry.value;
      const companies = await keepingRejects(study.out, `train-${plan.sha256.slice(0, 12)}`, () =>
        loadCompanies(engine, { plan, wanted: contract.read, classification }),
      );
      const document = await train(engine, study, { inputs, contract, step, sha256: plan.sha256 });
      const path = modelPath(study, 'enterprise');
      await writeDocument(path, document);
      return { path, document, companies };
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}

interface TrainContext {
  readonly inputs: TrainingInputs;
  readonly contract: ReturnType<typeof trainingContract>;
  readonly step: (name: string) => void;
  /** Fingerprint of the company file. */
  readonly sha256: string;
}

async function train(engine: Engine, study: Study, context: TrainContext): Promise<EnterpriseDocument> {
  const { inputs, contract, step } = context;
  const spec = inputs.spec.value;
  const fitOn = async (split: Split, { value: industry }: Loaded<IndustryDocument>) => {
    step(`Fitting split ${split.id}`);
    const data = await readTrainingData(engine, { spec, industry, asOf: study.asOf, contract });
    return { data, fitted: fitSplit(split, { spec, data, industry }) };
  };
  const [first, ...others] = spec.splits;
  const further: Evaluation[] = [];
  for (const split of others) {
    const industry = split.industry === undefined ? inputs.industry : inputs.variants.get(split.industry)!;
    further.push((await fitOn(split, industry)).fitted.evaluation);
  }
  const { data, fitted } = await fitOn(first!, inputs.industry);
  step('Second opinion');
  const opinion = await secondOpinion(fitted.card.data, study.seed);
  step('Placing tiers');
  const facts = { data, fitted, further, opinion, contract, inputs, companies: context.sha256 };
  return enterpriseDocumentSchema.parse(await assembleDocument(engine, study, facts));
}
