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

/** Parts per million as a fraction. */
export const ofPpm = (ppm: number): Fraction => fraction(ppm, 1_000_000);

/** a + b, exact. */
export function add(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

/** a × b, exact. */
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
  const scaled = { top: a.top, bottom: a.bottom * BigInt(step) };
  const floor = floorOf(scaled);
  return (a.top % scaled.bottom === 0n ? floor : floor + 1) * step;
}

/** The nearest double, of two equally near ones the even one; Infinity beyond the largest, never −0. */
export function toNumber({ top, bottom }: Fraction): number {
  const size = top < 0n ? -top : top;
  const double =
    size <= WHOLE && bottom <= WHOLE ? Number(size) / Number(bottom) : nearestDouble(size, bottom);
  return top < 0n && double > 0 ? -double : double;
}

/** Up to here doubles hold every integer, and their quotient is the nearest double. */
const WHOLE = 2n ** 53n;
/** Power of two of the last place of the least doubles. */
const LEAST_PLACE = -1074;

function nearestDouble(top: bigint, bottom: bigint): number {
  const power = bitsOf(top) - bitsOf(bottom);
  const [a, b] = scaled(top, bottom, power);
  const place = Math.max(power - (a >= b ? 52 : 53), LEAST_PLACE);
  const [over, under] = scaled(top, bottom, place);
  const whole = over / under;
  const twiceRest = 2n * (over % under);
  const isUp = twiceRest > under || (twiceRest === under && whole % 2n === 1n);
  return Number(isUp ? whole + 1n : whole) * 2 ** place;
}

const bitsOf = (value: bigint) => value.toString(2).length;

/** top / bottom / 2^power as two integers. */
const scaled = (top: bigint, bottom: bigint, power: number): readonly [bigint, bigint] =>
  power > 0 ? [top, bottom << BigInt(power)] : [top << BigInt(-power), bottom];

/** Whether a < b. */
export function isBelow(a: Fraction, b: Fraction): boolean {
  return a.top * b.bottom < b.top * a.bottom;
}

/** Below, at or above 0 as a is below, at or above b. */
export function compare(a: Fraction, b: Fraction): number {
  return Number(isBelow(b, a)) - Number(isBelow(a, b));
}

/** The largest integer that is at most the fraction. */
function floorOf({ top, bottom }: Fraction): number {
  return Number(top / bottom - (top % bottom < 0n ? 1n : 0n));
}

/** The nearest integer, halves away from zero. */
export function nearest({ top, bottom }: Fraction): number {
  const size = floorOf({ top: 2n * (top < 0n ? -top : top) + bottom, bottom: 2n * bottom });
  return top < 0n && size > 0 ? -size : size;
}
