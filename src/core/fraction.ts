/** An exact rational number: `top / bottom` with `bottom` > 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** The fraction of two integers. */
export function fraction(top: number | bigint, bottom: number | bigint = 1): Fraction {
  const [a, b] = [BigInt(top), BigInt(bottom)];
  return b < 0n ? { top: -a, bottom: -b } : { top: a, bottom: b };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.top, a.bottom * b.bottom);
}

/** a − b. */
export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { top: -b.top, bottom: b.bottom });
}

/** a / b; b must not be zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.top * b.bottom, a.bottom * b.top);
}

/** The least multiple of `step` that is at least the fraction. */
export function ceilTo(a: Fraction, step: number): number {
  const scaled = a.bottom * BigInt(step);
  const floor = a.top / scaled - (a.top % scaled < 0n ? 1n : 0n);
  return Number(floor * scaled === a.top ? floor : floor + 1n) * step;
}

/** The nearest double, for printing. */
export function toNumber(a: Fraction): number {
  return Number((a.top * 1_000_000n) / a.bottom) / 1e6;
}
