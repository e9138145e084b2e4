/**
 * The first circle of links that is met, walking from each name in turn; every link is walked once, along chains of any length.
 * @param names where to start, in order
 * @param linksOf the names that a name links to
 * @returns the names along the circle, the first of them again at the end; undefined where there is none
 */
export function findCircle(
  names: Iterable<string>,
  linksOf: (name: string) => readonly string[],
): string[] | undefined {
  const done = new Set<string>();
  const way: { readonly name: string; readonly links: Iterator<string> }[] = [];
  const placeOnWay = new Map<string, number>();
  /** The next link of the last name on the way; a name without any more is done, and the one before it goes on. */
  const step = (): string | undefined => {
    for (let last = way.at(-1); last !== undefined; last = way.at(-1)) {
      const link = last.links.next();
      if (link.done !== true) return link.value;
      way.pop();
      placeOnWay.delete(last.name);
      done.add(last.name);
    }
    return undefined;
  };
  for (const start of names) {
    for (let next: string | undefined = start; next !== undefined; next = step()) {
      const place = placeOnWay.get(next);
      if (place !== undefined) return [...way.slice(place).map(({ name }) => name), next];
      if (done.has(next)) continue;
      placeOnWay.set(next, way.length);
      way.push({ name: next, links: linksOf(next).values() });
    }
  }
  return undefined;
}
