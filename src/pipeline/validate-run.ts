import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentError } from '../core/errors.js';
import { sum } from '../core/numbers.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { readDocument } from '../document/read-document.js';
import type { OutcomeLabels } from '../enterprise/outcome-labels.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';
import { modelPath, type Study } from '../study/open-study.js';
import { type Status, worstOf } from '../validation/status.js';
import type { LabelledFirms } from './labelled-firms.js';
import { openRun } from './open-run.js';
import { readLabelledFirms } from './read-labelled-firms.js';
import { readPolicy } from './read-models.js';
import { sourcesOf } from './training-contract.js';
import { readTrainingInputs, type TrainingInputs } from './training-inputs.js';
import { type Validated, validateFirms } from './validate-firms.js';

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
  /**
   * Where the pds were moved to a long-run bad rate and no customers are named: by how much in log odds, and of how many firms the bad
   * ones weigh e^shift for it: of those whose very labels the card was trained on. How others were drawn nobody said.
   */
  readonly prior?: { readonly shift: number; readonly weighed: number };
}

/** Firms of a file of outcomes: those that are held against their ratings, and why the others are not. */
export interface OutcomeUse extends Omit<OutcomeLabels, 'labels' | 'known' | 'badLater'> {
  /** Good, and bad after the window that counts; left out where there are none. */
  readonly badLater?: number;
  readonly used: number;
  /** Of those used: no longer in the company table, so in no segment of it; left out where there are none. */
  readonly gone?: number;
  /** Of those used: bad by the day of the ratings, or not seen after it. */
  readonly before: number;
  /** Good or bad, but not among the run's rated firms. */
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
    const { firms, isSeen } = await readLabelledFirms(study, {
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
    const shift = isNamed ? 0 : (document.training.calibration?.priorShift ?? 0);
    const isOutcome = (row: number) => outcomes !== null && firms.source[row] === sources.length - 1;
    const isTrainedOn = (row: number) => (isOutcome(row) ? areSame : isSeen);
    const validated = validateFirms(drawnBy(firms, shift, isTrainedOn), {
      document,
      sources: sources.map(({ id }) => id),
      groups,
      isNamed,
      isFitted: trainedOn === firms.id.length,
    });
    const prior = shift === 0 ? {} : { prior: { shift, weighed: trainedOn } };
    return { run: run.manifest.run, ...validated, status: gravest(validated), trainedOn, outcomes, ...prior };
  } finally {
    await dropWorkFolder(work);
  }
}

/** Firms of a sample by outcome: a bad one stands for as many as the prior correction says. */
function drawnBy(firms: LabelledFirms, shift: number, isDrawn: (row: number) => boolean): LabelledFirms {
  if (shift === 0) return firms;
  const weight = firms.weight.map((own, row) =>
    firms.bad[row] === 1 && isDrawn(row) ? own * Math.exp(shift) : own,
  );
  return { ...firms, weight };
}

/** Outcomes are the last of the sources. */
function outcomeUse(
  { labels, known, companies, immature, immatureBad, badLater, refused, open }: OutcomeLabels,
  { id, source, gone: isGone }: LabelledFirms,
  place: number,
): OutcomeUse {
  const ids = id.filter((_id, row) => source[row] === place);
  const before = ids.filter((each) => known.has(each)).length;
  const used = ids.length;
  const gone = sum(isGone);
  const left = { notRated: labels.size - used, immature, immatureBad, refused, open };
  return { companies, used, before, ...left, ...(badLater > 0 && { badLater }), ...(gone > 0 && { gone }) };
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
