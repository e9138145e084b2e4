import { describe, expect, it } from 'vitest';
import { fitLogistic, type LogisticData } from '../../src/enterprise/logistic.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';

interface Reference {
  readonly names: readonly string[];
  readonly columns?: readonly string[];
  readonly coef: readonly number[];
  readonly intercept: number;
  readonly se: readonly number[];
  readonly loglik: number;
  readonly C: number;
}
const references = caseJson<Record<string, Reference>>('logistic_regression.json');

function dataOf(rows: readonly Record<string, string>[], columns: readonly string[]): LogisticData {
  return {
    x: Float64Array.from(rows.flatMap((row) => columns.map((name) => Number(row[name])))),
    rows: rows.length,
    columns: columns.length,
    y: Uint8Array.from(rows, (row) => Number(row.y)),
  };
}

const close = (found: readonly number[], expected: readonly number[]) =>
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected[i]!)));
  });

describe.skipIf(!hasCases)('fitLogistic equals the reference fits (needs ../shared/cases)', () => {
  const woe = caseCsv('lr_woe_train.csv');
  const german = caseCsv('german.csv');

  it.each(['A_woe_train_MLE', 'B_woe_5var_MLE'])('%s: coefficients, standard errors, likelihood', (name) => {
    const reference = references[name]!;
    const fit = fitLogistic(dataOf(woe, reference.names.slice(1)));
    close([fit.intercept, ...fit.coefficients], reference.coef);
    close(fit.standardErrors, reference.se);
    close([fit.logLikelihood], [reference.loglik]);
    expect(fit.separated).toEqual([]);
  });

  it('with weights, on raw columns of very different size', () => {
    const reference = references.D_raw_numeric_weighted!;
    const weight = Float64Array.from(german, (row) => [2.5, 1, 0.5][Number(row.row) % 3]!);
    const fit = fitLogistic({ ...dataOf(german, reference.columns!), weight });
    close([fit.intercept, ...fit.coefficients], reference.coef);
    close(fit.standardErrors, reference.se);
  });

  it('with an offset', () => {
    const reference = references.E_offset!;
    const offset = Float64Array.from(german, (row) => 0.01 * (Number(row.row) % 7));
    const fit = fitLogistic({ ...dataOf(german, reference.columns!), offset });
    close([fit.intercept, ...fit.coefficients], reference.coef);
    close(fit.standardErrors, reference.se);
  });

  it.each(['1.0', '0.1', '0.01'])('with an L2 penalty of 1 / %s', (c) => {
    const reference = references[`F_woe_train_sklearn_L2_C${c}`]!;
    const fit = fitLogistic(dataOf(woe, reference.names), { l2: 1 / reference.C });
    close([fit.intercept, ...fit.coefficients], [reference.intercept, ...reference.coef]);
  });
});

describe('fitLogistic', () => {
  it('names the column that separates', () => {
    const noise = [3, 1, 2, 2, 3, 1];
    const x = Float64Array.from([1, 2, 3, 4, 5, 6].flatMap((value, i) => [noise[i]!, value]));
    const fit = fitLogistic({ x, rows: 6, columns: 2, y: Uint8Array.from([0, 0, 0, 1, 1, 1]) });
    expect(fit.separated).toContain(1);
  });

  it('gives the log odds when there is no column', () => {
    const fit = fitLogistic({ x: new Float64Array(), rows: 4, columns: 0, y: Uint8Array.from([1, 0, 0, 0]) });
    expect(fit.intercept).toBeCloseTo(Math.log(1 / 3), 14);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(4 / 3), 12);
  });
});
