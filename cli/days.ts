import { many, warning } from './print.js';

/**
 * What is said of days that the company table's own day does not suit: before it, as nobody knew then what stands in it, or more than
 * a year later.
 * @param what what has the days, e.g. `application`
 * @param days `YYYY-MM-DD`
 * @param asOf the table's day
 */
export function dayNotices(what: string, days: readonly string[], asOf: string): string[] {
  const yearLater = `${Number(asOf.slice(0, 4)) + 1}${asOf.slice(4)}`;
  const told = (own: readonly string[], how: string) =>
    own.length === 0
      ? []
      : [warning(`  ${many(own.length, what)} of a day ${how} the data’s, ${asOf}: ${own.toSorted()[0]}`)];
  return [
    ...told(
      days.filter((day) => day < asOf),
      'before',
    ),
    ...told(
      days.filter((day) => day > yearLater),
      'more than a year after',
    ),
  ];
}
