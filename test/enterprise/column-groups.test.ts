import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import type { Bin } from '../../src/document/bin.js';
import type { BinnedFeature } from '../../src/enterprise/binned-feature.js';
import { groupColumns, rowsOf, spreadOf } from '../../src/enterprise/column-groups.js';
import { fitLogistic } from '../../src/enterprise/logistic.js';
import type { LogisticFit } from '../../src/enterprise/logistic-fit.js';
import { weightedProducts } from '../../src/enterprise/weighted-products.js';
import { correlations, woeMatrix } from '../../src/enterprise/woe-matrix.js';

const ROWS = 2_000;
/** Bins of each feature: the first seven go together by threes at the most, the eighth stands alone. */
const SIZES = [7, 6, 5, 7, 2, 7, 3, 399, 4];

const { integer, uniform, normal } = random(3);
const binned = SIZES.map((size): BinnedFeature => {
  const bins = Array.from({ length: size }, () => ({ woe: normal() }) as Bin);
  const codes = Uint16Array.from({ length: ROWS }, () => integer(2 * size));
  const binOfCell = Uint16Array.from({ length: 2 * size }, (_, cell) => cell >> 1);
  return { bins, cells: { codes }, binOfCell } as unknown as BinnedFeature;
});
/** Every other row. */
const rows = Uint32Array.from({ length: ROWS / 2 }, (_, i) => 2 * i);
const x = woeMatrix(binned, rows);
const groups = groupColumns(binned, rows);
const columns = SIZES.length;
const weight = Float64Array.from(rows, () => 0.5 + uniform());
const y = Uint8Array.from(rows, (_row, i) => (uniform() < 1 / (1 + Math.exp(1 - x[i * columns]!)) ? 1 : 0));

describe('columns in groups', () => {
  it('hold every column once, in order', () => {
    expect(groups.flatMap((group) => group.columns)).toEqual(SIZES.map((_size, j) => j));
    expect(groups.map(({ size }) => size)).toEqual([210, 294, 399, 4]);
  });

  it('hold the values of the row-major columns', () => {
    const all = Uint32Array.from(rows.keys());
    expect(rowsOf(groups, all, columns)).toEqual(x);
  });

  it('have the moments of the rows taken one by one', () => {
    const { mean, deviation } = spreadOf(groups, columns, weight);
    const total = weight.reduce((sum, w) => sum + w, 0);
    const products = weightedProducts(groups, weight, columns);
    const cell = (i: number, j: number) => (j === 0 ? 1 : x[i * columns + j - 1]!);
    for (let j = 0; j <= columns; j++) {
      for (let k = 0; k <= j; k++) {
        const own = rows.reduce((sum, _row, i) => sum + weight[i]! * cell(i, j) * cell(i, k), 0);
        expect(products[j * (columns + 1) + k]).toBeCloseTo(own, 9);
      }
    }
    for (let j = 0; j < columns; j++) {
      const average = products[(j + 1) * (columns + 1)]! / total;
      const square = products[(j + 1) * (columns + 2)]! / total - average ** 2;
      expect(mean[j]).toBeCloseTo(average, 12);
      expect(deviation[j]).toBeCloseTo(Math.sqrt(square), 10);
    }
  });

  it('correlate as the row-major columns do, which is by the same moments', () => {
    const expected = correlations(x, rows.length, columns);
    const products = weightedProducts(groups, new Float64Array(rows.length).fill(1), columns);
    const n = rows.length;
    const moment = (j: number, k: number) => {
      const at = (a: number, b: number) => products[Math.max(a, b) * (columns + 1) + Math.min(a, b)]!;
      return at(j + 1, k + 1) / n - (at(j + 1, 0) / n) * (at(k + 1, 0) / n);
    };
    for (const [j, row] of expected.entries())
      for (const [k, value] of row.entries())
        expect(moment(j, k) / Math.sqrt(moment(j, j) * moment(k, k))).toBeCloseTo(value, 9);
  });

  it.each([
    { name: 'weights', options: {}, more: { weight } },
    { name: 'bounds and a ridge', options: { nonNegative: true, l2: 3 }, more: { weight } },
    { name: 'an offset', options: {}, more: { weight, offset: Float64Array.from(rows, () => normal()) } },
    { name: 'Firth', options: { firth: true }, more: { weight } },
    { name: 'no weights', options: {}, more: {} },
  ])('are fitted like row-major columns: $name', ({ options, more }) => {
    const outcomes = { rows: rows.length, columns, y, ...more };
    const dense = fitLogistic({ ...outcomes, x }, options);
    const grouped = fitLogistic({ ...outcomes, groups }, options);
    const numbers = (fit: LogisticFit) => [
      fit.intercept,
      ...fit.coefficients,
      ...fit.standardErrors,
      fit.logLikelihood,
    ];
    numbers(grouped).forEach((value, i) => {
      const expected = numbers(dense)[i]!;
      expect(Math.abs(value - expected) < 1e-8 || Object.is(value, expected)).toBe(true);
    });
    expect(grouped.bound).toEqual(dense.bound);
    expect(grouped.converged).toBe(true);
  });
});
