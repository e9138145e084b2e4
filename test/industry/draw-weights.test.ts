import { expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { complete } from '../../src/industry/complete.js';
import { nodeSampler } from '../../src/industry/draw-weights.js';
import { matrixOf } from '../../src/industry/matrix.js';
import { priorities } from '../../src/industry/priority.js';

/** Five items, seven pairs that do not agree with each other, three open. */
const judged = [
  [0, 1, 3],
  [1, 2, 1 / 5],
  [2, 3, 2],
  [3, 4, 7],
  [0, 4, 1 / 3],
  [1, 3, 4],
  [0, 2, 1],
] as const;
const pairsWith = (sd: number) =>
  judged.map(([left, right, value]) => ({ left, right, mean: Math.log(value), sd }));

it.each(['eigenvector', 'geometric'] as const)(
  'draws without a spread are the weights of the document: %s',
  (method) => {
    const asked = matrixOf(
      5,
      judged.map(([left, right, value]) => ({ left, right, value })),
    );
    const expected = priorities(complete(asked, method), method);
    const drawn = nodeSampler(5, pairsWith(0), method).next(random(1, 1));
    for (const [i, weight] of expected.entries()) expect(drawn[i]).toBeCloseTo(weight, 8);
    const moved = nodeSampler(5, pairsWith(0.3), method);
    expect([...moved.next(random(1, 1))]).not.toEqual([...drawn]);
  },
);
