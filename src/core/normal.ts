import { gammaQ } from './gamma.js';

/** The 0.975 quantile of the standard normal distribution: half the width of a 95 % interval, in standard errors. */
export const Z975 = 1.959963984540054;

/** P(|Z| > |z|) of the standard normal distribution, accurate in the far tail. */
export function twoSidedP(z: number): number {
  return gammaQ(0.5, (z * z) / 2);
}

/** Φ(z), the standard normal distribution function. */
export function normalCdf(z: number): number {
  const tail = twoSidedP(z) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Φ⁻¹(p) for p in (0, 1), by bisection to the last bit. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  let [low, high] = [-40, 0];
  for (let i = 0; i < 200 && high - low > Number.EPSILON * Math.abs(low); i++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
