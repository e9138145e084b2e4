import { describe, expect, it } from 'vitest';
import type { Bin } from '../../src/document/bin.js';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { type CandidateFeature, selectFeatures } from '../../src/enterprise/select-features.js';
import { numeric } from '../fixtures/training-table.js';

/** A feature whose WOE column has the given values. */
function candidate(id: string, values: readonly number[], iv = 1): CandidateFeature {
  const distinct = [...new Set(values)];
  const feature = numeric(id);
  return {
    feature,
    cells: { feature, shapes: [], codes: Uint16Array.from(values, (value) => distinct.indexOf(value)) },
    bins: distinct.map((woe) => ({ kind: 'missing', woe, iv: 0, points: 0, goods: 9, bads: 9 }) as Bin),
    binOfCell: Uint16Array.from(distinct.keys()),
    units: [],
    iv,
    missingShare: 0,
    determination: 0,
    trend: 'none',
    directedIv: iv,
    contraryIv: null,
    sourceDetermination: null,
  };
}

/** Three columns of a full design: independent of each other, mean 0, variance 1. */
const design = Array.from({ length: 8 }, (_, i) => [i >> 2, (i >> 1) & 1, i & 1].map((bit) => 2 * bit - 1));
const mixed = (...times: readonly number[]) =>
  design.map((row) => row.reduce((sum, value, j) => sum + value * (times[j] ?? 0), 0));

function select(
  candidates: readonly CandidateFeature[],
  change: object = {},
  shielded: readonly string[] = [],
) {
  const limits = enterpriseSpecSchema.shape.selection.parse({ maxIv: 99, ...change });
  const rows = Uint32Array.from(candidates[0]!.cells.codes.keys());
  const { kept, rejected } = selectFeatures(candidates, { rows, limits, shielded: new Set(shielded) });
  return { kept: kept.map(({ feature }) => feature.id), rejected };
}

describe('information value', () => {
  it('that is too good to be known beforehand is a suspected leak', () => {
    const { kept, rejected } = select([candidate('a', mixed(1), 4), candidate('b', mixed(0, 1), 4.1)], {
      maxIv: 4,
    });
    expect(kept).toEqual(['a']);
    expect(rejected).toMatchObject([{ feature: 'b', stage: 'leakage', value: 4.1, limit: 4 }]);
  });
});

describe('correlation', () => {
  // The correlation of a and a + b is √½, between 0.7 and 0.71.
  const [a, sum] = [mixed(1), mixed(1, 1)];

  it('drops the one that tells less, or stands later of equals, from the limit on', () => {
    const pair = (ivA: number, ivSum: number, maxCorrelation: number) =>
      select([candidate('a', a, ivA), candidate('sum', sum, ivSum)], { maxCorrelation, maxVif: 99 });
    expect(pair(1, 1, 0.71).kept).toEqual(['a', 'sum']);
    expect(pair(1, 1, 0.7).kept).toEqual(['a']);
    const { kept, rejected } = pair(1, 2, 0.7);
    expect(kept).toEqual(['sum']);
    expect(rejected).toMatchObject([{ feature: 'a', stage: 'correlation', limit: 0.7 }]);
    expect(rejected[0]!.value).toBeCloseTo(Math.SQRT1_2, 12);
  });
});

describe('variance inflation', () => {
  it('drops the feature that the others explain best, until none is above the limit', () => {
    // c = a + b + e/2. Of its variance 2.25, a and b explain 2: VIF 9. Of a’s variance 1, c − b explains 1/1.25: VIF 5.
    const columns = [candidate('a', mixed(1)), candidate('b', mixed(0, 1)), candidate('c', mixed(1, 1, 0.5))];
    const { kept, rejected } = select(columns, { maxVif: 5 });
    expect(kept).toEqual(['a', 'b']);
    expect(rejected).toMatchObject([{ feature: 'c', stage: 'vif', limit: 5 }]);
    expect(rejected[0]!.value).toBeCloseTo(9, 9);
    expect(select(columns, { maxVif: 9.01 }).kept).toEqual(['a', 'b', 'c']);
  });

  it('drops the least telling of those that determine each other, whose inflation is no number', () => {
    const columns = [
      candidate('a', mixed(1), 3),
      candidate('b', mixed(0, 1), 1),
      candidate('sum', mixed(1, 1), 2),
    ];
    const { kept, rejected } = select(columns, { maxCorrelation: 0.8 });
    expect(kept).toEqual(['a', 'sum']);
    expect(rejected).toMatchObject([{ feature: 'b', stage: 'vif', value: null }]);
  });

  it('leaves a weak feature alone that stands apart from others which determine each other', () => {
    // Three flags of which every firm has exactly one, and a fourth column that has nothing to do with them.
    const rows = Array.from({ length: 24 }, (_, row) => row);
    const flag = (size: number) => rows.map((row) => (row % 3 === size ? 1 : -1));
    const apart = rows.map((row) => (row < 12 ? 1 : -1));
    const columns = [
      candidate('small', flag(0), 3),
      candidate('medium', flag(1), 2),
      candidate('apart', apart, 0.05),
      candidate('large', flag(2), 1),
    ];
    const { kept, rejected } = select(columns, { maxVif: 5 });
    expect(kept).toEqual(['small', 'medium', 'apart']);
    expect(rejected).toMatchObject([{ feature: 'large', stage: 'vif', value: null }]);
  });

  it('spares the last hope of a dimension', () => {
    const columns = [
      candidate('a', mixed(1), 2),
      candidate('b', mixed(0, 1), 1),
      candidate('c', mixed(1, 1, 0.5)),
    ];
    expect(select(columns, { maxVif: 4.9 }, ['c']).kept).toEqual(['a', 'c']);
  });
});
