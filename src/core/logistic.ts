/** σ(x) = 1 / (1 + e^−x): the probability of a logit, (0, 1). Saturates at 0 and 1 without overflow. */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
