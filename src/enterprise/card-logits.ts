import { logistic } from '../core/logistic.js';
import { BLOCK } from './column-groups.js';
import type { Card } from './fit-card.js';
import type { TrainingTable } from './training-table.js';

/**
 * The card's linear predictor, ln(odds of bad), of given rows, without any offset.
 * @param card the card
 * @param rows the rows, in order
 */
export function logitsOf({ features, fit }: Pick<Card, 'features' | 'fit'>, rows: Uint32Array): Float64Array {
  const logits = new Float64Array(rows.length).fill(fit.intercept);
  const parts = features.map(({ binOfCell, bins }, j) =>
    Float64Array.from(binOfCell, (bin) => fit.coefficients[j]! * bins[bin]!.woe),
  );
  for (let start = 0; start < rows.length; start += BLOCK) {
    const block = logits.subarray(start, start + BLOCK);
    const own = rows.subarray(start, start + BLOCK);
    for (const [j, { cells }] of features.entries())
      addParts(block, own, { codes: cells.codes, part: parts[j]! });
  }
  return logits;
}

/**
 * P(bad) in the sample: logits beside the log odds that belong to the sample, with which labels were drawn.
 * @param logits ln(odds of bad) of the rows, in order
 * @param table says whether there is an offset
 */
export function sampleProbabilities(
  logits: Float64Array,
  { offset }: Pick<TrainingTable, 'offset'>,
  rows: Uint32Array,
): Float64Array {
  return logits.map((value, i) => logistic(value + (offset?.[rows[i]!] ?? 0)));
}

interface Parts {
  readonly codes: Uint16Array;
  /** What each code adds. */
  readonly part: Float64Array;
}

function addParts(block: Float64Array, rows: Uint32Array, { codes, part }: Parts): void {
  for (let i = 0; i < block.length; i++) block[i]! += part[codes[rows[i]!]!]!;
}
