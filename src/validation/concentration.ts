import { sum } from '../core/numbers.js';
/** How unevenly firms spread over grades. */
export interface Concentration {
  /** Σ of squared shares. */
  readonly herfindahl: number;
  /** Standard deviation of the shares over their mean. */
  readonly variation: number;
  /** 1 + ln((CV² + 1) / K) / ln K: 0 when all grades are alike, 1 when one holds everybody. */
  readonly index: number;
}

/**
 * Concentration of firms over K grades.
 * @param counts firms by grade, K at least 2
 * @source European Central Bank (2019), Instructions for reporting the validation results of internal models, §2.5.5.3
 */
export function concentration(counts: readonly number[]): Concentration {
  const all = sum(counts);
  const k = counts.length;
  const herfindahl = counts.reduce((sum, n) => sum + (n / all) ** 2, 0);
  const variation = Math.sqrt(Math.max(0, k * herfindahl - 1));
  return { herfindahl, variation, index: 1 + Math.log((variation ** 2 + 1) / k) / Math.log(k) };
}
