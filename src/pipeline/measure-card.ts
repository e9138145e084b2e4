import { sum } from '../core/numbers.js';
import { areAlike, pick } from '../core/pick.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Measures } from '../document/measures.js';
import type { Evaluation } from '../document/training-evidence.js';
import { type Calibration, calibrated } from '../enterprise/calibrate.js';
import { logitsOf, sampleProbabilities } from '../enterprise/card-logits.js';
import type { Card } from '../enterprise/fit-card.js';
import { hosmerLemeshow } from '../validation/calibration.js';
import { accuracy, aucInterval, discrimination } from '../validation/discrimination.js';
import { sourcePairs } from '../validation/source-pairs.js';
import type { TrainingData } from './training-data.js';

/** A calibrated card and the data it is measured on. */
export interface Measured {
  readonly card: Card;
  readonly calibration: Calibration;
  readonly data: TrainingData;
}

/**
 * How the card does on some rows; null where they hold one class only. It ranks by its own logits; probabilities are held against
 * labels beside the offset that these were drawn with. Hosmer-Lemeshow is not made for rows that weigh differently: null there.
 * @param fitted parameters that were fitted on these rows: 2 on those that trained, 0 on others
 */
export function measure(
  rows: Uint32Array,
  { card, calibration, data }: Measured,
  fitted: 0 | 2,
): Measures | null {
  const bad = pick(data.table.bad, rows);
  const bads = sum(bad);
  if (bads === 0 || bads === rows.length) return null;
  const logits = logitsOf(card, rows).map((value) => calibrated(value, calibration));
  const weight = pick(data.table.weightMillionths, rows);
  const p = sampleProbabilities(logits, data.table, rows);
  const ranking = discrimination(logits, bad);
  const { n, auc, gini, ks } = ranking;
  const test = areAlike(weight) ? hosmerLemeshow(p, bad, { fitted, ties: 'together' }) : undefined;
  return {
    n,
    bads,
    auc,
    ...aucInterval(ranking),
    gini,
    ks,
    ...accuracy(p, bad, weight),
    hosmerLemeshow: test === undefined ? null : { chi2: test.chi2, df: test.df, p: test.p },
  };
}

/** AUC of each source of goods against each source of bads, on some rows. */
export function pairsOfSources(
  rows: Uint32Array,
  card: Card,
  { data, spec }: { readonly data: TrainingData; readonly spec: EnterpriseSpec },
): Evaluation['sourcePairs'] {
  if (spec.label === undefined || data.sources.length < 2) return [];
  const { bad, source } = data.table;
  return sourcePairs(
    { risk: logitsOf(card, rows), bad: pick(bad, rows), source: pick(source, rows) },
    data.sources.map(({ id }) => id),
  );
}
