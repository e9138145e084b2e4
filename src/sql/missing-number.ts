import { type Column, isNumeric } from '../document/column.js';
import { call, double, type Expr, isIn } from './expr.js';
import type { LoadSource } from './load-options.js';

/** A number as its contract sees it: amounts are whole. */
export const cleanNumber = ({ type }: Column, cell: Expr): Expr =>
  type === 'amount' ? call('round', cell) : cell;

/**
 * A number that a text for missing is too. The engine reads over the blanks around a number, which it does not around such a text:
 * such a cell is looked at as it stands, and is no problem unless it breaks the contract.
 * @param value the cell as `cleanNumber` leaves it
 */
export function maybeMissing(entry: Column, value: Expr, { missingTexts, isTrimmed }: LoadSource): Expr[] {
  if (!isNumeric(entry) || isTrimmed) return [];
  const found = missingTexts
    .filter((word) => word.trim() !== '')
    .map((word) => Number(word.replaceAll('_', '')));
  const values = found.filter(Number.isFinite).map((number) => cleanNumber(entry, double(number)));
  return values.length === 0 ? [] : [isIn(value, values)];
}
