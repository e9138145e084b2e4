import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { binCells } from '../../src/enterprise/bin-feature.js';
import { cutCells } from '../../src/enterprise/cells.js';
import { fitOptionsOf, logisticData } from '../../src/enterprise/fit-card.js';
import { fitLogistic } from '../../src/enterprise/logistic.js';
import { sampleRows } from '../../src/enterprise/prebins.js';
import { countCells } from '../../src/enterprise/training-table.js';
import { type EnterpriseDocument, openStudy, readEnterprise, type Study } from '../../src/index.js';
import { countPopulation } from '../../src/pipeline/place-population.js';
import { trainingContract } from '../../src/pipeline/training-contract.js';
import { readTrainingData } from '../../src/pipeline/training-data.js';
import { readTrainingInputs } from '../../src/pipeline/training-inputs.js';
import { NO_INDUSTRIES } from '../../src/sql/company.js';
import { loadTraining } from '../training-study.js';
import type { Stage } from './peer.js';

type Clock = (stage: Stage) => void;

/** Prints the seconds of each stage of training a study that `dipper train` has just trained, as one JSON object. */
async function main(folder: string): Promise<void> {
  const study = await openStudy(folder);
  const document = (await readEnterprise(study)).value;
  const stages = await stagesOf(study, document, folder);
  const auc = document.training.evaluations[0]?.train.auc ?? null;
  console.log(JSON.stringify({ stages, auc, versions: { node: process.versions.node } }));
}

async function stagesOf(study: Study, document: EnterpriseDocument, folder: string) {
  const scratch = join(folder, '.scratch');
  mkdirSync(scratch, { recursive: true });
  const spec = (await readTrainingInputs(study)).spec.value;
  const seconds: Partial<Record<Stage, number>> = {};
  const engine = await openEngine({ workFolder: scratch });
  const clock = stopwatch(seconds);
  const data = await read(engine, study, spec);
  clock('read');
  fitSteps(data, { spec, clock });
  await countPopulation(engine, document, { industry: NO_INDUSTRIES, asOf: study.asOf });
  clock('score');
  engine.close();
  return seconds;
}

type Spec = Awaited<ReturnType<typeof readTrainingInputs>>['spec']['value'];
type Data = Awaited<ReturnType<typeof readTrainingData>>;

/** The file into the engine, and its features and labels into typed arrays. */
async function read(engine: Engine, study: Study, spec: Spec): Promise<Data> {
  const contract = trainingContract(spec);
  await loadTraining(engine, study, contract);
  const options = { spec, industry: undefined, asOf: study.asOf, contract, outcomes: undefined };
  return readTrainingData(engine, options);
}

/** Bins, WOE columns, and the regression with standard errors. */
function fitSteps(
  { table, splits }: Data,
  { spec, clock }: { readonly spec: Spec; readonly clock: Clock },
): void {
  const { train } = splits.get('all')!;
  const sample = sampleRows(train, table.sampleKey);
  const binned = spec.features.map((feature) => {
    const cells = cutCells(feature, table, { sample, binning: spec.binning });
    const counts = countCells(table, train, { codes: cells.codes, size: cells.shapes.length });
    const bins = binCells(cells, counts, { binning: spec.binning, waived: false });
    return { ...bins, sourceDetermination: null };
  });
  clock('bin');
  const columns = logisticData(binned, table, train);
  clock('apply');
  fitLogistic(columns, fitOptionsOf(spec, undefined));
  clock('fit');
}

/** Keeps the seconds since the last call under the name of the stage that has just ended. */
function stopwatch(seconds: Partial<Record<Stage, number>>): Clock {
  let last = performance.now();
  return (stage) => {
    seconds[stage] = (performance.now() - last) / 1000;
    last = performance.now();
  };
}

await main(process.argv[2]!);
