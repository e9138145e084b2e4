import { normalCdf, normalQuantile, twoSidedP } from '../core/normal.js';
import { reweighted } from '../core/reweighted.js';
import { betaCdf } from './beta.js';

/**
 * Jeffreys' p-value that a pd is high enough: the posterior probability that the true one is not above it.
 * @param pd as said, (0, 1)
 * @source European Central Bank (2019), Instructions for reporting the validation results of internal models, §2.5.3
 */
export function jeffreysP(d: number, n: number, pd: number): number {
  return betaCdf(pd, d + 0.5, n - d + 0.5);
}

/** P(at least d defaults of n) when the pd is right: the exact one-sided binomial test. */
export function binomialP(d: number, n: number, pd: number): number {
  if (d <= 0) return 1;
  return d > n ? 0 : betaCdf(pd, d, n - d + 1);
}

const STEPS = 400;
const REACH = 8;
/** Closer to 0 or 1 a tail adds nothing to a double. */
const NOTHING = 1e-16;

/**
 * P(at least d defaults of n) when the pd is right and defaults hang together: one common factor with asset correlation ρ,
 * integrated over the factor by Simpson's rule where that many defaults are neither certain nor out of the question: with many
 * firms that is a narrow stretch.
 * @param rho asset correlation, [0, 1); 0 is the binomial test
 * @param factor of firms drawn by outcome: takes the odds among them to those of the population, in which pd holds. Default 1
 * @source Vasicek (1987), Probability of loss on loan portfolio; Gordy (2003)
 */
export function correlatedP(
  d: number,
  {
    n,
    pd,
    rho,
    factor = 1,
  }: { readonly n: number; readonly pd: number; readonly rho: number; readonly factor?: number },
): number {
  if (rho === 0 || d <= 0) return binomialP(d, n, reweighted(pd, 1 / factor));
  const threshold = normalQuantile(pd);
  const given = (z: number) =>
    binomialP(d, n, reweighted(normalCdf((threshold - Math.sqrt(rho) * z) / Math.sqrt(1 - rho)), 1 / factor));
  const density = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const from = lastWhere((z) => given(z) > 1 - NOTHING);
  const to = lastWhere((z) => given(z) > NOTHING);
  const step = (to - from) / STEPS;
  let sum = 0;
  for (let i = 0; i <= STEPS; i++) {
    const z = from + i * step;
    const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * given(z) * density(z);
  }
  return Math.min(1, normalCdf(from) + (sum * step) / 3);
}

/** About the largest z within reach where something holds that holds for all smaller ones. */
function lastWhere(holds: (z: number) => boolean): number {
  let [low, high] = [-REACH, REACH];
  if (holds(high)) return high;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Halvings that leave a millionth of a standard deviation. */
const BISECTIONS = 24;

/**
 * The z of two default rates: above 0 when the second is worse; pooled variance. Undefined where neither sample has both kinds.
 * @source two-proportion z-test
 */
export function rateDifference(
  first: { readonly n: number; readonly d: number },
  second: { readonly n: number; readonly d: number },
): { readonly z: number; readonly p: number } | undefined {
  const pooled = (first.d + second.d) / (first.n + second.n);
  const variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n);
  if (!(variance > 0)) return undefined;
  const z = (second.d / second.n - first.d / first.n) / Math.sqrt(variance);
  return { z, p: twoSidedP(z) };
}
