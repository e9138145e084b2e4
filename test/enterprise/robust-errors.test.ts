import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { groupColumns } from '../../src/enterprise/column-groups.js';
import { inference } from '../../src/enterprise/inference.js';
import { fitLogistic, type LogisticData } from '../../src/enterprise/logistic.js';
import { robustErrors } from '../../src/enterprise/robust-errors.js';
import { woeMatrix } from '../../src/enterprise/woe-matrix.js';
import { all, binOn, numbers, numeric, tableOf } from '../fixtures/training-table.js';

const { uniform: draw } = random(7);
const ROWS = 400;
const x = Float64Array.from({ length: 2 * ROWS }, () => Math.round(4 * draw()));
const y = Uint8Array.from({ length: ROWS }, (_, i) => (draw() < 0.15 + 0.15 * x[2 * i]! ? 1 : 0));
const weight = Float64Array.from(y, (bad) => (bad === 1 ? 0.1 : 1 + Math.floor(3 * draw())));

describe('robust errors', () => {
  it('of one column with two values are those of two shares', () => {
    const one = Float64Array.from({ length: ROWS }, (_, i) => (x[2 * i]! > 1 ? 1 : 0));
    const data: LogisticData = { x: one, columns: 1, rows: ROWS, y, weight };
    // The variance of the log odds of each group: Σ w² (y − p)² / (Σ w p (1 − p))², p its weighted share.
    const [first, second] = [0, 1].map((group) => {
      const own = [...one.keys()].filter((i) => one[i] === group);
      const of = (value: (i: number) => number) => own.reduce((sum, i) => sum + value(i), 0);
      const p = of((i) => weight[i]! * y[i]!) / of((i) => weight[i]!);
      return of((i) => (weight[i]! * (y[i]! - p)) ** 2) / of((i) => weight[i]! * p * (1 - p)) ** 2;
    });
    const [intercept, slope] = robustErrors(fitLogistic(data), data)!;
    expect(intercept).toBeCloseTo(Math.sqrt(first!), 10);
    expect(slope).toBeCloseTo(Math.sqrt(first! + second!), 10);
  });

  it('do not depend on the size of the weights, and are not there where every firm weighs 1', () => {
    const data: LogisticData = { x, columns: 2, rows: ROWS, y, weight };
    const tenfold = { ...data, weight: weight.map((each) => 10 * each) };
    const found = robustErrors(fitLogistic(data), data)!;
    robustErrors(fitLogistic(tenfold), tenfold)!.forEach((each, i) => {
      expect(each).toBeCloseTo(found[i]!, 10);
    });
    const even = { ...data, weight: weight.map(() => 1) };
    expect(robustErrors(fitLogistic(even), even)).toBeUndefined();
    expect(inference(fitLogistic(even), even).coefficients[0]).not.toHaveProperty('robust');
    // Drawn by outcome, the slopes lose nothing by their weights: about the errors of the plain fit.
    const plain = fitLogistic({ x, columns: 2, rows: ROWS, y }).standardErrors;
    const { coefficients } = inference(fitLogistic(data), data);
    expect(coefficients[0]!.robust!.standardError / plain[1]!).toBeLessThan(1.3);
    expect(coefficients[0]!.standardError! / plain[1]!).toBeGreaterThan(1.5);
  });

  it('are the same where columns are grouped, offset and all', () => {
    const columns = [0, 1].map((j) => Array.from({ length: ROWS }, (_, i) => x[2 * i + j]!));
    const table = tableOf({ a: numbers(columns[0]!), b: numbers(columns[1]!) }, [...y]);
    const features = ['a', 'b'].map((name) => binOn(numeric(name), table, { minShare: 0 }));
    const rows = all(table);
    const offset = Float64Array.from(y, (_bad, i) => (i % 3) / 10);
    const both = { columns: 2, rows: ROWS, y, weight, offset };
    const plain = { ...both, x: woeMatrix(features, rows) };
    const grouped = { ...both, groups: groupColumns(features, rows) };
    const expected = robustErrors(fitLogistic(plain), plain)!;
    robustErrors(fitLogistic(grouped), grouped)!.forEach((each, i) => {
      expect(each).toBeCloseTo(expected[i]!, 8);
    });
  });
});
