import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { valuesOf } from '../../src/enterprise/bin-shape.js';
import { cutCells } from '../../src/enterprise/cells.js';
import {
  all,
  binning,
  binOn,
  categories,
  category,
  numbers,
  numeric,
  tableOf,
} from '../fixtures/training-table.js';

describe('cutCells', () => {
  it('gives missing values cell 0, special codes the next, and numbers the one they lie in', () => {
    const table = tableOf({ x: numbers([null, -999, 1, 2, 2]) }, [0, 0, 1, 0, 1]);
    const { codes, shapes } = cutCells(numeric('x'), table, { sample: all(table), binning });
    expect([...codes]).toEqual([0, 1, 2, 3, 3]);
    expect(shapes).toEqual([
      { kind: 'missing' },
      { kind: 'special', code: -999 },
      { kind: 'range', lo: null, hi: 2 },
      { kind: 'range', lo: 2, hi: null },
    ]);
  });

  it('refuses a category of more than 65,000 values, which is more of an id', () => {
    const cut = (count: number) => {
      const column = {
        kind: 'category' as const,
        codes: Int32Array.of(0),
        labels: Array.from({ length: count }, (_, i) => `v${i}`),
      };
      const table = tableOf({ town: column }, [0]);
      return () => cutCells(category('town'), table, { sample: all(table), binning });
    };
    expect(cut(65_000)).not.toThrow();
    expect(cut(65_001)).toThrow(InputError);
    expect(cut(65_001)).toThrow(
      expect.objectContaining({
        code: 'TOO_MANY_CATEGORIES',
        problems: [expect.objectContaining({ column: 'town', found: '65001 different values' })],
      }),
    );
  });
});

describe('binCells', () => {
  it('has one empty group for a category that nobody has', () => {
    const { bins, iv } = binOn(category('town'), tableOf({ town: categories([null, null]) }, [0, 1]));
    expect(bins).toMatchObject([
      { kind: 'missing', goods: 1, bads: 1 },
      { kind: 'group', values: [], unseen: true, goods: 0, bads: 0 },
    ]);
    expect(iv).toBe(0);
  });

  it('has a bin of just the smallest share', () => {
    // 7 of 100 firms: 0.07 × 100 is 7.000000000000001 in doubles.
    const table = tableOf(
      { x: numbers(Array.from({ length: 100 }, (_, i) => (i < 7 ? 1 : 2))) },
      Array.from({ length: 100 }, (_, i) => (i < 4 || i > 80 ? 1 : 0)),
    );
    const counts = (minShare: number) =>
      binOn(numeric('x'), table, { minShare })
        .bins.filter(({ kind }) => kind === 'range')
        .map(({ goods, bads }) => goods + bads);
    expect(counts(0.07)).toEqual([7, 93]);
    expect(counts(0.071)).toEqual([100]);
  });

  it('gives a missing bin that is too thin to speak for itself the declared value', () => {
    const values = [null, ...Array.from({ length: 200 }, (_, i) => (i < 100 ? 1 : 2))];
    // one good missing; 1: 80 good and 20 bad, 2: 20 good and 80 bad
    const bad = [0, ...Array.from({ length: 200 }, (_, i) => Number(i < 100 ? i < 20 : i < 180))];
    const table = tableOf({ x: numbers(values) }, bad);
    const told = (missing: 'neutral' | 'worst') =>
      binOn(numeric('x'), table, { missing, minBads: 5, minGoods: 5 });
    // Shares of goods and bads with an empty cell counted as 0.9: 80/101 and 20/100.9, 20/101 and 80/100.9
    const [first, last] = [Math.log(20 / 100.9 / (80 / 101)), Math.log(80 / 100.9 / (20 / 101))];
    const ranges = (20 / 100.9 - 80 / 101) * first + (80 / 100.9 - 20 / 101) * last;
    // What it scores by is what it tells.
    const none = told('neutral');
    expect(none.bins.map(({ kind }) => kind)).toEqual(['missing', 'special', 'range', 'range']);
    expect(none.bins[0]).toMatchObject({ woe: 0, iv: 0 });
    expect(none.iv).toBeCloseTo(ranges, 12);
    const worst = told('worst');
    expect(worst.bins[0]!.woe).toBeCloseTo(last, 12);
    expect(worst.bins[0]!.iv).toBeCloseTo((0.9 / 100.9 - 1 / 101) * last, 12);
    expect(worst.iv).toBeCloseTo(ranges + (0.9 / 100.9 - 1 / 101) * last, 12);
  });
});

it('only a group has categories', () => {
  expect(valuesOf({ kind: 'group', values: ['a', 'b'], unseen: false })).toEqual(['a', 'b']);
  expect(valuesOf({ kind: 'missing' })).toEqual([]);
});
