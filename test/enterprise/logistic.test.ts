import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { inference } from '../../src/enterprise/inference.js';
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
  readonly z: readonly number[];
  readonly p_value: readonly number[];
  readonly ci95_lo: readonly number[];
  readonly ci95_hi: readonly number[];
  readonly loglik_null: number;
  readonly lr_chi2: number;
  readonly lr_p: number;
  readonly aic: number;
  readonly bic: number;
  readonly cov: readonly (readonly number[])[];
  readonly cond_number_XtWX: number;
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

  it.each(['A_woe_train_MLE', 'B_woe_5var_MLE'])('%s: inference', (name) => {
    const reference = references[name]!;
    const data = dataOf(woe, reference.names.slice(1));
    const fit = fitLogistic(data);
    const found = inference(fit, data);
    const each = [found.intercept, ...found.coefficients];
    close(
      each.map(({ z }) => z!),
      reference.z,
    );
    close(
      each.map(({ low }) => low!),
      reference.ci95_lo,
    );
    close(
      each.map(({ high }) => high!),
      reference.ci95_hi,
    );
    close(
      each.map(({ p }, i) => p! / reference.p_value[i]!),
      each.map(() => 1),
    );
    close([found.logLikelihood, found.nullLogLikelihood], [reference.loglik, reference.loglik_null]);
    close(
      [found.likelihoodRatio.chi2, found.aic, found.bic],
      [reference.lr_chi2, reference.aic, reference.bic],
    );
    // The reference's optimiser stopped 1.6e-8 short of the null likelihood, whose closed form is exact.
    expect(found.nullLogLikelihood).toBeCloseTo(205 * Math.log(205 / 700) + 495 * Math.log(495 / 700), 11);
    expect(found.likelihoodRatio.p / reference.lr_p).toBeCloseTo(1, 7);
    close([found.conditionNumber!], [reference.cond_number_XtWX]);
    close(fit.covariance.flat(), reference.cov.flat());
  });

  it('with coefficients held at 0 or above', () => {
    const reference = references.H_woe_train_nonneg_MLE!;
    const fit = fitLogistic(dataOf(woe, reference.names.slice(1)), { nonNegative: true });
    close([fit.intercept, ...fit.coefficients], reference.coef);
    close([fit.logLikelihood], [reference.loglik]);
    expect(fit.bound).toEqual([]);
  });

  it('with weights, on raw columns of very different size', () => {
    const reference = references.D_raw_numeric_weighted!;
    const weight = Float64Array.from(german, (row) => [2.5, 1, 0.5][Number(row.row) % 3]!);
    const data = { ...dataOf(german, reference.columns!), weight };
    const fit = fitLogistic(data);
    close([fit.intercept, ...fit.coefficients], reference.coef);
    close(fit.standardErrors, reference.se);
    const { likelihoodRatio, aic, bic } = inference(fit, data);
    close([likelihoodRatio.chi2, aic, bic], [reference.lr_chi2, reference.aic, reference.bic]);
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

describe('the climb', () => {
  const shares = { x: new Float64Array(), rows: 4, columns: 0, y: Uint8Array.from([1, 0, 0, 0]) };

  it('halves steps that would overshoot, from a start far off', () => {
    // At 20 the curvature is 2e-9: a whole Newton step would go to minus 364 million.
    const fit = fitLogistic(shares, { start: [20] });
    expect(fit.converged).toBe(true);
    expect(fit.intercept).toBeCloseTo(Math.log(1 / 3), 12);
  });

  it('says that it did not arrive when its steps are used up', () => {
    const x = Float64Array.from([0, 0, 1, 1, 2, 2]);
    const data = { x, rows: 6, columns: 1, y: Uint8Array.from([1, 1, 1, 0, 0, 0]) };
    const fit = fitLogistic(data, { nonNegative: true, maxIterations: 1, start: [0, 1] });
    expect(fit.converged).toBe(false);
    expect(fit.bound).toEqual([0]);
    expect(fitLogistic(data, { nonNegative: true, start: [0, 1] }).coefficients).toEqual([0]);
  });

  it('leaves a constant column at 0 under a ridge, and the others as they are without it', () => {
    const y = Uint8Array.from([1, 0, 0, 1, 1, 0]);
    const x = [0, 0, 0, 1, 1, 1];
    const one = fitLogistic({ x: Float64Array.from(x), rows: 6, columns: 1, y }, { l2: 0.5 });
    const two = fitLogistic(
      { x: Float64Array.from(x.flatMap((value) => [value, 7])), rows: 6, columns: 2, y },
      { l2: 0.5 },
    );
    expect(two.coefficients[1]).toBe(0);
    close([two.intercept, two.coefficients[0]!], [one.intercept, one.coefficients[0]!]);
  });
});

describe('columns that determine each other', () => {
  const y = [1, 0, 0, 1, 1, 0];
  const data = {
    x: Float64Array.from([0, 0, 0, 1, 1, 1].flatMap((value) => [value, 2 * value])),
    rows: 6,
    columns: 2,
    y: Uint8Array.from(y),
  };

  it.each([{ firth: false }, { firth: true }])(
    'have no single maximum, and nothing is inferred: %j',
    (how) => {
      const fit = fitLogistic(data, how);
      expect([fit.converged, fit.covariance]).toEqual([false, []]);
      const { coefficients, conditionNumber } = inference(fit, data);
      expect(
        coefficients.map(({ standardError, z, p, low, high }) => [standardError, z, p, low, high]),
      ).toEqual(Array.from({ length: 2 }, () => [null, null, null, null, null]));
      expect(conditionNumber).toBeNull();
    },
  );
});

describe('the condition number', () => {
  it('is that of the information alone, whatever penalty the estimate is under', () => {
    const x = [0.2, -1.3, 0.7, 2.1, -0.4, 1.5, -2.2, 0.1];
    const y = [0, 0, 1, 1, 0, 1, 0, 1];
    const data = { x: Float64Array.from(x), rows: 8, columns: 1, y: Uint8Array.from(y) };
    for (const options of [
      {},
      { l2: 3 },
      { penalty: Float64Array.of(5) },
      { l2: 1, penalty: Float64Array.of(2) },
    ]) {
      const fit = fitLogistic(data, options);
      // XᵀWX of an intercept and a column at the estimate: eigenvalues of a symmetric 2 × 2 matrix
      const w = x.map((each) => {
        const p = 1 / (1 + Math.exp(-(fit.intercept + fit.coefficients[0]! * each)));
        return p * (1 - p);
      });
      const sum = (power: number) => w.reduce((total, each, i) => total + each * x[i]! ** power, 0);
      const [a, b, c] = [sum(0), sum(1), sum(2)];
      const root = Math.sqrt((a - c) ** 2 + 4 * b * b);
      expect(inference(fit, data, options).conditionNumber).toBeCloseTo((a + c + root) / (a + c - root), 9);
    }
  });
});

describe('inference without columns', () => {
  it('has a ratio of likelihoods of 0 with no degrees of freedom', () => {
    const data = { x: new Float64Array(), rows: 4, columns: 0, y: Uint8Array.from([1, 0, 0, 0]) };
    const { likelihoodRatio, intercept, aic } = inference(fitLogistic(data), data);
    expect(likelihoodRatio).toMatchObject({ df: 0, p: 1 });
    expect(likelihoodRatio.chi2).toBeCloseTo(0, 12);
    expect(intercept.z).toBeCloseTo(Math.log(1 / 3) / Math.sqrt(4 / 3), 12);
    expect(aic).toBeCloseTo(2 - 2 * (Math.log(0.25) + 3 * Math.log(0.75)), 12);
  });

  it('has it beside an offset too, which the intercept makes good', () => {
    const y = Uint8Array.from([1, 0, 0, 0]);
    const data = { x: new Float64Array(), rows: 4, columns: 0, y, offset: new Float64Array(4).fill(0.7) };
    const { likelihoodRatio, intercept } = inference(fitLogistic(data), data);
    expect(likelihoodRatio.chi2).toBeCloseTo(0, 12);
    expect(intercept.estimate).toBeCloseTo(Math.log(1 / 3) - 0.7, 10);
  });
});

describe('more than 100,000 rows', () => {
  const rows = 120_000;

  it('with weights and an offset: log odds of a two by two table, less the offset', () => {
    const { uniform } = random(5);
    const x = Float64Array.from({ length: rows }, () => (uniform() < 0.4 ? 1 : 0));
    const y = Uint8Array.from(x, (value) => (uniform() < 0.1 + 0.2 * value ? 1 : 0));
    const weight = Float64Array.from(y, (_y, i) => 1 + (i % 3));
    const count = (of: number, bad: number) =>
      x.reduce((sum, value, i) => sum + (value === of && y[i] === bad ? weight[i]! : 0), 0);
    const odds = [0, 1].map((of) => Math.log(count(of, 1) / count(of, 0)));
    const offset = new Float64Array(rows).fill(0.7);
    const fit = fitLogistic({ x, rows, columns: 1, y, weight, offset });
    close([fit.intercept, fit.coefficients[0]!], [odds[0]! - 0.7, odds[1]! - odds[0]!]);
  });

  it('starts from all of them where every sixth by itself would separate', () => {
    // Rows 0, 6, 12, … are good at 0 and bad at 1; of the others, some are on the wrong side.
    const x = Float64Array.from({ length: rows }, (_, i) => Math.floor(i / 6) % 2);
    const y = Uint8Array.from(x, (value, i) => (i % 6 !== 0 && i % 5 === 0 ? 1 - value : value));
    const count = (of: number, bad: number) =>
      x.reduce((sum, value, i) => sum + (value === of && y[i] === bad ? 1 : 0), 0);
    const odds = [0, 1].map((of) => Math.log(count(of, 1) / count(of, 0)));
    const fit = fitLogistic({ x, rows, columns: 1, y });
    expect([fit.converged, fit.separated]).toEqual([true, []]);
    close([fit.intercept, fit.coefficients[0]!], [odds[0]!, odds[1]! - odds[0]!]);
  });
});

/** 24 rows that x1 separates; every third row counts twice. */
const separated = {
  x1: [
    -0.8, -1.32, -0.25, 0.42, 1.14, 0.11, -0.55, -0.78, 0.75, 1.63, 0.27, -1.23, -0.96, 1.6, 0.2, -1.73,
    -0.08, -1.16, -0.63, -0.49, -0.71, 0.55, -0.06, -0.59,
  ],
  x2: [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1],
  y: [0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
};

describe('separation', () => {
  it.each([
    [24, 2],
    [60, 1],
    [500, 1],
    [2000, 30],
  ])('is seen where of %i rows few depart from a column, and they are all bad: %i', (others, few) => {
    const rows = others + few;
    const x = Float64Array.from({ length: 2 * rows }, (_, at) =>
      at % 2 === 0 ? (Math.floor(at / 2) < few ? 0 : -0.5) : Math.floor(at / 2) % 3,
    );
    const y = Uint8Array.from({ length: rows }, (_, i) => (i < few || i % 7 === 0 ? 1 : 0));
    const fit = fitLogistic({ x, rows, columns: 2, y }, { nonNegative: true });
    expect(fit.separated).toEqual([0]);
  });

  /** 120 rows of many columns of noise, events where their sum is above 0. */
  const many = (columns: number) => {
    const { normal } = random(5);
    const rows = Array.from({ length: 120 }, () => Array.from({ length: columns }, normal));
    const sums = rows.map((row) => row.reduce((sum, each) => sum + each, 0));
    return { rows, y: Uint8Array.from(sums, (sum) => (sum > 0 ? 1 : 0)), columns };
  };

  it('by many columns together ends the climb early and blames none; a ridge keeps a maximum', () => {
    const { rows, y, columns } = many(25);
    const data = { x: Float64Array.from(rows.flat()), rows: 120, columns, y };
    const fit = fitLogistic(data);
    expect(fit).toMatchObject({ apart: true, separated: [], converged: false });
    expect(fit.logLikelihood).toBeGreaterThan(-Math.LN2);
    expect(fitLogistic(data, { l2: 0.1 })).toMatchObject({ apart: false, separated: [], converged: true });
  });

  it('by one of many columns is its own doing, whichever side the events are on', () => {
    const { rows, y } = many(25);
    for (const side of [1, -1]) {
      const x = Float64Array.from(
        rows.flatMap((row, i) => [
          ...row.slice(0, 20),
          side * (y[i]! + 0.1 * row[0]! ** 2 * (2 * y[i]! - 1)),
        ]),
      );
      const fit = fitLogistic({ x, rows: 120, columns: 21, y });
      expect(fit).toMatchObject({ apart: false, separated: [20], converged: false });
    }
  });

  it('by many columns is none where firms stand on the wrong side', () => {
    const { rows, y } = many(21);
    const flipped = y.map((event, i) => (i % 10 === 0 ? 1 - event : event));
    const fit = fitLogistic({ x: Float64Array.from(rows.flat()), rows: 120, columns: 21, y: flipped });
    expect(fit).toMatchObject({ apart: false, separated: [], converged: true });
  });

  it('is none where columns determine each other', () => {
    const { normal } = random(3);
    const rows = 200;
    const values = Array.from({ length: rows }, normal);
    const x = Float64Array.from(values.flatMap((value) => [value, 1 - 2 * value]));
    const y = Uint8Array.from(values, (value) => (normal() < value ? 1 : 0));
    const fit = fitLogistic({ x, rows, columns: 2, y });
    expect([fit.converged, fit.separated]).toEqual([false, []]);
  });
});

describe('Firth', () => {
  it('adds half an event and half another to a share', () => {
    const fit = fitLogistic(
      { x: new Float64Array(), rows: 5, columns: 0, y: new Uint8Array(5) },
      { firth: true },
    );
    expect(fit.intercept).toBeCloseTo(Math.log(0.5 / 5.5), 10);
  });

  it('takes an offset off the intercept: half an event in five, less 0.7', () => {
    const offset = new Float64Array(5).fill(0.7);
    const data = { x: new Float64Array(), rows: 5, columns: 0, y: new Uint8Array(5), offset };
    expect(fitLogistic(data, { firth: true }).intercept).toBeCloseTo(Math.log(0.5 / 5.5) - 0.7, 9);
  });

  it.each([{ nonNegative: false }, { nonNegative: true }])(
    'finds the maximum where rows weigh so little that whole steps go to and fro about it, %o',
    (bounds) => {
      // Two groups of four rows of weight 0.1: a half to each cell makes (0.1 + 0.5) / 1.4 and (0.3 + 0.5) / 1.4.
      const data: LogisticData = {
        x: Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
        rows: 8,
        columns: 1,
        y: Uint8Array.of(1, 0, 0, 0, 1, 1, 1, 0),
        weight: new Float64Array(8).fill(0.1),
      };
      const fit = fitLogistic(data, { firth: true, ...bounds });
      expect(fit.converged).toBe(true);
      close([fit.intercept, ...fit.coefficients], [Math.log(0.6 / 0.8), 2 * Math.log(0.8 / 0.6)]);
    },
  );

  it('adds a half to each cell of a two by two table (Firth 1993)', () => {
    const cells = [
      { x: 0, y: 0, n: 7 },
      { x: 0, y: 1, n: 3 },
      { x: 1, y: 1, n: 4 },
    ];
    const rows = cells.flatMap(({ x, y, n }) => Array.from({ length: n }, () => ({ x, y })));
    const data = {
      x: Float64Array.from(rows, ({ x }) => x),
      rows: rows.length,
      columns: 1,
      y: Uint8Array.from(rows, ({ y }) => y),
    };
    const fit = fitLogistic(data, { firth: true });
    expect(fit.intercept).toBeCloseTo(Math.log(3.5 / 7.5), 9);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log((4.5 / 0.5) * (7.5 / 3.5)), 9);
    expect(fitLogistic(data).separated).toEqual([0]);
  });

  it('equals an independent fit (modified scores in NumPy) where the likelihood has no maximum', () => {
    const { x1, x2, y } = separated;
    const fit = fitLogistic(
      {
        x: Float64Array.from(x1.flatMap((value, i) => [value, x2[i]!])),
        rows: 24,
        columns: 2,
        y: Uint8Array.from(y),
        weight: Float64Array.from(y, (_y, i) => (i % 3 === 0 ? 2 : 1)),
      },
      { firth: true },
    );
    close([fit.intercept, ...fit.coefficients], [-0.5604240348509042, 4.656206596909598, -2.480152445156269]);
    close(fit.standardErrors, [0.9821375759254057, 2.0170547866938966, 1.981581002570357]);
    expect(fit.separated).toEqual([]);
  });
});

describe('a bounded fit under a prior', () => {
  /** Correlated columns of which the last pulls the wrong way. */
  function draw(rows: number): LogisticData {
    const { normal, uniform } = random(11);
    const columns = 4;
    const x = new Float64Array(rows * columns);
    const y = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) {
      const common = normal();
      for (let j = 0; j < columns; j++) x[i * columns + j] = 0.5 * common + (j + 1) * normal();
      const eta = -1.5 + 0.6 * x[i * columns]! + 0.1 * x[i * columns + 1]! - 0.15 * x[i * columns + 3]!;
      y[i] = uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
    }
    return { x, rows, columns, y };
  }

  it.each([1_500, 120_000])('meets the Karush-Kuhn-Tucker conditions on %i rows', (rows) => {
    const data = draw(rows);
    const w = [0.4, 0.3, 0.2, 0.1];
    const square = w.reduce((sum, each) => sum + each * each, 0);
    const penalty = Float64Array.from({ length: 16 }, (_, at) => {
      const [j, k] = [at >> 2, at % 4];
      return 0.05 * rows * ((j === k ? 1 : 0) - (w[j]! * w[k]!) / square);
    });
    const fit = fitLogistic(data, { penalty, nonNegative: true });
    const free = fitLogistic(data, { penalty });
    expect(free.coefficients[3]).toBeLessThan(0);
    expect(fit.bound).toEqual([3]);
    expect(fit.coefficients[3]).toBe(0);
    expect(fit.standardErrors[4]).toBeNaN();
    const gradient = new Array<number>(5).fill(0);
    for (let i = 0; i < rows; i++) {
      const row = data.x.subarray(4 * i, 4 * i + 4);
      const eta = fit.coefficients.reduce((sum, b, j) => sum + b * row[j]!, fit.intercept);
      const residual = data.y[i]! - 1 / (1 + Math.exp(-eta));
      gradient[0]! += residual;
      row.forEach((value, j) => {
        gradient[j + 1]! += residual * value;
      });
    }
    fit.coefficients.forEach((_b, j) => {
      fit.coefficients.forEach((b, k) => {
        gradient[j + 1]! -= penalty[4 * j + k]! * b;
      });
    });
    for (const j of [0, 1, 2, 3]) expect(Math.abs(gradient[j]!) / rows).toBeLessThan(1e-12);
    expect(gradient[4]).toBeLessThan(0);
  });
});
