import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, type Fraction, fraction, multiply, toNumber } from '../../src/core/fraction.js';

const view = new DataView(new ArrayBuffer(8));
/** The double with these bits; the bits of positive doubles count up with their values. */
const doubleOf = (bits: bigint) => {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};
const bitsOf = (double: number) => {
  view.setFloat64(0, double);
  return view.getBigUint64(0);
};
/** What a positive double is, from its bits; the bits of Infinity give 2^1024, where rounding up to it would lead. */
const exactly = (bits: bigint): Fraction => {
  const [power, rest] = [bits >> 52n, bits & (2n ** 52n - 1n)];
  const top = power === 0n ? rest : (2n ** 52n + rest) * 2n ** (power - 1n);
  return { top, bottom: 2n ** 1074n };
};
const distance = (a: Fraction, b: Fraction): Fraction => {
  const top = a.top * b.bottom - b.top * a.bottom;
  return { top: top < 0n ? -top : top, bottom: a.bottom * b.bottom };
};

/** Whether no neighbour of the double is nearer to the value, nor equally near and even. */
function isNearest(double: number, value: Fraction): boolean {
  const bits = bitsOf(double);
  const own = distance(exactly(bits), value);
  return [bits - 1n, bits + 1n].every((other) => {
    if (other < 0n || other > bitsOf(Number.POSITIVE_INFINITY)) return true;
    const step = compare(own, distance(exactly(other), value));
    return step < 0 || (step === 0 && bits % 2n === 0n);
  });
}

const INFINITE = bitsOf(Number.POSITIVE_INFINITY);
const sized = fc
  .integer({ min: 1, max: 1100 })
  .chain((size) => fc.bigInt({ min: 1n, max: 2n ** BigInt(size) }));

describe('toNumber', () => {
  it('is the nearest double of any fraction, near and far from 0', () => {
    fc.assert(
      fc.property(sized, sized, (top, bottom) => {
        expect(isNearest(toNumber({ top, bottom }), { top, bottom })).toBe(true);
        expect(toNumber({ top: -top, bottom })).toBe(0 - toNumber({ top, bottom }));
      }),
    );
  });

  it('is the even one half-way between two doubles, the nearer one a hair beside it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: INFINITE - 1n }), fc.bigInt(-1n, 1n), (bits, hair) => {
        const [low, high] = [exactly(bits), exactly(bits + 1n)];
        const fine = 2n ** 70n;
        const value = { top: (low.top + high.top) * fine + hair, bottom: 2n * low.bottom * fine };
        const wanted = hair < 0n || (hair === 0n && bits % 2n === 0n) ? bits : bits + 1n;
        expect(toNumber(value)).toBe(doubleOf(wanted));
        expect(toNumber(multiply(value, fraction(7, 7)))).toBe(doubleOf(wanted));
      }),
    );
  });

  it('is what a text of as many digits reads as', () => {
    const far = 10n ** 320n;
    expect(toNumber(fraction(2, 3))).toBe(0.6666666666666666);
    expect(toNumber(fraction(-2, 3))).toBe(-0.6666666666666666);
    expect(toNumber(fraction(2n * far, 3n * far))).toBe(0.6666666666666666);
    expect(toNumber(fraction(1, 3_000_000))).toBe(3.3333333333333335e-7);
    expect(toNumber(fraction(123n * far, 10n ** 20n))).toBe(Number.parseFloat('123e300'));
    expect(toNumber(fraction(7, 10n ** 320n))).toBe(7e-320);
    expect(toNumber(fraction(far))).toBe(Number.POSITIVE_INFINITY);
    expect(toNumber(fraction(-1, 10n ** 400n))).toBe(0);
    expect(toNumber(fraction(0))).toBe(0);
  });
});
