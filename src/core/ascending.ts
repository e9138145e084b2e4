import { places } from './pick.js';

/** Bits of a digit: six digits make the 64 bits of a double. */
const DIGIT = 11;
const DIGITS = 2 ** DIGIT;
const SHIFTS = [0, DIGIT, 2 * DIGIT];
/** The half of a double that holds its last bits. */
const LOW = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 0 : 1;

/**
 * The places of numbers in ascending order, equal ones by place: a radix sort, a third of the time of one that compares.
 * @param values numbers, none of them NaN
 */
export function ascendingOrder(values: ArrayLike<number>): Uint32Array {
  const n = values.length;
  const [low, high] = sortableWords(values);
  let order: Uint32Array = places(n);
  let spare: Uint32Array = new Uint32Array(n);
  for (const word of [low, high]) {
    for (const shift of SHIFTS) {
      if (dealByDigit(order, spare, { word, shift })) [order, spare] = [spare, order];
    }
  }
  return order;
}

/** Both halves of each double, turned so that they compare as unsigned numbers do. */
function sortableWords(values: ArrayLike<number>): [Uint32Array, Uint32Array] {
  const one = new Float64Array(1);
  const words = new Uint32Array(one.buffer);
  const [low, high] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let i = 0; i < values.length; i++) {
    // −0 becomes 0, which it equals.
    one[0] = values[i]! + 0;
    const top = words[1 - LOW]!;
    const flip = -(top >>> 31);
    low[i] = words[LOW]! ^ flip;
    high[i] = top ^ (flip | 0x80000000);
  }
  return [low, high];
}

/** Deals places into `into` by one digit, keeping their order; false where all have the same digit and nothing is to be done. */
function dealByDigit(
  order: Uint32Array,
  into: Uint32Array,
  { word, shift }: { readonly word: Uint32Array; readonly shift: number },
): boolean {
  const next = new Uint32Array(DIGITS);
  for (let i = 0; i < word.length; i++) next[(word[i]! >>> shift) & (DIGITS - 1)]!++;
  if (next.includes(word.length)) return false;
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = next[digit]!;
    next[digit] = sum;
    sum += count;
  }
  for (let i = 0; i < order.length; i++) {
    const place = order[i]!;
    into[next[(word[place]! >>> shift) & (DIGITS - 1)]!++] = place;
  }
  return true;
}
