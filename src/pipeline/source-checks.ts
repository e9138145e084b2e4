import { sum } from '../core/numbers.js';
import { pick } from '../core/pick.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { SourceCheck } from '../document/training-evidence.js';
import { cellsAsBins } from '../enterprise/bin-feature.js';
import { probabilities } from '../enterprise/dial.js';
import { type Card, logisticData } from '../enterprise/fit-card.js';
import { fitLogistic } from '../enterprise/logistic.js';
import { countCells, inOrderOfHash, type TrainingTable } from '../enterprise/training-table.js';
import { woeMatrix } from '../enterprise/woe-matrix.js';
import { discrimination } from '../validation/discrimination.js';
import type { TrainingData } from './training-data.js';

/** Fewer good firms than this, of the source or of the others, in either half tell nothing. */
const FEWEST = 30;
/** A light ridge, so that a source that can be told exactly has a finite fit. */
const RIDGE = 1;

/** What the sources are checked on. */
export interface SourceOptions {
  readonly data: TrainingData;
  readonly spec: EnterpriseSpec;
}

/**
 * For each source of good firms: can the card's features tell it from the other good firms? Their cells are weighed for that
 * question, fitted on every second good row in order of hash, the first among them, and measured on the rest: whatever the order
 * of the file.
 */
export function checkSources(
  { features }: Card,
  rows: Uint32Array,
  { data: { table, sources }, spec }: SourceOptions,
): SourceCheck[] {
  if (sources.length < 2) return [];
  // The offset is of odds of bad: it says nothing of where a good firm comes from.
  const { offset: _offset, ...unmoved } = table;
  const goods = inOrderOfHash(
    table,
    rows.filter((row) => table.bad[row] === 0),
  );
  const half = (parity: number) => goods.filter((_row, i) => i % 2 === parity);
  const [train, test] = [half(0), half(1)];
  return sources.flatMap(({ id }, place): SourceCheck[] => {
    const own = table.source.map((source) => (source === place ? 1 : 0));
    const truth = pick(own, test);
    const [n, fitted] = [sum(truth), sum(pick(own, train))];
    const fewest = Math.min(n, truth.length - n, fitted, train.length - fitted);
    if (fewest < FEWEST) return [];
    const asked: TrainingTable = { ...unmoved, bad: own };
    const binned = features.map(({ cells }) => {
      const counts = countCells(asked, train, { codes: cells.codes, size: cells.shapes.length });
      return cellsAsBins(cells, counts, { binning: spec.binning, waived: true });
    });
    const { intercept, coefficients } = fitLogistic(logisticData(binned, asked, train), { l2: RIDGE });
    const p = probabilities([intercept, ...coefficients], woeMatrix(binned, test), test.length);
    const { auc } = discrimination(p, truth);
    const verdict = auc > spec.selection.maxSourceAuc ? 'not comparable' : 'comparable';
    return [{ source: id, n, others: truth.length - n, auc, verdict }];
  });
}
