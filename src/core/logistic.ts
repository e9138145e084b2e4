import { LEAST } from './log-loss.js';

/** σ(x) = 1 / (1 + e^−x): the probability of a logit, (0, 1). Saturates at 0 and 1 without overflow. */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** ln(p / (1 − p)), p held between 1e-15 and 1 − 1e-15: certainty is ±34.5, not infinity. */
export function logit(p: number): number {
  const held = Math.min(1 - LEAST, Math.max(LEAST, p));
  return Math.log(held / (1 - held));
}
