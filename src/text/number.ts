/** How numbers look as a rule: at most so many decimals, or at least so many significant digits, whichever tells more. */
export interface Look {
  /** Default: 0. */
  readonly decimals?: number;
  readonly digits: number;
}

/** Digits that tell any two doubles apart. */
const ALL_DIGITS = 17;

/**
 * Writes numbers that are read beside each other, thousands grouped: as they look as a rule, and with more significant digits where
 * different ones would read the same.
 * @param values all that must be told apart
 * @param lookOf how each looks as a rule
 * @example numberWriter([0.70011, 0.70012], () => ({ digits: 4 }))(0.70011) // '0.70011'
 */
export function numberWriter(
  values: readonly number[],
  lookOf: (value: number) => Look,
): (value: number) => string {
  const different = [...new Set(values)];
  const write = (value: number, digits: number) => written(value, digits, lookOf(value));
  let digits = 1;
  while (
    digits < ALL_DIGITS &&
    new Set(different.map((value) => write(value, digits))).size < different.length
  )
    digits++;
  return (value) => write(value, digits);
}

/** Whichever of both lies closer. */
function written(value: number, digits: number, look: Look): string {
  const whole = value === 0 ? 0 : value;
  const exact = whole.toLocaleString('en-US', { maximumSignificantDigits: Math.max(digits, look.digits) });
  const usual = whole.toLocaleString('en-US', { maximumFractionDigits: look.decimals ?? 0 });
  const apart = (text: string) => Math.abs(Number(text.replaceAll(',', '')) - whole);
  return apart(exact) < apart(usual) ? exact : usual;
}
