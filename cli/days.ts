import { many, plain, warning } from './print.js';

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

/**
 * What is said of a run before that is of no earlier day than the study: two runs of one day agree, and where two agree nobody is held.
 * @param before the run and its day; nothing is said of one that is not known
 */
export function previousDayLines({
  run,
  asOf,
  notEarlier,
}: {
  readonly run?: string;
  readonly asOf?: string;
  readonly notEarlier?: boolean;
}): string[] {
  if (!notEarlier) return [];
  return [
    warning(
      plain(
        `  the run before (${run}) is of ${asOf}, no day before the study’s: it does not tell where firms stood before; inputs.previousRatings is to name a run of an earlier day`,
      ),
    ),
  ];
}
