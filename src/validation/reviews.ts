import { groupBy } from '../core/group-by.js';
import { sum } from '../core/numbers.js';
import { type Kappa, type Together, weightedKappa } from './agreement.js';
import { betaQuantile } from './beta.js';
import { crossTable } from './migration.js';

/** A firm's tier, and the one that a reviewer gave it. */
export interface ReviewedTier {
  readonly companyId: string;
  readonly tier: number;
  readonly reviewed: number;
}

/** How far reviewers and ratings agree. */
export interface ReviewAgreement {
  /** Reviews, and the firms they are about. */
  readonly n: number;
  readonly firms: number;
  /** Reviews in the same tier, at most one tier apart, and three or more apart. */
  readonly same: number;
  readonly near: number;
  readonly far: number;
  /** Cohen's κ with squared distances, its error by firm; null where it is not defined. */
  readonly kappa: Kappa | null;
  /**
   * Reviewed tier less rated tier, in tiers: above 0 where reviewers see more risk. The mean over firms (a firm's reviews are
   * averaged first) with its 95 % interval by Student's t; null bounds below two firms.
   */
  readonly difference: { readonly mean: number; readonly low: number | null; readonly high: number | null };
}

const TIERS = 15;

/**
 * Agreement of reviewers with a rating of fifteen tiers.
 * @param pairs at least one review
 * @source Cohen (1968), Weighted kappa; Student (1908), The probable error of a mean
 */
export function reviewAgreement(pairs: readonly ReviewedTier[]): ReviewAgreement {
  const apart = pairs.map(({ tier, reviewed }) => Math.abs(reviewed - tier));
  const differences = firmDifferences(pairs);
  const table = crossTable(
    pairs.map(({ tier, reviewed }) => [tier, reviewed]),
    TIERS,
  );
  return {
    n: pairs.length,
    firms: differences.length,
    same: apart.filter((distance) => distance === 0).length,
    near: apart.filter((distance) => distance <= 1).length,
    far: apart.filter((distance) => distance >= 3).length,
    kappa: weightedKappa(table, gradesByFirm(pairs)) ?? null,
    difference: meanWithInterval(differences),
  };
}

const gradesByFirm = (pairs: readonly ReviewedTier[]): Together[] =>
  [...groupBy(pairs, ({ companyId }) => companyId).values()].map((own) =>
    own.map(({ tier, reviewed }) => [tier - 1, reviewed - 1] as const),
  );

function firmDifferences(pairs: readonly ReviewedTier[]): number[] {
  const byFirm = groupBy(pairs, ({ companyId }) => companyId);
  return [...byFirm.values()].map(
    (own) => own.reduce((sum, { tier, reviewed }) => sum + reviewed - tier, 0) / own.length,
  );
}

function meanWithInterval(values: readonly number[]): ReviewAgreement['difference'] {
  const n = values.length;
  const mean = sum(values) / n;
  if (n < 2) return { mean, low: null, high: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentQuantile975(n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/** The 0.975 quantile of Student's t: t² / (df + t²) follows Beta(½, df / 2). */
function studentQuantile975(df: number): number {
  const share = betaQuantile(0.95, 0.5, df / 2);
  return Math.sqrt((df * share) / (1 - share));
}
