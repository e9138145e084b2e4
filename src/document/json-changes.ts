/** One place where two JSON values differ. */
export interface JsonChange {
  /** e.g. `line.cap[2]`; list entries with an id or rating are named by it, e.g. `rules[DISHONEST].outcome`. */
  readonly path: string;
  /** Undefined where it was added. */
  readonly before: unknown;
  /** Undefined where it was taken away. */
  readonly after: unknown;
}

/**
 * Where two JSON values differ, leaf by leaf, in the order of the first.
 * @param before a JSON value
 * @param after another
 */
export function jsonChanges(before: unknown, after: unknown, path = ''): JsonChange[] {
  const [a, b] = [membersOf(before), membersOf(after)];
  if (a === undefined || b === undefined)
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  return names.flatMap((name) => {
    const own = Array.isArray(before) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    return jsonChanges(a.get(name), b.get(name), own);
  });
}

/** Members by name; undefined for a leaf. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) return new Map(value.map((entry, i) => [nameOf(entry) ?? String(i), entry]));
  if (value === null || typeof value !== 'object') return undefined;
  return new Map(Object.entries(value));
}

function nameOf(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== 'object') return undefined;
  const { id, name, rating } = entry as Readonly<Record<string, unknown>>;
  const found = id ?? rating ?? name;
  return typeof found === 'string' ? found : undefined;
}
