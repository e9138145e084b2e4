import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import type { Bin } from '../../src/document/bin.js';
import type { BinnedFeature } from '../../src/enterprise/binned-feature.js';
import { expertPrior } from '../../src/enterprise/expert-prior.js';
import { logisticData } from '../../src/enterprise/fit-card.js';
import { secondOpinion } from '../../src/enterprise/second-opinion.js';
import { correlations, woeCorrelations, woeMatrix } from '../../src/enterprise/woe-matrix.js';
import { tableOf } from '../fixtures/training-table.js';

// Above 100,000 rows columns are grouped by their bins.
const ROWS = 100_001;
const { integer, normal, uniform } = random(5);

function feature(size: number): BinnedFeature {
  const bins = Array.from({ length: size }, () => ({ woe: normal() }) as Bin);
  const codes = Uint16Array.from({ length: ROWS }, () => integer(size));
  const binOfCell = Uint16Array.from({ length: size }, (_, cell) => cell);
  return { bins, cells: { codes }, binOfCell } as unknown as BinnedFeature;
}

const binned = [feature(5), feature(4), feature(6)];
const rows = Uint32Array.from({ length: ROWS }, (_, i) => i);
const x = woeMatrix(binned, rows);
const bad = Array.from(rows, (i) => (uniform() < 1 / (1 + Math.exp(2 - x[3 * i]!)) ? 1 : 0));
const table = tableOf({}, bad);

describe('more than a hundred thousand rows', () => {
  it('are grouped, unless a feature has more bins than a group may have codes', () => {
    expect(logisticData(binned, table, rows)).toHaveProperty('groups');
    expect(logisticData([feature(401)], table, rows)).toHaveProperty('x');
    expect(logisticData(binned, table, rows.subarray(1))).toHaveProperty('x');
  });

  it('correlate as row by row', () => {
    const byRow = correlations(x, ROWS, 3);
    for (const [j, row] of woeCorrelations(binned, rows).entries())
      for (const [k, value] of row.entries()) expect(value).toBeCloseTo(byRow[j]![k]!, 10);
  });

  it('are pulled towards the experts as row by row', () => {
    const grouped = logisticData(binned, table, rows);
    const { y, weight } = grouped;
    const weights = [0.5, 0.3, 0.2];
    const found = expertPrior(0.4, weights, grouped);
    const byRow = expertPrior(0.4, weights, { x, rows: ROWS, columns: 3, y, weight: weight! });
    expect(found.lambda).toBeCloseTo(byRow.lambda, 6);
    found.deviations.forEach((deviation, j) => {
      expect(deviation).toBeCloseTo(byRow.deviations[j]!, 10);
    });
  });

  it('are sampled for the second opinion, which agrees', async () => {
    expect(await secondOpinion(logisticData(binned, table, rows), 1)).toMatchObject({
      verdict: 'agrees',
      rows: 2000,
    });
  });
});
