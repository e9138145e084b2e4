import { describe, expect, it } from 'vitest';
import { accuracy, discrimination } from '../../src/validation/discrimination.js';
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
}

describe.skipIf(!hasCases)('discrimination equals the reference (needs ../shared/cases)', () => {
  it('on the German test rows', () => {
    const rows = caseCsv('scores_test.csv');
    const expected = caseJson<Record<string, Metrics>>('metrics.json').german_test_p!;
    const p = rows.map((row) => Number(row.p));
    const bad = rows.map((row) => Number(row.y));
    const found = discrimination(p, bad);
    expect(found.auc).toBeCloseTo(expected.auc, 12);
    expect(found.aucSe).toBeCloseTo(expected.auc_se_delong, 12);
    expect(found.aucLow).toBeCloseTo(expected.auc_ci95[0], 12);
    expect(found.ks).toBeCloseTo(expected.ks, 12);
    expect(found.ksAt).toBe(expected.ks_at);
    expect(accuracy(p, bad).brier).toBeCloseTo(expected.brier, 12);
    expect(accuracy(p, bad).logLoss).toBeCloseTo(expected.logloss, 12);
  });
});

describe('discrimination', () => {
  it('counts ties half', () => {
    expect(discrimination([1, 1, 2, 2], [0, 1, 0, 1]).auc).toBe(0.5);
    expect(discrimination([1, 2, 2, 3], [0, 0, 1, 1]).auc).toBe(0.875);
  });
});
