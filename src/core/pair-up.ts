/** Two streams to be put together, and what each calls its items. */
export interface Paired<A, B> {
  readonly left: AsyncIterable<A>;
  readonly right: AsyncIterable<B>;
  readonly keyOf: { readonly left: (item: A) => string; readonly right: (item: B) => string };
}

/**
 * Puts the items of two streams together by key. Streams in the same order pass through; what one of them lacks waits aside, so that
 * the others still meet, and is told at the end, alone.
 * @param streams each with its keys, no key twice in one stream
 */
export async function* pairUp<A, B>({
  left,
  right,
  keyOf,
}: Paired<A, B>): AsyncGenerator<readonly [A | undefined, B | undefined]> {
  const waiting = { left: new Map<string, A>(), right: new Map<string, B>() };
  const rights = right[Symbol.asyncIterator]();
  const meet = function* (key: string) {
    const [a, b] = [waiting.left.get(key), waiting.right.get(key)];
    if (a === undefined || b === undefined) return;
    waiting.left.delete(key);
    waiting.right.delete(key);
    yield [a, b] as const;
  };
  const take = function* (item: B) {
    const key = keyOf.right(item);
    waiting.right.set(key, item);
    yield* meet(key);
  };
  for await (const item of left) {
    const key = keyOf.left(item);
    waiting.left.set(key, item);
    const next = await rights.next();
    if (!next.done) yield* take(next.value);
    yield* meet(key);
  }
  for (let next = await rights.next(); !next.done; next = await rights.next()) yield* take(next.value);
  for (const item of waiting.left.values()) yield [item, undefined];
  for (const item of waiting.right.values()) yield [undefined, item];
}
