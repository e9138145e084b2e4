const [YEAR, MONTH, DAY] = ['(19|20)\\d{2}', '(0?[1-9]|1[0-2])', '(0?[1-9]|[12]\\d|3[01])'];

/** How days are written with the year behind, in either order of day and month. */
const yearLast = (separator: string) =>
  (
    [
      ['D', 'M', DAY, MONTH],
      ['M', 'D', MONTH, DAY],
    ] as const
  ).map(
    ([first, second, ...parts]) =>
      [
        `${first}${separator}${second}${separator}YYYY`,
        new RegExp(`^${[...parts, YEAR].join(`[${separator}]`)}$`),
      ] as const,
  );

/** How days are written that the contract does not read as they are: format and pattern. */
export const DAY_FORMATS: Readonly<Record<string, RegExp>> = {
  YYYYMMDD: /^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
  'YYYY.M.D': /^\d{4}\.\d{1,2}\.\d{1,2}$/,
  YYYY年M月D日: /^\d{4}年\d{1,2}月\d{1,2}日$/,
  ...Object.fromEntries(['/', '.', '-'].flatMap(yearLast)),
};

/**
 * The place of the format that fits most texts, by how many each fits; undefined where none fits any, or two fit alike: nobody knows
 * whether 3/4/2021 is in March or in April.
 */
export function fittingFormat(counts: readonly number[]): number | undefined {
  const most = Math.max(...counts);
  const place = counts.indexOf(most);
  return most > 0 && counts.lastIndexOf(most) === place ? place : undefined;
}
