/** ln Γ(z) for z > 0. @source Lanczos (1964), g = 7, n = 9 coefficients by Godfrey */
export function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const t = z + 6.5;
  const series = coefficients.reduce((sum, c, i) => (i === 0 ? c : sum + c / (z - 1 + i)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(t) - t + Math.log(series);
}

/**
 * The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a).
 * @param a above 0
 * @param x at least 0
 * @source Press et al. (2007), Numerical Recipes, §6.2 (series below a + 1, Lentz's continued fraction above)
 */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  return x < a + 1 ? 1 - front * lowerSeries(a, x) : front * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < 10_000; n++) {
    const term = -n * (n - a);
    b += 2;
    d = 1 / (term * d + b);
    c = b + term / c;
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}

/** P(χ² with `df` degrees of freedom > x). */
export function chiSquareTail(x: number, df: number): number {
  return gammaQ(df / 2, x / 2);
}

/** The q-quantile of χ², by bisection. */
export function chiSquareQuantile(q: number, df: number): number {
  let [low, high] = [0, 10 * df + 100];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (1 - chiSquareTail(middle, df) < q) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * P(noncentral χ² > x): Poisson-weighted tails of central ones.
 * @param df degrees of freedom
 * @param shift noncentrality, at least 0
 * @source Patnaik (1949), The non-central χ² and F distributions
 */
export function noncentralChiSquareTail(x: number, df: number, shift: number): number {
  if (shift === 0) return chiSquareTail(x, df);
  const mean = shift / 2;
  const reach = 12 * Math.sqrt(mean) + 40;
  let sum = 0;
  for (let j = Math.max(0, Math.floor(mean - reach)); j <= mean + reach; j++)
    sum += Math.exp(j * Math.log(mean) - mean - logGamma(j + 1)) * chiSquareTail(x, df + 2 * j);
  return Math.min(1, sum);
}
