import { sizeClassText } from '../text/size-class.js';

const CLASSES = 5;

/**
 * Numbers in five classes of about equally many firms: segments by size, where sizes are numbers and not words.
 * @param values one a firm; null or empty where it is not known
 * @param counts whether a firm counts in "equally many". Default: all do
 * @returns the class of each in words, `1: below 3,000,000` first; null where it is not known
 */
export function sizeClasses(
  values: readonly (string | null)[],
  counts: (row: number) => boolean = () => true,
): (string | null)[] {
  const numbers = values.map((value) => (value === null || value === '' ? null : Number(value)));
  const sorted = numbers
    .flatMap((value, row) => (value !== null && counts(row) ? [value] : []))
    .sort((a, b) => a - b);
  const cuts = Array.from(
    { length: CLASSES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / CLASSES)],
  );
  const edges = [...new Set(cuts)].filter((edge) => edge !== undefined && edge > sorted[0]!) as number[];
  const names = [...edges.keys(), edges.length].map((place) =>
    sizeClassText(place + 1, { from: edges[place - 1], to: edges[place] }),
  );
  return numbers.map((value) =>
    value === null ? null : names[edges.filter((edge) => value >= edge).length]!,
  );
}
