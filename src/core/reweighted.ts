/** A share whose odds are multiplied: from the sample to the population that its weights speak for. */
export function reweighted(share: number, factor: number): number {
  return (share * factor) / (1 - share + share * factor);
}
