import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIsoDate, months, roundHalfAwayFromZero, roundToSum } from '../../src/core/numbers.js';

describe('roundHalfAwayFromZero', () => {
  it.each([
    [2.5, 3],
    [-2.5, -3],
    [0.5, 1],
    [-0.5, -1],
    [0.49999999999999994, 0],
    [-0.2, 0],
    [1.4, 1],
  ])('%f is %i', (value, expected) => {
    expect(Object.is(roundHalfAwayFromZero(value), expected)).toBe(true);
  });

  it('mirrors negative numbers', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.6, max: 1e12, noNaN: true }), (value) => {
        expect(roundHalfAwayFromZero(-value)).toBe(-roundHalfAwayFromZero(value));
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2020-02-29', '2022-02-28', 23],
    ['2020-02-28', '2022-02-28', 24],
    ['2020-01-31', '2020-02-01', 0],
    ['2020-01-01', '2020-02-01', 1],
    ['2020-03-15', '2020-01-15', -2],
    ['2020-03-15', '2020-01-16', -2],
    ['2020-03-15', '2020-01-14', -3],
  ])('%s to %s is %i', (from, to, expected) => {
    expect(months(from, to)).toBe(expected);
  });
});

describe('isIsoDate', () => {
  it.each(['2024-02-29', '0001-01-01', '9999-12-31'])('takes %s', (text) =>
    expect(isIsoDate(text)).toBe(true),
  );
  it.each(['2023-02-29', '2024-13-01', '2024-1-1', '20240101', '2024-01-01T00:00:00Z', ''])(
    'refuses %j',
    (text) => expect(isIsoDate(text)).toBe(false),
  );
});

describe('roundToSum', () => {
  it('keeps the total: three thirds of one', () => {
    expect(roundToSum([1 / 3, 1 / 3, 1 / 3], 2)).toEqual([0.34, 0.33, 0.33]);
    expect(roundToSum([33.333, 33.333, 33.334], 1)).toEqual([33.3, 33.3, 33.4]);
    expect(roundToSum([0, 0, 5], 6)).toEqual([0, 0, 5]);
    expect(roundToSum([], 2)).toEqual([]);
  });

  it('keeps a total that another order of summing gives', () => {
    expect(roundToSum([0.1, 0.15], 1, 0.25)).toEqual([0.1, 0.2]);
    expect(roundToSum([0.1, 0.15], 1, 0.249999)).toEqual([0.1, 0.1]);
  });

  it('adds up to the rounded total for any summands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (values) => {
          const rounded = roundToSum(values, 4);
          const units = rounded.reduce((sum, value) => sum + Math.round(value * 1e4), 0);
          expect(units).toBe(Math.round(values.reduce((sum, value) => sum + value, 0) * 1e4));
          rounded.forEach((value, i) => {
            expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(1.0001e-4);
          });
        },
      ),
    );
  });
});
