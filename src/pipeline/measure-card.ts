import { logistic } from '../core/logistic.js';
import { pick } from '../core/pick.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Measures } from '../document/measures.js';
import type { Evaluation } from '../document/training-evidence.js';
import { type Calibration, calibrated } from '../enterprise/calibrate.js';
import { type Card, logitsOf } from '../enterprise/fit-card.js';
import { hosmerLemeshow } from '../validation/calibration.js';
import { accuracy, discrimination } from '../validation/discrimination.js';
import type { TrainingData } from './training-data.js';

/** A calibrated card and the data it is measured on. */
export interface Measured {
  readonly card: Card;
  readonly calibration: Calibration;
  readonly data: TrainingData;
}

/** How the card does on some rows; null where they hold one class only. */
export function measure(rows: Uint32Array, { card, calibration, data }: Measured): Measures | null {
  const bad = pick(data.table.bad, rows);
  const bads = total(bad);
  if (bads === 0 || bads === rows.length) return null;
  const logits = logitsOf(card, rows).map((value) => calibrated(value, calibration));
  const weight = pick(data.table.weightMillionths, rows);
  const p = logits.map(logistic);
  const { n, auc, aucLow, aucHigh, gini, ks } = discrimination(logits, bad);
  const test = hosmerLemeshow(p, bad);
  return {
    n,
    bads,
    auc,
    aucLow: finite(aucLow, auc),
    aucHigh: finite(aucHigh, auc),
    gini,
    ks,
    ...accuracy(p, bad, weight),
    hosmerLemeshow: test === undefined ? null : { chi2: test.chi2, df: test.df, p: test.p },
  };
}

/** DeLong's interval needs two firms of each kind; with one the point stands for it. */
const finite = (end: number, auc: number) => (Number.isFinite(end) ? end : auc);

/** AUC of each source of goods against each source of bads. */
export function sourcePairs(
  rows: Uint32Array,
  card: Card,
  { data, spec }: { readonly data: TrainingData; readonly spec: EnterpriseSpec },
): Evaluation['sourcePairs'] {
  const { bad, source } = data.table;
  const sources = data.sources;
  if (spec.label === undefined || sources.length < 2) return [];
  const logits = logitsOf(card, rows);
  const of = (place: number, kind: number) =>
    [...rows.keys()].filter((i) => source[rows[i]!] === place && bad[rows[i]!] === kind);
  return sources.flatMap((goods, g) =>
    sources.flatMap((bads, b) => {
      const [good, worse] = [of(g, 0), of(b, 1)];
      if (good.length === 0 || worse.length === 0) return [];
      const both = [...good, ...worse];
      const { auc } = discrimination(
        both.map((i) => logits[i]!),
        both.map((_i, at) => (at < good.length ? 0 : 1)),
      );
      return [{ goods: goods.id, bads: bads.id, n: both.length, d: worse.length, auc }];
    }),
  );
}

export function total(values: Uint8Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
