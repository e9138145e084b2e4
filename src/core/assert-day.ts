import { InputError } from './errors.js';
import { isIsoDate } from './numbers.js';

/**
 * Refuses a text that is no day of the calendar, `YYYY-MM-DD`, or not from 1900 to 2099, as days of studies are.
 * @param day the text; undefined passes
 * @param path the flag it was given by
 * @throws InputError USAGE
 */
export function assertDay(day: string | undefined, path: string): void {
  if (day === undefined || (isIsoDate(day) && day >= '1900-01-01' && day <= '2099-12-31')) return;
  throw new InputError('USAGE', `${path} names no day of the calendar`, [
    { code: 'USAGE', path, found: day, expected: 'a day YYYY-MM-DD from 1900 to 2099' },
  ]);
}
