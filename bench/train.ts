import { closeSync, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from '../src/document/mapping.js';
import { openEngine } from '../src/engine/engine.js';
import { binCells } from '../src/enterprise/bin-feature.js';
import { cutCells } from '../src/enterprise/cells.js';
import { fitCard, logisticData } from '../src/enterprise/fit-card.js';
import { sampleRows } from '../src/enterprise/prebins.js';
import { countCells } from '../src/enterprise/training-table.js';
import { type Company, companyRater, openStudy, readEnterprise } from '../src/index.js';
import { companyRecords } from '../src/ingest/company-records.js';
import { trainingContract } from '../src/pipeline/training-contract.js';
import { readTrainingData } from '../src/pipeline/training-data.js';
import { readTrainingInputs } from '../src/pipeline/training-inputs.js';
import { child } from './child.js';
import { FEATURES, loadTraining, writeTrainingStudy } from './training-study.js';

/** Prints the stages of training on `rows` labelled firms, the whole command, and the rating of one firm. */
export async function benchTraining(root: string, rows: number): Promise<void> {
  const folder = join(root, 'out', `bench-train-${rows}`);
  await writeTrainingStudy(folder, rows);
  rmSync(join(folder, 'models/enterprise.json'), { force: true });
  const whole = performance.now();
  const peak = await child(root, process.execPath, [
    join(root, 'dist/cli/main.js'),
    'train',
    '--study',
    folder,
    '--json',
  ]);
  const wholeSeconds = (performance.now() - whole) / 1000;
  console.log(`training on ${rows.toLocaleString('en-US')} x ${FEATURES}, all labelled (synthetic)`);
  await benchStages(folder, rows);
  console.log(`dipper train          ${wholeSeconds.toFixed(2)} s  peak ${peak.toFixed(0)} MB`);
  await benchRating(folder);
}

async function benchStages(folder: string, rows: number): Promise<void> {
  const study = await openStudy(folder);
  const { spec: loaded } = await readTrainingInputs(study);
  const spec = loaded.value;
  const contract = trainingContract(spec);
  const scratch = join(folder, '.scratch');
  mkdirSync(scratch, { recursive: true });
  const clock = stopwatch(rows);
  const engine = await openEngine({ workFolder: scratch });
  await loadTraining(engine, study, contract);
  clock('reading the file');
  const options = { spec, industry: undefined, asOf: study.asOf, contract, outcomes: undefined };
  const { table, splits } = await readTrainingData(engine, options);
  clock('features and labels');
  const train = splits.get('all')!.train;
  const sample = sampleRows(train, table.sampleKey);
  const binned = spec.features.map((feature) => {
    const cells = cutCells(feature, table, { sample, binning: spec.binning });
    const counts = countCells(table, train, { codes: cells.codes, size: cells.shapes.length });
    return {
      ...binCells(cells, counts, { binning: spec.binning, waived: false }),
      sourceDetermination: null,
    };
  });
  clock('binning');
  logisticData(binned, table, train);
  clock('WOE columns');
  const { fit } = fitCard(binned, { spec, table, rows: train });
  clock(`fit with inference (${fit.iterations} steps)`);
  engine.close();
}

/** Prints the seconds since the last call, and rows per second. */
function stopwatch(rows: number): (what: string) => void {
  let last = performance.now();
  return (what) => {
    const seconds = (performance.now() - last) / 1000;
    const speed = Math.round(rows / seconds).toLocaleString('en-US');
    console.log(`  ${what.padEnd(28)}${seconds.toFixed(2)} s  ${speed} rows/s`);
    last = performance.now();
  };
}

const FIRMS = 5_000;
const TURNS = 20;

/** The first bytes of a file, which may be longer than a text can be. */
function headOf(path: string, bytes: number): string {
  const file = openSync(path, 'r');
  const head = Buffer.alloc(bytes);
  const read = readSync(file, head);
  closeSync(file);
  return head.toString('utf8', 0, read);
}

async function benchRating(folder: string): Promise<void> {
  const study = await openStudy(folder);
  const enterprise = (await readEnterprise(study)).value;
  const rate = companyRater({ enterprise, asOf: study.asOf });
  const lines = headOf(pathOf(study.inputs.companies!), FIRMS * 300)
    .split('\n')
    .slice(0, FIRMS);
  const bytes = (async function* () {
    yield Buffer.from(`${lines.join('\n')}\n`);
  })();
  const wanted = new Set(enterprise.inputs.map(({ name }) => name));
  const contract = {
    file: 'companies.csv',
    columns: enterprise.inputs,
    wanted,
    missingTexts: [],
    classification: null,
  };
  const firms: Company[] = [];
  for await (const { company } of companyRecords(bytes, contract)) firms.push(company);
  const times = Array.from({ length: TURNS }, () => {
    const started = performance.now();
    for (const firm of firms) rate(firm);
    return ((performance.now() - started) * 1000) / firms.length;
  }).sort((a, b) => a - b);
  console.log(
    `rateCompany           ${times[TURNS / 2]!.toFixed(1)} µs a firm (${enterprise.features.length} features)`,
  );
}
