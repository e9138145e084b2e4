import { InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type Column, isNumeric, isQuantity } from '../document/column.js';
import { mergeContract } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { type Engine, openEngine } from '../engine/engine.js';
import { labelledRatings } from '../sql/validate.js';
import type { Study } from '../study/open-study.js';
import { sizeClasses, sizeEdges } from '../validation/size-classes.js';
import { limitsFor } from './engine-memory.js';
import { type Grouping, type LabelledFirms, labelledFirms, testedOf } from './labelled-firms.js';
import { COMPANIES, loadCompanies, planCompanies } from './load-companies.js';
import type { OpenRun } from './open-run.js';
import { relax } from './read-models.js';
import { sealedRatings } from './sealed-ratings.js';
import { isTrainedOn } from './trained-on.js';
import { sourcesOf, trainingContract } from './training-contract.js';
import { makeTrainingView, TRAINING } from './training-data.js';
import type { TrainingInputs } from './training-inputs.js';

interface Reading {
  readonly document: EnterpriseDocument;
  readonly run: OpenRun;
  readonly inputs: TrainingInputs;
  readonly groups: readonly string[];
  readonly internal: string | undefined;
  readonly scratch: string;
}

/**
 * The rated firms of a run that have a label, and whether the card was trained on their file.
 * @throws InputError UNKNOWN_COLUMN, NOT_A_NUMBER
 */
export async function readLabelledFirms(
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
    const firms = await labelledIn(engine, study, { run, inputs, groups, internal, spec, contract });
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

async function labelledIn(
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
  const sources = sourcesOf(spec, outcomes !== undefined);
  const matured = { outcomes: outcomes ?? new Map(), outcomeSource: sources.length - 1 };
  const tables = { training: TRAINING, companies: COMPANIES, ratings };
  const sql = labelledRatings({ ...tables, ...matured, groups, internal });
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
