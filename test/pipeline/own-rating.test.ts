import { expect, it } from 'vitest';
import { ownRating } from '../../src/pipeline/own-rating.js';

it('counts firms whose places lie just three of fifteen parts apart', () => {
  // Five groups of twenty: middles at 0.1, 0.3 … 0.9; two pairs of them change places in the bank's own grading.
  const group = Array.from({ length: 100 }, (_, i) => Math.floor(i / 20));
  const theirs = [1, 0, 3, 2, 4];
  const found = ownRating(
    {
      bad: Uint8Array.from(group, (_g, i) => (i % 10 === 0 ? 1 : 0)),
      score: Float64Array.from(group, (g) => 900 - 100 * g),
      tier: Float64Array.from(group, (g) => g + 1),
      internal: Float64Array.from(group, (g) => theirs[g]!),
    },
    Uint32Array.from(group.keys()),
  );
  expect(found!.apart).toBe(80);
});
