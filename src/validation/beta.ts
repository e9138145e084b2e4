import { logGamma } from '../core/gamma.js';

/**
 * The regularised incomplete beta function I_x(a, b): the distribution function of Beta(a, b).
 * @param x in [0, 1]
 * @source Press et al. (2007), Numerical Recipes, §6.4 (Lentz's continued fraction)
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const mirrored = x >= (a + 1) / (a + b + 2);
  return mirrored ? 1 - (front * fractionOf(1 - x, b, a)) / b : (front * fractionOf(x, a, b)) / a;
}

function fractionOf(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / guard(1 + term * d);
      c = guard(1 + term / c);
      result *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}

/** The q-quantile of Beta(a, b), by bisection to the last bit. */
export function betaQuantile(q: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 200 && high - low > Number.EPSILON * high; i++) {
    const middle = (low + high) / 2;
    if (betaCdf(middle, a, b) < q) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Level of the interval beside a rate of bad firms: of tiers in a card, and in back-tests. */
export const RATE_LEVEL = 0.9;

/**
 * The Jeffreys interval of a share: quantiles of Beta(d + ½, n − d + ½).
 * @param d events of n
 * @param level e.g. 0.9
 * @source Brown, Cai & DasGupta (2001), Interval estimation for a binomial proportion
 */
export function jeffreysInterval(d: number, n: number, level: number): readonly [low: number, high: number] {
  const tail = (1 - level) / 2;
  const [a, b] = [d + 0.5, n - d + 0.5];
  return [d === 0 ? 0 : betaQuantile(tail, a, b), d === n ? 1 : betaQuantile(1 - tail, a, b)];
}

/**
 * The exact interval of a share; with no event, or nothing but events, one-sided at the same level.
 * @param d events of n
 * @param level e.g. 0.95
 * @returns low and high; 0 and 1 without any case
 * @source Clopper & Pearson (1934), The use of confidence or fiducial limits
 */
export function exactInterval(d: number, n: number, level: number): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  const tail = d === 0 || d === n ? 1 - level : (1 - level) / 2;
  const low = d === 0 ? 0 : betaQuantile(tail, d, n - d + 1);
  return [low, d === n ? 1 : betaQuantile(1 - tail, d + 1, n - d)];
}
