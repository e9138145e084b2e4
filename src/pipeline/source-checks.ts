import type { SourceCheck } from '../document/training-evidence.js';
import { probabilities } from '../enterprise/dial.js';
import type { Card } from '../enterprise/fit-card.js';
import { fitLogistic } from '../enterprise/logistic.js';
import { woeMatrix } from '../enterprise/woe-matrix.js';
import { discrimination } from '../validation/discrimination.js';
import type { TrainingData } from './training-data.js';

/** Above this AUC the features tell which list a good firm comes from. */
const COMPARABLE = 0.8;
/** Fewer good firms of a source than this tell nothing. */
const FEWEST = 30;
/** A light ridge, so that a source that can be told exactly has a finite fit. */
const RIDGE = 1;

/**
 * For each source of good firms: can the card's columns tell it from the other good firms? A logistic regression fitted on
 * every second good row and measured on the rest.
 */
export function checkSources(card: Card, rows: Uint32Array, { table, sources }: TrainingData): SourceCheck[] {
  const goods = rows.filter((row) => table.bad[row] === 0);
  const half = (parity: number) => goods.filter((_row, i) => i % 2 === parity);
  const [train, test] = [half(0), half(1)];
  const columns = card.features.length;
  const x = woeMatrix(card.features, train);
  const asked = woeMatrix(card.features, test);
  return sources.flatMap(({ id }, place): SourceCheck[] => {
    const isOwn = (row: number) => (table.source[row] === place ? 1 : 0);
    const [y, truth] = [Uint8Array.from(train, isOwn), Uint8Array.from(test, isOwn)];
    const n = truth.reduce((sum, own) => sum + own, 0);
    if (n < FEWEST || truth.length - n < FEWEST) return [];
    const { intercept, coefficients } = fitLogistic({ x, rows: train.length, columns, y }, { l2: RIDGE });
    const { auc } = discrimination(probabilities([intercept, ...coefficients], asked, test.length), truth);
    const verdict = auc > COMPARABLE ? 'not comparable' : 'comparable';
    return [{ source: id, n, others: truth.length - n, auc, verdict }];
  });
}
