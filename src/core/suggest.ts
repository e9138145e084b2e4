/**
 * The known name nearest to an unknown one, when it is near enough to be a slip of the pen.
 * Distance is Damerau-Levenshtein (optimal string alignment) on lower-cased text; near enough is at most a third of the length, at least 1.
 * @param name what was typed
 * @param known the names that exist
 * @returns the nearest known name, or undefined
 * @source Damerau (1964), A technique for computer detection and correction of spelling errors
 */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * A hint such as `did you mean "tax_rating"?`, ready for `Problem.hint`.
 * @param name what was typed
 * @param known the names that exist
 * @returns an object to spread into a Problem: empty when nothing is near
 */
export function didYouMean(name: string, known: Iterable<string>): { hint?: string } {
  const near = suggest(name, known);
  return near === undefined ? {} : { hint: `did you mean ${JSON.stringify(near)}?` };
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) value = Math.min(value, beforeLast[j - 2]! + 1);
      row.push(value);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
