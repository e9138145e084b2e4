import { InputError, type Problem } from '../core/errors.js';
import { mask } from '../core/mask.js';
import { isIsoDate } from '../core/numbers.js';
import { type Column, isNumeric, WHOLE_TYPES } from './column.js';

/** A value that a column cannot have. */
type Wrong = Pick<Problem, 'code' | 'expected'>;

/**
 * Makes a check of values that a program gives: numbers that are finite, and whole where the column's are; days `YYYY-MM-DD`; texts.
 * Ranges are the contract's, which readers of files hold values to. A value that is missing passes.
 * @param columns the columns, by name; values of others pass
 * @returns the check; it throws InputError ROW_PROBLEM with every value that is none
 */
export function valueChecker(
  columns: readonly Column[],
): (values: Readonly<Record<string, unknown>>) => void {
  const checks = columns.map((column) => [column, checkOf(column)] as const);
  return (values) => {
    let problems: Problem[] | undefined;
    for (const [column, check] of checks) {
      const value = values[column.name];
      if (value === null || value === undefined) continue;
      const wrong = check(value);
      if (wrong === undefined) continue;
      problems ??= [];
      problems.push({ ...wrong, column: column.name, found: shown(String(value), column) });
    }
    if (problems !== undefined)
      throw new InputError('ROW_PROBLEM', 'A record has values that cannot be used', problems);
  };
}

const shown = (text: string, { personal }: Column) => (personal === undefined ? text : mask(text, personal));

function checkOf(column: Column): (value: unknown) => Wrong | undefined {
  if (isNumeric(column)) {
    const isWhole = WHOLE_TYPES.includes(column.type);
    const expected = isWhole ? 'a whole number' : 'a finite number';
    return (value) => {
      if (typeof value !== 'number') return { code: 'TYPE', expected };
      if (!Number.isFinite(value)) return { code: 'NOT_FINITE', expected };
      return isWhole && !Number.isInteger(value) ? { code: 'TYPE', expected } : undefined;
    };
  }
  if (column.type === 'date')
    return (value) =>
      typeof value === 'string' && isIsoDate(value)
        ? undefined
        : { code: 'TYPE', expected: 'a day YYYY-MM-DD' };
  return (value) => (typeof value === 'string' ? undefined : { code: 'TYPE', expected: 'a text' });
}
