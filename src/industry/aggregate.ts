import { toNumber } from '../core/fraction.js';
import type { Indicator } from '../document/indicator-spec.js';

/** Exact sums over the firms of one industry. */
export interface FirmSums {
  /** All its firms, and those that are counted. */
  readonly firms: number;
  readonly n: number;
  readonly a: bigint;
  readonly b: bigint;
  readonly squares: bigint;
  readonly median: number | null;
}

/**
 * The value of an indicator over firms; null where no firm is counted or a denominator is not above zero.
 * @param source the indicator's source
 * @param sums exact sums of the industry; undefined when it has no firm
 */
export function firmValue(source: Indicator['source'], sums: FirmSums | undefined): number | null {
  if (sums === undefined) return source.from === 'firms' && source.aggregate === 'count' ? 0 : null;
  const { firms, n, a, b, squares, median } = sums;
  if (source.from === 'firms-ratio') return b > 0n ? quotient(a, b) : null;
  if (source.from === 'firms-growth') return b > 0n ? quotient(a - b, b) : null;
  if (source.from !== 'firms') return null;
  switch (source.aggregate) {
    case 'count':
      return n;
    case 'share':
      return n / firms;
    case 'sum':
      return n === 0 ? null : Number(a);
    case 'mean':
      return n === 0 ? null : quotient(a, BigInt(n));
    case 'median':
      return median;
    case 'hhi':
      return a > 0n ? quotient(squares, a * a) : null;
  }
}

/** The double nearest to a / b, whole numbers of any size. */
const quotient = (a: bigint, b: bigint): number => toNumber({ top: a, bottom: b });
