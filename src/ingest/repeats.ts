/**
 * The rows whose key an earlier row has too.
 * @param rows rows in order
 * @param keyOf what must stand once
 * @returns every copy but the first of each, in order
 */
export function repeats<T>(rows: readonly T[], keyOf: (row: T) => string): T[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = keyOf(row);
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
}
