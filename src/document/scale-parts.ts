/** The three parts of the scale R1 to R15, both ends inclusive: the one place that says where head and mid end. */
export const scaleParts = [
  { id: 'head', from: 1, to: 5 },
  { id: 'mid', from: 6, to: 9 },
  { id: 'tail', from: 10, to: 15 },
] as const;
export type ScalePart = (typeof scaleParts)[number];

/** The part that a tier lies in. */
export const partOfTier = (tier: number): ScalePart =>
  scaleParts.find(({ from, to }) => tier >= from && tier <= to)!;
