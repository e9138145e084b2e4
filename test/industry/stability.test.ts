import { describe, expect, it } from 'vitest';
import { compareRanks } from '../../src/industry/stability.js';

describe('another ranking', () => {
  const industries = [
    { rank: 1, target: true },
    { rank: 2, target: false },
    { rank: 3, target: true },
    { rank: 4, target: false },
  ];
  const compare = (...scores: readonly number[]) =>
    compareRanks({ kind: 'scale', name: 'root', scores }, industries, 3);

  it('keeps the targets that are among its best, not others that are among the best of both', () => {
    expect(compare(9, 8, 7, 6)).toMatchObject({ ranks: [1, 2, 3, 4], targetsKept: 2, tau: 1 });
    expect(compare(9, 8, 6, 7)).toMatchObject({ ranks: [1, 2, 4, 3], targetsKept: 1 });
  });
});
