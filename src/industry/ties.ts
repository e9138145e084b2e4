/** Differences below this are rounding, not rank. */
const TIE = 1e-9;

/**
 * A score in whole billionths of a point: what ranks, margins, limits and swaps compare, so that scores that differ by
 * rounding alone tie.
 * @param score 0..100
 */
export const inSteps = (score: number): number => Math.round(score / TIE);

/** Whether two scores differ by no more than rounding. */
export const areTied = (one: number, other: number): boolean => inSteps(one) === inSteps(other);
