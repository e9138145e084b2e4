import { trimBlanks } from './cell.js';

const NUMBER = /^([+-]?)(?:(\d+(?:_\d+)*)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
/** Beyond, a double is 0 or infinite before and after any multiplication. */
const MOST_EXPONENT = 1000;

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A text as digits × 10^exponent; undefined when it is no number. */
export function decimalOf(text: string): Decimal | undefined {
  const parts = NUMBER.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', bare = '', power = '0'] = parts;
  const decimals = fraction + bare;
  const digits = BigInt(whole.replaceAll('_', '') + decimals);
  return { digits: sign === '-' ? -digits : digits, exponent: Number(power) - decimals.length };
}

/** Multiplies in exact decimal: the factor counts as the decimal number it is written as. */
export function multiplier(times: number): (cell: string) => string {
  const factor = decimalOf(String(times))!;
  return (cell) => {
    const number = decimalOf(trimBlanks(cell));
    if (number === undefined) return cell;
    const exponent = number.exponent + factor.exponent;
    return Math.abs(exponent) > MOST_EXPONENT
      ? cell
      : decimalText({ digits: number.digits * factor.digits, exponent });
  };
}

function decimalText({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits);
  if (exponent >= 0) return digits === 0n ? '0' : sign + text + '0'.repeat(exponent);
  const padded = text.padStart(1 - exponent, '0');
  const fraction = padded.slice(exponent).replace(/0+$/, '');
  return `${sign}${padded.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`;
}
