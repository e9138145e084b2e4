/** A key that an object says again. */
export interface RepeatedKey {
  readonly key: string;
  /** 1-based. */
  readonly line: number;
}

/** Brackets of objects, and texts with the colon that makes them keys. */
const TOKENS = /[{}]|"((?:[^"\\]|\\.)*)"(\s*:)?/g;

/**
 * Keys that stand twice in one object, in the order of the text: a reader sees the first, a parser takes the last.
 * @param json a text that is JSON
 */
export function repeatedKeys(json: string): RepeatedKey[] {
  const open: Set<string>[] = [];
  const found: RepeatedKey[] = [];
  for (const { 0: token, 1: text, 2: colon, index } of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const key = text!.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text!;
      const keys = open.at(-1)!;
      if (keys.has(key)) found.push({ key, line: json.slice(0, index).split('\n').length });
      keys.add(key);
    }
  }
  return found;
}
