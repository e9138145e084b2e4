import { describe, expect, it } from 'vitest';
import { categoryUnits } from '../../src/enterprise/category-units.js';
import { binOn, categories, category, tableOf } from '../fixtures/training-table.js';

/** Categories with their goods and bads, as cells in the order given. */
function units(of: Readonly<Record<string, readonly [goods: number, bads: number]>>, most: number) {
  const names = Object.keys(of);
  const feature = category('town');
  const shapes = [
    { kind: 'missing' as const },
    ...names.map((name) => ({ kind: 'group' as const, values: [name], unseen: false })),
  ];
  const counts = [[0, 0] as const, ...Object.values(of)].map(([goods, bads]) => ({
    goods,
    bads,
    weightedGoods: goods,
    weightedBads: bads,
  }));
  return categoryUnits({ feature, shapes, codes: new Uint16Array() }, counts, most).map(({ cells, rare }) => {
    const own = cells.map((cell) => names[cell - 1]).join('+');
    return rare ? `${own} rare` : own;
  });
}

describe('categoryUnits', () => {
  it('are categories by bad rate, equal ones by name; one that nobody has is left out', () => {
    expect(units({ d: [9, 1], c: [5, 5], b: [1, 1], a: [2, 2], none: [0, 0] }, 10)).toEqual([
      'd',
      'a',
      'b',
      'c',
    ]);
  });

  it('are the largest, and the others together', () => {
    // c and d have ten firms, a and b five: 2 of their 10 went bad
    const of = { b: [4, 1], d: [9, 1], a: [4, 1], c: [5, 5] } as const;
    expect(units(of, 3)).toEqual(['d', 'a+b rare', 'c']);
    // one alone is not rare
    expect(units(of, 4)).toEqual(['d', 'a', 'b', 'c']);
  });
});

it('unseen categories go to the group of the rare ones', () => {
  const town = [...'aaaaaaaabbbbbbbbcdcd'];
  const bad = town.map((name, i) => Number(name === 'b' ? i % 4 > 0 : i % 4 === 0));
  const table = tableOf({ town: categories(town) }, bad);
  const { bins } = binOn(category('town'), table, { prebins: 3, minShare: 0 });
  const unseen = bins.filter((bin) => bin.kind === 'group' && bin.unseen);
  expect(unseen).toHaveLength(1);
  expect(unseen[0]).toMatchObject({ values: expect.arrayContaining(['c', 'd']) });
});
