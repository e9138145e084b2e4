import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascendingOrder } from '../../src/core/ascending.js';
import { valuesAtRanks } from '../../src/core/ranked.js';

const numbers = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })), {
  minLength: 1,
  maxLength: 200,
});
const finite = fc.array(
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 })),
  { minLength: 1, maxLength: 200 },
);

describe('ascendingOrder', () => {
  it('puts places by value, signs and infinities too, and equal ones by place', () => {
    const values = [2, -1, Number.POSITIVE_INFINITY, 0, -0, 2, Number.NEGATIVE_INFINITY, 1e-320, -1];
    expect([...ascendingOrder(values)]).toEqual([6, 1, 8, 3, 4, 7, 0, 5, 2]);
  });

  it('is the order of a stable sort', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const sorted = [...values.keys()].sort((a, b) =>
          values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b,
        );
        expect([...ascendingOrder(Float64Array.from(values))]).toEqual(sorted);
      }),
    );
  });

  it('orders nothing', () => {
    expect(ascendingOrder([])).toHaveLength(0);
  });
});

describe('valuesAtRanks', () => {
  it('gives what a sort would put there', () => {
    fc.assert(
      fc.property(finite, (values) => {
        const given = Float64Array.from(values);
        const ranks = values.map((_value, i) => values.length - 1 - i);
        expect(valuesAtRanks(given, ranks)).toEqual([...given.slice().sort()].reverse());
      }),
    );
  });
});
