/** The largest judgement of the scale. */
const SCALE_MAX = 9;

/** Priorities of one expert and how much they count. */
export interface Voice {
  readonly weight: number;
  readonly w: readonly number[];
}

/**
 * The AHP consensus S* of several priority vectors: 1 when all agree, 0 when each favours another item as strongly as
 * the scale allows. Hα is the mean entropy of the experts, Hγ the entropy of their mean, D = exp(Hγ − Hα);
 * S* = (1/D − cor)/(1 − cor) with cor = exp(Hα,min)/n.
 * @param voices at least one; weights are scaled to add up to 1
 * @returns null for a single voice or a single item
 * @source Goepel (2018), Implementation of an online software tool for the AHP, IJAHP 10(3), §6
 */
export function consensus(voices: readonly Voice[]): number | null {
  const present = voices.filter(({ weight }) => weight > 0);
  const n = present[0]?.w.length ?? 0;
  if (present.length < 2 || n < 2) return null;
  const all = present.reduce((sum, { weight }) => sum + weight, 0);
  const mean = Array.from({ length: n }, (_, i) =>
    present.reduce((sum, { weight, w }) => sum + (weight / all) * w[i]!, 0),
  );
  const alpha = present.reduce((sum, { weight, w }) => sum + (weight / all) * entropy(w), 0);
  const inverseDiversity = Math.exp(alpha - entropy(mean));
  const least = Math.exp(entropy(extreme(n))) / n;
  return (inverseDiversity - least) / (1 - least);
}

/** Shannon entropy, natural logarithm. */
function entropy(w: readonly number[]): number {
  return -w.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
}

/** The most one-sided vector of the scale: one item SCALE_MAX times as important as each other. */
function extreme(n: number): number[] {
  const all = n + SCALE_MAX - 1;
  return Array.from({ length: n }, (_, i) => (i === 0 ? SCALE_MAX : 1) / all);
}
