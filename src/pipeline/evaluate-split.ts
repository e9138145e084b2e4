import type { Evaluation, Measures } from '../document/enterprise-document.js';
import type { EnterpriseSpec, Split } from '../document/enterprise-spec.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { type Calibration, calibrate, calibrated } from '../enterprise/calibrate.js';
import { type Card, fitCard, logitsOf } from '../enterprise/fit-card.js';
import { accuracy, discrimination } from '../validation/discrimination.js';
import type { TrainingData } from './training-data.js';

/** A split, fitted on its train rows and measured on both sides. */
export interface FittedSplit {
  readonly card: Card;
  readonly calibration: Calibration;
  readonly evaluation: Evaluation;
}

/** What a split is fitted from. */
export interface SplitContext {
  readonly spec: EnterpriseSpec;
  readonly data: TrainingData;
  readonly industry: IndustryDocument;
}

/**
 * Fits the card on the train rows, calibrates it on the customers among them, and measures it on train and test rows.
 * @throws InputError ONE_CLASS, DocumentError DIMENSION_EMPTY
 */
export function fitSplit(split: Split, { spec, data, industry }: SplitContext): FittedSplit {
  const { train, test } = data.splits.get(split.id)!;
  const card = fitCard({ spec, table: data.table, rows: train });
  const customers = train.filter((row) => data.customer[row] === 1);
  const isNamed = spec.label.customers !== undefined;
  const calibration = calibrate({
    badShare: card.badShare,
    longRunBadRate: spec.calibration.longRunBadRate,
    logits: isNamed ? logitsOf(card, data.table, customers) : new Float64Array(),
    bad: isNamed ? pick(data.table.bad, customers) : new Uint8Array(),
  });
  const measureOn = (rows: Uint32Array) => measure(rows, { card, calibration, data });
  const lookups = spec.features.some(({ kind }) => kind === 'lookup');
  const evaluation: Evaluation = {
    split: split.id,
    by: describe(split),
    industryAsOf: lookups ? industry.asOf : null,
    features: card.features.map(({ feature }) => feature.id),
    train: measureOn(train)!,
    test: measureOn(test),
    testCustomers: isNamed ? measureOn(test.filter((row) => data.customer[row] === 1)) : null,
    rejected: [...card.rejected],
    lookAheadRows: lookups
      ? { train: total(pick(data.lookAhead, train)), test: total(pick(data.lookAhead, test)) }
      : { train: 0, test: 0 },
  };
  return { card, calibration, evaluation };
}

function describe(split: Split): string {
  switch (split.by) {
    case 'hash':
      return `hash of the id, ${100 * split.testShare} % test`;
    case 'date':
      return `${split.column} from ${split.from}${split.until === undefined ? '' : ` until ${split.until}`}`;
    case 'given':
      return `${split.column} = ${split.test}`;
  }
}

interface Fitted {
  readonly card: Card;
  readonly calibration: Calibration;
  readonly data: TrainingData;
}

/** Null where the rows hold one class only. */
function measure(rows: Uint32Array, { card, calibration, data }: Fitted): Measures | null {
  const bad = pick(data.table.bad, rows);
  const bads = total(bad);
  if (bads === 0 || bads === rows.length) return null;
  const logits = logitsOf(card, data.table, rows).map((value) => calibrated(value, calibration));
  const weight = Float64Array.from(rows, (row) => data.table.weightMillionths[row]!);
  const { n, auc, aucLow, aucHigh, ks } = discrimination(logits, bad);
  return { n, bads, auc, aucLow, aucHigh, ks, ...accuracy(logits.map(probability), bad, weight) };
}

/** P(bad) of a logit. */
export function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function pick(values: Uint8Array, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => values[row]!);
}

function total(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
