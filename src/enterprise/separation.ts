import type { Objective } from './likelihood.js';
import { type Scaled, ungrouped } from './standardise.js';

/** A standardised coefficient this large has run away: e^12 to one across one standard deviation. */
export const RUNAWAY = 12;
/** Above this many columns the climb ends as soon as it tells every event from the others. */
export const MANY = 20;

/**
 * The log-likelihood above which each row is on its side: one on the other side alone costs ln 2 times its weight. Only of many
 * columns, without what keeps a maximum finite or moves a row by itself.
 * @source Albert & Anderson (1984), On the existence of maximum likelihood estimates in logistic regression models
 */
export function apartAbove({ data, penalty, firth }: Objective): { readonly apart?: number } {
  const { columns, offset, weight } = data;
  if (columns <= MANY || firth || penalty !== undefined || offset !== undefined) return {};
  const least = weight?.reduce((low, each) => Math.min(low, each), Number.POSITIVE_INFINITY) ?? 1;
  return { apart: -least * Math.LN2 };
}

/**
 * Columns whose coefficient is too large across one standard deviation; and, where no maximum was found, those that are twice as large
 * from the mean to the furthest row, as of a column that few rows depart from.
 */
export function runawayColumns(scaled: Scaled, beta: Float64Array, converged: boolean): number[] {
  const sizes = Array.from(beta.subarray(1), Math.abs);
  const across = sizes.flatMap((size, j) => (size > RUNAWAY ? [j] : []));
  if (converged || across.length > 0) return across;
  const { x, columns } = ungrouped(scaled);
  const reach = sizes.map(() => 0);
  x.forEach((z, at) => {
    reach[at % columns] = Math.max(reach[at % columns]!, Math.abs(z));
  });
  return sizes.flatMap((size, j) => (size * reach[j]! > 2 * RUNAWAY ? [j] : []));
}

/** Columns each of which tells the events of every row by itself. */
export function columnsApart(scaled: Scaled): number[] {
  const { x, y, columns } = ungrouped(scaled);
  const ranges = [0, 1].map(() =>
    Array.from({ length: columns }, () => ({ low: Infinity, high: -Infinity })),
  );
  x.forEach((z, at) => {
    const range = ranges[y[Math.floor(at / columns)]!]![at % columns]!;
    range.low = Math.min(range.low, z);
    range.high = Math.max(range.high, z);
  });
  const [others, events] = ranges;
  return Array.from(others!.keys()).filter(
    (j) => others![j]!.high < events![j]!.low || events![j]!.high < others![j]!.low,
  );
}
