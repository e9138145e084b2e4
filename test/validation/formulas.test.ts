import { describe, expect, it } from 'vitest';
import { defaultPlan } from '../../src/document/monitor-plan.js';
import { kendallTauB, weightedKappa } from '../../src/validation/agreement.js';
import { binomialP, correlatedP, jeffreysP, rateDifference } from '../../src/validation/backtest.js';
import { hosmerLemeshow } from '../../src/validation/calibration.js';
import { calibrationLine, spiegelhalter } from '../../src/validation/calibration-tests.js';
import { concentration } from '../../src/validation/concentration.js';
import { crossTable, migrationBandwidth } from '../../src/validation/migration.js';
import {
  criticalStability,
  pointsShift,
  stabilityIndex,
  stabilityStatus,
} from '../../src/validation/stability.js';
import { worstOf } from '../../src/validation/status.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';

describe('migration', () => {
  it('has the bandwidths of the published example', () => {
    const { upper, lower } = migrationBandwidth([
      [10, 8, 15, 9, 10],
      [11, 9, 13, 9, 8],
      [0, 10, 10, 11, 10],
      [0, 0, 9, 11, 11],
      [0, 0, 0, 11, 10],
    ]);
    expect(upper).toBeCloseTo(202 / 333, 14);
    expect(lower).toBeCloseTo(41 / 124, 14);
  });

  it('is nothing where nobody moved', () => {
    const table = crossTable(
      [
        [1, 1],
        [2, 2],
      ],
      2,
    );
    expect(migrationBandwidth(table)).toEqual({ upper: null, lower: null });
    expect(table).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe.skipIf(!hasCases)('tests of tiers equal the reference (needs ../shared/cases)', () => {
  interface Tiers {
    readonly tiers: readonly {
      readonly n: number;
      readonly bad: number;
      readonly pd_mean: number;
      readonly jeffreys_p: number;
      readonly binom_p_one_sided: number;
    }[];
    readonly hhi: number;
    readonly normalised_hi_ecb: number;
    readonly adjacent_two_proportion_z: readonly number[];
  }
  const { tiers, hhi, normalised_hi_ecb, adjacent_two_proportion_z } = caseJson<Tiers>('rating_tiers.json');

  it('Jeffreys and binomial', () => {
    for (const { n, bad, pd_mean, jeffreys_p, binom_p_one_sided } of tiers) {
      expect(jeffreysP(bad, n, pd_mean)).toBeCloseTo(jeffreys_p, 10);
      expect(binomialP(bad, n, pd_mean)).toBeCloseTo(binom_p_one_sided, 10);
    }
  });

  it('adjacent tiers and concentration', () => {
    const z = tiers.slice(1).map((tier, i) => {
      const [first, second] = [tiers[i]!, tier];
      return rateDifference({ n: first.n, d: first.bad }, { n: second.n, d: second.bad })!.z;
    });
    expect(z).toEqual(adjacent_two_proportion_z.map((value) => expect.closeTo(value, 10)));
    const found = concentration(tiers.map(({ n }) => n));
    expect(found.herfindahl).toBeCloseTo(hhi, 12);
    expect(found.index).toBeCloseTo(normalised_hi_ecb, 12);
  });
});

describe.skipIf(!hasCases)('tests of calibration equal the reference (needs ../shared/cases)', () => {
  interface Metrics {
    readonly kendall_tau_b: number;
    readonly calibration_intercept_slope: readonly [number, number];
    readonly calibration_se: readonly [number, number];
    readonly spiegelhalter_z: number;
    readonly spiegelhalter_p: number;
  }
  const published = caseJson<Record<string, Metrics>>('metrics.json');

  it.each([
    ['german_test_p', 'scores_test.csv'],
    ['german_train_p', 'scores_train.csv'],
    ['syn5000_p_ties', 'metrics_syn5000.csv'],
  ])('%s', (name, file) => {
    const rows = caseCsv(file);
    const [p, bad] = [rows.map((row) => Number(row.p)), rows.map((row) => Number(row.y))];
    const expected = published[name]!;
    const z = spiegelhalter(p, bad);
    expect([z.z, z.p]).toEqual(
      [expected.spiegelhalter_z, expected.spiegelhalter_p].map((value) => expect.closeTo(value, 9)),
    );
    const line = calibrationLine(p, bad)!;
    expect([line.intercept, line.slope]).toEqual(
      expected.calibration_intercept_slope.map((value) => expect.closeTo(value, 8)),
    );
    expect([line.interceptError, line.slopeError]).toEqual(
      expected.calibration_se.map((value) => expect.closeTo(value, 8)),
    );
    const [values, kinds] = [[...new Set(p)].sort((a, b) => a - b), [0, 1]];
    const table = values.map((value) =>
      kinds.map((kind) => p.filter((each, i) => each === value && bad[i] === kind).length),
    );
    expect(kendallTauB(table)).toBeCloseTo(expected.kendall_tau_b, 10);
  });

  it('stability: points and the critical value', () => {
    const cases = caseJson<{
      readonly critical_value_sample_adjusted: unknown;
      readonly variables: Record<string, { expected: number[]; actual: number[] }>;
    }>('psi_csi.json');
    expect(cases.critical_value_sample_adjusted).toBeDefined();
    // χ²₀.₉₅ on 9 degrees of freedom is 16.91898 (tables)
    expect(criticalStability(700, 300, 10)).toBeCloseTo((1 / 700 + 1 / 300) * 16.918977604620448, 12);
  });
});

describe('a correlated back-test', () => {
  it('with correlation, however many firms: by a trapezoid rule of 2,000,001 points', () => {
    // scipy.stats.binom.sf over a grid of the factor from −8 to 8
    expect(correlatedP(5000, { n: 100_000, pd: 0.05, rho: 0.12 })).toBeCloseTo(0.38444082763526016, 9);
    expect(correlatedP(300_000, { n: 6_000_000, pd: 0.05, rho: 0.12 })).toBeCloseTo(0.3843804553703336, 8);
    expect(correlatedP(0, { n: 100, pd: 0.05, rho: 0.12 })).toBe(1);
  });

  it('is the binomial one without correlation, and forgives more with it', () => {
    const case_ = { n: 200, pd: 0.02 };
    expect(correlatedP(9, { ...case_, rho: 0 })).toBe(binomialP(9, 200, 0.02));
    expect(correlatedP(9, { ...case_, rho: 1e-7 })).toBeCloseTo(binomialP(9, 200, 0.02), 5);
    expect(correlatedP(9, { ...case_, rho: 0.12 })).toBeGreaterThan(3 * binomialP(9, 200, 0.02));
  });

  it('has the mean that it says: P(at least one of one) is the pd', () => {
    for (const rho of [0.05, 0.12, 0.24])
      expect(correlatedP(1, { n: 1, pd: 0.03, rho })).toBeCloseTo(0.03, 10);
  });
});

describe('agreement', () => {
  it('is the κ of a published example', () => {
    // Fleiss, Cohen & Everitt (1969), table 1 in counts of 200; weights there are quadratic only for K = 3
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    const { kappa } = weightedKappa(table)!;
    const weights = [0, 1, 2].map((i) => [0, 1, 2].map((j) => 1 - ((i - j) / 2) ** 2));
    const observed = table
      .flatMap((row, i) => row.map((n, j) => (weights[i]![j]! * n) / 200))
      .reduce((a, b) => a + b);
    const [rows, columns] = [
      [120, 60, 20],
      [100, 60, 40],
    ];
    const chance = rows
      .flatMap((r, i) => columns.map((c, j) => (weights[i]![j]! * r * c) / 40_000))
      .reduce((a, b) => a + b);
    expect(kappa).toBeCloseTo((observed - chance) / (1 - chance), 12);
  });

  it('is 1 where all agree, and unknown where there is one grade', () => {
    expect(
      weightedKappa([
        [5, 0],
        [0, 7],
      ]),
    ).toMatchObject({ kappa: 1, standardError: expect.closeTo(0, 6) });
    expect(
      weightedKappa([
        [5, 0],
        [0, 0],
      ]),
    ).toBeUndefined();
    expect(kendallTauB([[5, 3]])).toBeUndefined();
    expect(
      kendallTauB([
        [5, 0],
        [0, 7],
      ]),
    ).toBe(1);
  });

  it('orders a grading of tens of thousands of grades as fast as it is read', () => {
    const [tiers, own] = [15, 3000];
    const table = Array.from({ length: tiers }, (_, tier) =>
      Array.from({ length: tiers * own }, (_, grade) => Number(Math.floor(grade / own) === tier)),
    );
    // Every pair of two tiers is in the same order, and no two firms share a grade.
    const ordered = (own * own * tiers * (tiers - 1)) / 2;
    const all = (tiers * own * (tiers * own - 1)) / 2;
    expect(kendallTauB(table)).toBeCloseTo(Math.sqrt(ordered / all), 12);
  }, 10_000);
});

describe('stability', () => {
  it('counts a bin that one sample lacks', () => {
    expect(stabilityIndex([50, 50, 0], [50, 40, 10])).toBeGreaterThan(0.5);
    expect(stabilityIndex([50, 40, 10], [50, 50, 0])).toBeGreaterThan(0.5);
  });

  it('is judged above its limit and above chance', () => {
    const usual = defaultPlan.score;
    expect(usual).toEqual({ watch: 0.1, fail: 0.25 });
    expect(stabilityStatus(0.1, 0.05, usual)).toBe('pass');
    expect(stabilityStatus(Number.NaN, 0.05, usual)).toBe('NO POWER');
    expect(stabilityStatus(0.11, 0.05, usual)).toBe('watch');
    expect(stabilityStatus(0.25, 0.05, usual)).toBe('watch');
    expect(stabilityStatus(0.26, 0.05, usual)).toBe('fail');
    expect(stabilityStatus(0.26, 0.3, usual)).toBe('pass');
    expect(pointsShift([50, 50], [25, 75], [10, -10])).toBe(-5);
  });
});

it('Hosmer-Lemeshow keeps equal probabilities together where the order of rows is to say nothing', () => {
  const p = [...new Array(35).fill(0.1), ...new Array(50).fill(0.3), ...new Array(20).fill(0.5)];
  const bad = [4, 12, 13].flatMap((bads, i) =>
    Array.from({ length: [35, 50, 20][i]! }, (_, row) => (row < bads ? 1 : 0)),
  );
  const found = hosmerLemeshow(p, bad, { fitted: 0, ties: 'together' })!;
  // (4 − 3.5)²/3.15 + (12 − 15)²/10.5 + (13 − 10)²/5
  expect(found.chi2).toBeCloseTo(0.25 / 3.15 + 9 / 10.5 + 9 / 5, 12);
  expect(found.df).toBe(3);
  const back = { p: [...p].reverse(), bad: [...bad].reverse() };
  expect(hosmerLemeshow(back.p, back.bad, { fitted: 0, ties: 'together' })!.chi2).toBeCloseTo(found.chi2, 12);
  expect(hosmerLemeshow(back.p, back.bad)!.chi2).not.toBeCloseTo(hosmerLemeshow(p, bad)!.chi2, 1);
  // Two probabilities that were fitted leave no degree of freedom
  expect(hosmerLemeshow(p.slice(35), bad.slice(35), { ties: 'together' })).toBeUndefined();
});

it('Hosmer-Lemeshow has a degree of freedom for each group when the probabilities were fixed before', () => {
  const p = Array.from({ length: 40 }, (_, i) => 0.05 + 0.02 * (i % 10));
  const bad = p.map((_p, i) => Number(i % 7 === 0));
  expect(hosmerLemeshow(p, bad, { groups: 5, fitted: 0 })).toMatchObject({ df: 5 });
  expect(hosmerLemeshow(p, bad, { groups: 5 })).toMatchObject({ df: 3 });
});

it('the gravest status counts', () => {
  expect(worstOf(['pass', 'NO POWER'])).toBe('NO POWER');
  expect(worstOf(['NO POWER', 'watch', 'pass'])).toBe('watch');
  expect(worstOf(['watch', 'fail'])).toBe('fail');
  expect(worstOf([])).toBe('pass');
});
