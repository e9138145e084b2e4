import { describe, expect, it } from 'vitest';
import { areTied, inSteps } from '../../src/industry/ties.js';
import { fitFew } from '../fixtures/industry-study.js';

/** Three indicators that weigh the same: two experts find all alike. */
const tree = { f: ['g1', 'g2', 'g3'] };
const judgements = ['ann', 'bob'].flatMap((expert) =>
  ['g1,g2', 'g1,g3', 'g2,g3'].map((pair) => `${expert},f,${pair},1`),
);

describe('scores', () => {
  it('tie where rounding alone parts them', () => {
    expect(areTied(41.1, 41.099999999999994)).toBe(true);
    expect(areTied(41.1, 41.100000002)).toBe(false);
    expect(inSteps(1)).toBe(1_000_000_000);
  });
});

describe('industries with the same figures in another order', () => {
  /** aa and bb have the same mean; their sums differ in the last digit. */
  const figures = ['aa,14.2,20.8,98.5', 'bb,98.5,14.2,20.8', 'zz,1,2,3'];
  it('tie: id breaks it, in the ranking, the margin, the draws, the alternatives and the swaps', async () => {
    const { document, alternatives, switchPoints } = await fitFew({ figures, tree, judgements });
    const [aa, bb] = document.industries;
    expect(aa!.score).not.toBe(bb!.score);
    expect(aa).toMatchObject({ rank: 1, target: true, ranks: [1, 0, 0] });
    expect(bb).toMatchObject({ rank: 2, target: false, ranks: [0, 1, 0] });
    expect(document.targets).toMatchObject({ margin: 0, probability: 0 });
    expect(alternatives.find(({ name }) => name === 'linear')).toMatchObject({ ranks: [1, 2, 3], tau: 1 });
    const swaps = switchPoints.filter(({ above, at }) => above === 'aa' && at !== null);
    expect(swaps).toEqual([]);
  });
});

describe('the least score of a target', () => {
  it('is reached where rounding alone keeps a score below', async () => {
    const targets = { top: 3, minScore: 41.1 };
    const figures = ['at,41.1,41.1,41.1', 'below,41.1,41.1,41.09', 'low,1,2,3'];
    const { document } = await fitFew({ figures, tree, judgements, spec: { targets } });
    expect(document.industries[0]!.score).toBeLessThan(41.1);
    expect(document.industries.map(({ target }) => target)).toEqual([true, false, false]);
  });
});
