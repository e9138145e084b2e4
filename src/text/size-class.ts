/**
 * The name of a size class, which begins with its number, so that names sort as classes do: `1: below 3,000,000`.
 * @param number of the class, from 1
 * @param limits its least value, and the least of the next; undefined at either end
 */
export function sizeClassText(
  number: number,
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
): string {
  const limits = [
    from === undefined ? undefined : `from ${edge(from)}`,
    to === undefined ? undefined : `below ${edge(to)}`,
  ].filter((part) => part !== undefined);
  return `${number}: ${limits.length === 0 ? 'all' : limits.join(' ')}`;
}

const edge = (value: number): string => value.toLocaleString('en-US');

const NAME = /^(\d+): (?:all|(?:from ([\d.,-]+))? ?(?:below ([\d.,-]+))?)$/;

/** The name of a size class in Chinese; every other name as it is. */
export function sizeClassZh(name: string): string {
  const [, number, from, below] = NAME.exec(name) ?? [];
  if (number === undefined) return name;
  const limits = [from && `不低于${from}`, below && `低于${below}`].filter(Boolean);
  return `${number}：${limits.length === 0 ? '全部' : limits.join('且')}`;
}
