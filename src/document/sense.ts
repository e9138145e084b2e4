/** What a document that fits its schema still gets wrong: where, and what is expected there. */
export interface SenseProblem {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Entries of a list whose name stood before. */
export function repeatedNames<K extends string>(
  list: string,
  entries: readonly Readonly<Record<K, string>>[],
  key: K,
): SenseProblem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, i) => {
    const isRepeated = seen.has(entry[key]);
    seen.add(entry[key]);
    return isRepeated ? [{ path: [list, i, key], message: `each ${key} once` }] : [];
  });
}

/** Entries of a list that name something unknown. */
export function unknownNames<K extends string>(
  list: string,
  entries: readonly Readonly<Record<K, string>>[],
  key: K,
  known: ReadonlySet<string>,
): SenseProblem[] {
  return entries.flatMap((entry, i) =>
    known.has(entry[key]) ? [] : [{ path: [list, i, key], message: `a known ${key}` }],
  );
}
