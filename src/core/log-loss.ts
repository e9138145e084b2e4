/** The least probability that counts: a claim of certainty that fails costs 34.5, not infinity. */
export const LEAST = 1e-15;

/**
 * What a probability costs once it is known what happened: −ln of the probability given to it, bounded at 1e-15.
 * @param p probability of the event, 0 to 1
 * @param happened 1 where it came to pass
 * @returns 0 for certainty that holds, up to 34.5 for certainty that fails
 * @source Good (1952), Rational decisions
 */
export function logLoss(p: number, happened: number): number {
  return -Math.log(Math.max(LEAST, happened === 1 ? p : 1 - p));
}
