import { numberWriter } from './number.js';

/**
 * The name of a size class, which begins with its number, so that names sort as classes do: `1: below 3,000,000`. Different limits
 * read differently.
 * @param place of the class, from 0
 * @param edges the least value of each class but the first, ascending
 */
export function sizeClassText(place: number, edges: readonly number[]): string {
  const write = numberWriter(edges, () => ({ decimals: 6, digits: 7 }));
  const [from, to] = [edges[place - 1], edges[place]];
  const limits = [
    from === undefined ? undefined : `from ${write(from)}`,
    to === undefined ? undefined : `below ${write(to)}`,
  ].filter((part) => part !== undefined);
  return `${place + 1}: ${limits.length === 0 ? 'all' : limits.join(' ')}`;
}

const NAME = /^(\d+): (?:all|(?:from ([\d.,-]+))? ?(?:below ([\d.,-]+))?)$/;

/** The name of a size class in Chinese; every other name as it is. */
export function sizeClassZh(name: string): string {
  const [, number, from, below] = NAME.exec(name) ?? [];
  if (number === undefined) return name;
  const limits = [from && `不低于${from}`, below && `低于${below}`].filter(Boolean);
  return `${number}：${limits.length === 0 ? '全部' : limits.join('且')}`;
}
