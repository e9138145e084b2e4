/** A path as messages write it: `rules[0].when.column`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`))
    .join('');
}

/**
 * Where a document says a text as a value, in its order.
 * @param json the document
 * @param text what is looked for
 */
export function placesOf(json: unknown, text: string): string[] {
  const walk = (value: unknown, path: readonly PropertyKey[]): string[] => {
    if (value === text) return [pathText(path)];
    if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, [...path, i]));
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, item]) => walk(item, [...path, key]));
  };
  return walk(json, []);
}
