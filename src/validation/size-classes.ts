import { sizeClassText } from '../text/size-class.js';

const CLASSES = 5;

const numberOf = (value: string | null): number | null =>
  value === null || value === '' ? null : Number(value);

/**
 * Where five classes of about equally many firms begin: segments by size, where sizes are numbers and not words.
 * @param values one a firm; null or empty where it is not known
 * @param counts whether a firm counts in "equally many". Default: all do
 * @returns the least value of each class but the first, ascending; fewer where many are equal
 */
export function sizeEdges(
  values: readonly (string | null)[],
  counts: (row: number) => boolean = () => true,
): number[] {
  const sorted = values
    .map(numberOf)
    .flatMap((value, row) => (value !== null && counts(row) ? [value] : []))
    .sort((a, b) => a - b);
  const cuts = Array.from(
    { length: CLASSES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / CLASSES)],
  );
  return [...new Set(cuts)].filter((edge) => edge !== undefined && edge > sorted[0]!) as number[];
}

/**
 * Numbers by their size class in words, `1: below 3,000,000` first; null where it is not known.
 * @param edges of `sizeEdges`
 */
export function sizeClasses(values: readonly (string | null)[], edges: readonly number[]): (string | null)[] {
  const names = [...edges.keys(), edges.length].map((place) => sizeClassText(place, edges));
  return values.map((text) => {
    const value = numberOf(text);
    return value === null ? null : names[edges.filter((edge) => value >= edge).length]!;
  });
}
