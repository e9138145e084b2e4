import { describe, expect, it } from 'vitest';
import type { InputError } from '../../src/core/errors.js';
import type { Judgement } from '../../src/document/industry-inputs.js';
import { multiplyDown, weighGlobals, weighTree } from '../../src/industry/hierarchy.js';
import { branchesOf } from '../../src/industry/tree.js';

const judged = (rows: readonly string[]): Judgement[] =>
  rows.map((row, i) => {
    const [expert, node, left, right, value] = row.split(',') as [string, string, string, string, string];
    return { expert, node, left, right, value: value === '' ? null : Number(value), line: i + 2 };
  });

describe('global weights alone', () => {
  const branches = branchesOf(
    judged([
      ...['ann,g,a,b,3', 'ann,g,b,c,2', 'ann,g,c,d,0.5', 'ann,g,a,d,', 'ann,g,a,c,5'],
      ...['bob,g,a,b,2', 'bob,g,b,d,4', 'bob,g,a,c,4', 'ann,b,x,y,3', 'bob,b,x,y,4'],
    ]),
    'j.csv',
  );

  it.each(['aij', 'aip-geometric', 'aip-arithmetic'] as const)('are those of the tree: %s', (aggregation) => {
    for (const method of ['eigenvector', 'geometric'] as const) {
      const context = {
        panel: {},
        method: { method, aggregation, ri: 'alonso-lamata' },
        globals: multiplyDown('g'),
      } as const;
      expect(weighGlobals(branches, context)).toEqual(weighTree(branches, context).global);
    }
  });
});

describe('comparisons that do not hang together', () => {
  const lacking = (aggregation: 'aij' | 'aip-geometric', rows: readonly string[]) => {
    const method = { method: 'eigenvector', aggregation, ri: 'alonso-lamata' } as const;
    try {
      weighTree(branchesOf(judged(rows), 'j.csv'), { panel: {}, method, globals: multiplyDown('g') });
    } catch (error) {
      return (error as InputError).problems.map(({ hint }) => hint);
    }
    return [];
  };

  it('are told for all nodes and all their parts at once', () => {
    const rows = ['ann,g,a,b,3', 'ann,g,c,d,2', 'ann,g,e,f,', 'ann,b,x,y,', 'ann,c,u,v,2'];
    const links = ['compare a with c', 'compare a with e', 'compare a with f', 'compare x with y'];
    expect(lacking('aij', rows)).toEqual(links);
  });

  it('are told for all experts at once where each must have priorities', () => {
    const rows = ['ann,g,a,b,3', 'ann,g,b,c,', 'bob,g,b,c,2', 'eve,g,a,b,2', 'eve,g,b,c,2'];
    expect(lacking('aij', rows)).toEqual([]);
    expect(lacking('aip-geometric', rows)).toEqual(['compare a with c', 'compare a with b']);
  });
});
