import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAmong, searchable } from '../../src/enterprise/assign-bins.js';

describe('placeAmong', () => {
  it('counts the cuts at most a value, for any number of cuts', () => {
    for (let length = 0; length <= 40; length++) {
      const cuts = Array.from({ length }, (_, i) => i * 3 - 20);
      const searched = searchable(cuts);
      const values = [...cuts.flatMap((cut) => [cut - 0.5, cut, cut + 0.5]), -1e300, 1e300, -0];
      for (const value of [...values, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
        expect(placeAmong(searched, value)).toBe(cuts.filter((cut) => cut <= value).length);
    }
  });

  it('counts them among cuts of any spread', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.uniqueArray(number, { maxLength: 60 }), fc.array(number), (some, values) => {
        const cuts = [...new Set(some.map((cut) => cut + 0))].sort((a, b) => a - b);
        const searched = searchable(cuts);
        for (const value of [...values, ...cuts])
          expect(placeAmong(searched, value)).toBe(cuts.filter((cut) => cut <= value).length);
      }),
    );
  });
});
