/**
 * The nearest integer, halves away from zero; −0 becomes 0. The one rounding rule of Dipper.
 * @param value any finite number
 * @returns an integer
 * @example roundHalfAwayFromZero(-2.5) // -3
 */
export function roundHalfAwayFromZero(value: number): number {
  const whole = Math.trunc(value);
  const rounded = Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
  return rounded === 0 ? 0 : rounded;
}

/**
 * Whole months from one date to another: 12(y_b − y_a) + (m_b − m_a) − (d_b < d_a ? 1 : 0).
 * @param from ISO date `YYYY-MM-DD`
 * @param to ISO date `YYYY-MM-DD`
 * @returns integer months, negative when `to` lies before `from`
 * @example months('2020-02-29', '2022-02-28') // 23
 */
export function months(from: string, to: string): number {
  const [fromYear, fromMonth, fromDay] = dateParts(from);
  const [toYear, toMonth, toDay] = dateParts(to);
  return 12 * (toYear - fromYear) + (toMonth - fromMonth) - (toDay < fromDay ? 1 : 0);
}

function dateParts(date: string): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/**
 * Whether a text is a real calendar day written `YYYY-MM-DD` (years 0001 to 9999).
 * @param text the text to test
 */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/**
 * A number with at most so many decimals, halves away from zero.
 * @param value any finite number
 * @param digits decimal places
 */
export function roundTo(value: number, digits: number): number {
  const unit = 10 ** digits;
  return roundHalfAwayFromZero(value * unit) / unit;
}

/**
 * Rounds summands so that they add up to their rounded total: each is rounded down, and the missing units go to those
 * with the largest remainders, the first of equals.
 * @param values summands
 * @param digits decimal places
 * @param total what they add up to, where that is known by another order of summing. Default: their sum
 * @returns numbers with at most that many decimals
 * @source Hamilton's method of apportionment (largest remainder)
 */
export function roundToSum(values: readonly number[], digits: number, total = sum(values)): number[] {
  const unit = 10 ** digits;
  const whole = roundHalfAwayFromZero(total * unit);
  const floors = values.map((value) => Math.floor(value * unit));
  const missing = whole - sum(floors);
  const remainder = (i: number) => values[i]! * unit - floors[i]!;
  const order = [...values.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b);
  const raised = new Set(order.slice(0, missing));
  return floors.map((floor, i) => (floor + (raised.has(i) ? 1 : 0)) / unit);
}

/** What numbers add up to, in their order. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
