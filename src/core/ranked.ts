const BUCKETS = 4096;

/**
 * The values that would stand at some places were all values sorted: only the stretches of values around them are.
 * @param values numbers, none of them NaN
 * @param ranks places from 0, in any order
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): number[] {
  const bucketOf = bucketsOver(values);
  const first = new Uint32Array(BUCKETS + 1);
  for (let i = 0; i < values.length; i++) first[bucketOf(values[i]!) + 1]!++;
  for (let bucket = 0; bucket < BUCKETS; bucket++) first[bucket + 1]! += first[bucket]!;
  const stretches = new Map<number, { readonly values: Float64Array; filled: number }>();
  const wanted = ranks.map((rank) => bucketAt(first, rank));
  const isWanted = new Uint8Array(BUCKETS);
  for (const bucket of wanted) {
    const size = first[bucket + 1]! - first[bucket]!;
    stretches.set(bucket, { values: new Float64Array(size), filled: 0 });
    isWanted[bucket] = 1;
  }
  for (let i = 0; i < values.length; i++) {
    const bucket = bucketOf(values[i]!);
    if (isWanted[bucket] === 0) continue;
    const stretch = stretches.get(bucket)!;
    stretch.values[stretch.filled++] = values[i]!;
  }
  for (const stretch of stretches.values()) stretch.values.sort();
  return ranks.map((rank, i) => stretches.get(wanted[i]!)!.values[rank - first[wanted[i]!]!]!);
}

/** Even stretches between the least and the largest value, which never put a larger value before a smaller one. */
function bucketsOver(values: Float64Array): (value: number) => number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = most > least && Number.isFinite(most - least) ? BUCKETS / (most - least) : 0;
  return (value) => Math.min(BUCKETS - 1, ((value - least) * scale) | 0);
}

function bucketAt(first: Uint32Array, rank: number): number {
  let [low, high] = [0, BUCKETS - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first[middle + 1]! > rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
