import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogisticData } from '../../src/enterprise/logistic.js';
import { secondOpinion } from '../../src/enterprise/second-opinion.js';

const wrong = vi.hoisted(() => ({ by: 0 }));
vi.mock('../../src/enterprise/logistic.js', async (original) => {
  const { fitLogistic } = await original<typeof import('../../src/enterprise/logistic.js')>();
  return {
    fitLogistic: ((...args) => {
      const fit = fitLogistic(...args);
      return { ...fit, intercept: fit.intercept + wrong.by };
    }) as typeof fitLogistic,
  };
});
afterEach(() => {
  wrong.by = 0;
});

/** Firms of one kind: their columns, how many are good and how many bad. */
function dataOf(kinds: readonly (readonly [values: readonly number[], goods: number, bads: number])[]) {
  const firms = kinds.flatMap(([values, goods, bads]) =>
    Array.from({ length: goods + bads }, (_, i) => ({ values, bad: i < bads ? 1 : 0 })),
  );
  const data: LogisticData = {
    x: Float64Array.from(firms.flatMap(({ values }) => values)),
    rows: firms.length,
    columns: kinds[0]![0].length,
    y: Uint8Array.from(firms, ({ bad }) => bad),
  };
  return data;
}

const plain = dataOf([
  [[0, 0], 80, 20],
  [[0, 1], 50, 50],
  [[1, 0], 50, 50],
  [[1, 1], 20, 80],
]);

describe('secondOpinion', () => {
  it('agrees where both solvers find the maximum, on a balanced sample', async () => {
    const found = await secondOpinion(plain, 1);
    expect(found).toMatchObject({ verdict: 'agrees', rows: 400 });
    expect(found.largestDifference).toBeLessThan(1e-6);
    const more = dataOf([
      [[0], 3000, 40],
      [[1], 1000, 60],
    ]);
    expect((await secondOpinion(more, 1)).rows).toBe(200);
  });

  it('stops the training when our solver is off by more than 1e-6', async () => {
    wrong.by = 5e-7;
    expect((await secondOpinion(plain, 1)).verdict).toBe('agrees');
    wrong.by = 2e-6;
    await expect(secondOpinion(plain, 1)).rejects.toMatchObject({
      code: 'SECOND_OPINION',
      problems: [{ found: expect.stringMatching(/^2\.0\de-6$/) }],
    });
  });

  it('says nothing of data without a finite maximum', async () => {
    const separated = dataOf([
      [[0], 50, 0],
      [[1], 0, 50],
    ]);
    expect(await secondOpinion(separated, 1)).toEqual({
      verdict: 'not applicable: separation',
      rows: 100,
      largestDifference: null,
    });
  });

  it('says when a solver did not arrive: ours on columns that determine each other, theirs on data near separation', async () => {
    const twins = dataOf([
      [[0, 0], 80, 20],
      [[1, 1], 20, 80],
    ]);
    // Where one in a thousand is on the wrong side, 500 steps come less than nine tenths of the way.
    const near = dataOf([
      [[0], 999, 1],
      [[1], 1, 999],
    ]);
    for (const data of [twins, near])
      expect(await secondOpinion(data, 1)).toMatchObject({
        verdict: 'not converged',
        largestDifference: null,
      });
  });
});
