import { describe, expect, it } from 'vitest';
import { hosmerLemeshow } from '../../src/validation/calibration.js';
import { accuracy, discrimination } from '../../src/validation/discrimination.js';
import { aucDifference } from '../../src/validation/paired-auc.js';
import {
  countBetween,
  quantileEdges,
  scoreStability,
  stabilityIndex,
} from '../../src/validation/stability.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';

interface Metrics {
  readonly auc: number;
  readonly auc_se_delong: number;
  readonly auc_ci95: readonly [number, number];
  readonly gini: number;
  readonly ks: number;
  readonly ks_at: number;
  readonly brier: number;
  readonly logloss: number;
  readonly hosmer_lemeshow: {
    readonly chi2: number;
    readonly df: number;
    readonly p_value: number;
    readonly groups: readonly { readonly n: number; readonly expected: number; readonly observed: number }[];
  };
}

describe.skipIf(!hasCases)('measures equal the reference, ties included (needs ../shared/cases)', () => {
  const published = caseJson<Record<string, Metrics>>('metrics.json');
  const samples = [
    { name: 'german_test_p', file: 'scores_test.csv', column: 'p', sign: 1 },
    { name: 'german_train_p', file: 'scores_train.csv', column: 'p', sign: 1 },
    { name: 'german_test_score_int_ties', file: 'scores_test.csv', column: 'score_int', sign: -1 },
    { name: 'syn5000_p_ties', file: 'metrics_syn5000.csv', column: 'p', sign: 1 },
    { name: 'syn5000_score_ties', file: 'metrics_syn5000.csv', column: 'score', sign: -1 },
  ];

  it.each(samples)('$name: AUC, DeLong, Gini, KS', ({ name, file, column, sign }) => {
    const rows = caseCsv(file);
    const expected = published[name]!;
    const risk = rows.map((row) => sign * Number(row[column]));
    const found = discrimination(
      risk,
      rows.map((row) => Number(row.y)),
    );
    expect(found.auc).toBeCloseTo(expected.auc, 12);
    expect(found.aucSe).toBeCloseTo(expected.auc_se_delong, 12);
    expect([found.aucLow, found.aucHigh]).toEqual(expected.auc_ci95.map((end) => expect.closeTo(end, 12)));
    expect(found.gini).toBeCloseTo(expected.gini, 12);
    expect(found.ks).toBeCloseTo(expected.ks, 12);
    expect(sign * found.ksAt).toBe(expected.ks_at);
  });

  it.each(samples.filter(({ sign }) => sign === 1))('$name: Brier, log-loss, Hosmer-Lemeshow', (sample) => {
    const rows = caseCsv(sample.file);
    const expected = published[sample.name]!;
    const p = rows.map((row) => Number(row.p));
    const bad = rows.map((row) => Number(row.y));
    expect(accuracy(p, bad).brier).toBeCloseTo(expected.brier, 12);
    expect(accuracy(p, bad).logLoss).toBeCloseTo(expected.logloss, 12);
    const { chi2, df, p_value, groups } = expected.hosmer_lemeshow;
    const found = hosmerLemeshow(p, bad)!;
    expect(found.chi2).toBeCloseTo(chi2, 11);
    expect(found.df).toBe(df);
    expect(found.p).toBeCloseTo(p_value, 12);
    found.groups.forEach((group, i) => {
      expect(group).toMatchObject({ n: groups[i]!.n, observed: groups[i]!.observed });
      expect(group.expected).toBeCloseTo(groups[i]!.expected, 12);
    });
  });

  it('stability of scores, in deciles and with an empty cell', () => {
    const cases = caseJson<{
      readonly score_psi: Record<'breaks' | 'expected_counts' | 'actual_counts', number[]> & { psi: number };
      readonly zero_cell: { expected: number[]; actual: number[]; psi: number };
      readonly variables: Record<string, { expected: number[]; actual: number[]; psi: number }>;
    }>('psi_csi.json');
    const scores = (file: string) => caseCsv(file).map((row) => Number(row.score_int));
    const [train, test] = [scores('scores_train.csv'), scores('scores_test.csv')];
    const { breaks, expected_counts, actual_counts, psi } = cases.score_psi;
    const edges = quantileEdges(train, 10);
    expect(edges).toEqual(breaks.map((edge) => expect.closeTo(edge, 10)));
    expect(countBetween(train, breaks)).toEqual(expected_counts);
    expect(countBetween(test, breaks)).toEqual(actual_counts);
    expect(scoreStability(train, test)).toBeCloseTo(psi, 12);
    for (const { expected, actual, psi: each } of [cases.zero_cell, ...Object.values(cases.variables)]) {
      expect(stabilityIndex(expected, actual)).toBeCloseTo(each, 12);
    }
  });
});

describe('the difference of two AUCs', () => {
  const bad = [0, 0, 0, 1, 0, 1, 1, 0, 1, 0];
  const a = [1, 2, 3, 4, 4, 6, 7, 8, 9, 2];
  const b = [2, 1, 3, 3, 5, 5, 8, 7, 9, 1];

  it('is the difference, with a variance that vanishes against itself', () => {
    const { difference, standardError } = aucDifference(a, b, bad);
    expect(difference).toBeCloseTo(discrimination(a, bad).auc - discrimination(b, bad).auc, 14);
    expect(standardError).toBeGreaterThan(0);
    expect(aucDifference(a, a, bad)).toEqual({ difference: 0, standardError: 0 });
  });

  it('has the variance of DeLong where the other measure says nothing', () => {
    const nothing = bad.map(() => 0);
    const { difference, standardError } = aucDifference(a, nothing, bad);
    const alone = discrimination(a, bad);
    expect(difference).toBeCloseTo(alone.auc - 0.5, 14);
    expect(standardError).toBeCloseTo(alone.aucSe, 14);
  });
});
