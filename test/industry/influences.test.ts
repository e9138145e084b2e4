import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../src/document/industry-inputs.js';
import { multiplyDown, weighTree } from '../../src/industry/hierarchy.js';
import { influences } from '../../src/industry/influences.js';
import { branchesOf } from '../../src/industry/tree.js';

const judged = (rows: readonly string[]): Judgement[] =>
  rows.map((row, i) => {
    const [expert, node, left, right, value] = row.split(',') as [string, string, string, string, string];
    return { expert, node, left, right, value: value === '' ? null : Number(value), line: i + 2 };
  });

describe('influence', () => {
  it('is none where nothing moves but rounding', () => {
    const of = (expert: string, value: string) =>
      ['a,b', 'b,c', 'c,a'].map((pair) => `${expert},g,${pair},${value}`);
    const branches = branchesOf(judged([...of('ann', '9'), ...of('bob', String(1 / 9))]), 'j.csv');
    const method = { method: 'eigenvector', aggregation: 'aij', ri: 'alonso-lamata' } as const;
    const context = { panel: {}, method, globals: multiplyDown('g') };
    expect(influences(branches, weighTree(branches, context), context)).toEqual([
      { expert: 'ann', item: null, change: 0 },
      { expert: 'bob', item: null, change: 0 },
    ]);
  });
});
