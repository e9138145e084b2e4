import { describe, expect, it } from 'vitest';
import { quantileCuts, sampleRows } from '../../src/enterprise/prebins.js';

const rowsTo = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);

describe('sampleRows', () => {
  it('takes every row up to 100,000', () => {
    const rows = rowsTo(100_000);
    expect(sampleRows(rows, new Uint32Array(100_000))).toBe(rows);
  });

  it('takes the 100,000 with the smallest hashes of more, in row order', () => {
    // Hashes fall with the row, the largest a hash can be first: the first three rows stay out.
    const keys = Uint32Array.from({ length: 100_003 }, (_, row) => 4_294_967_295 - row);
    const found = sampleRows(rowsTo(100_003), keys);
    expect([found.length, found[0], found.at(-1)]).toEqual([100_000, 3, 100_002]);
  });

  it('breaks ties by row', () => {
    const found = sampleRows(rowsTo(100_002), new Uint32Array(100_002).fill(4_294_967_295));
    expect([found.length, found[0], found.at(-1)]).toEqual([100_000, 0, 99_999]);
  });
});

describe('quantileCuts', () => {
  it('parts what lies above a value that holds every quantile', () => {
    const some = [10, 20, 30, 40];
    const values = Float64Array.from([...Array.from({ length: 96 }, () => 0), ...some]);
    // Of the four above: the 2nd and 3rd of three parts, behind the least of them.
    expect(quantileCuts(values, rowsTo(100), { most: 4, specials: [] })).toEqual([10, 20, 30]);
    expect(quantileCuts(values, rowsTo(100), { most: 2, specials: [] })).toEqual([10]);
    expect(quantileCuts(values, rowsTo(100), { most: 5, specials: [] })).toEqual(some);
    expect(quantileCuts(values.fill(7), rowsTo(100), { most: 4, specials: [] })).toEqual([]);
  });

  it('cuts at every value but the smallest while there are few, and at real values at quantiles above', () => {
    const values = Float64Array.from([5, 1, 3, Number.NaN, -999, 3, 2, 4]);
    const options = { most: 5, specials: [-999] };
    expect(quantileCuts(values, rowsTo(8), options)).toEqual([2, 3, 4, 5]);
    // 1 2 3 3 4 5: a third and two thirds are reached at the second and fourth value
    expect(quantileCuts(values, rowsTo(8), { ...options, most: 3 })).toEqual([2, 3]);
    expect(quantileCuts(values, Uint32Array.of(3, 4), options)).toEqual([]);
  });

  it('cuts where the share is reached, also where k/most of the rows is a whole number', () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => i + 1);
    const expected = Array.from({ length: 49 }, (_, k) => 60 * (k + 1));
    expect(quantileCuts(values, rowsTo(3000), { most: 50, specials: [] })).toEqual(expected);
  });
});
