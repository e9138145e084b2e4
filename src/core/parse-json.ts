/** What a JSON text says; a mark before it, as some editors write one, is read over. @throws SyntaxError */
export const parseJson = (text: string) => JSON.parse(text.replace(/^\ufeff/, ''));

/**
 * Where a text that is no JSON stops being the beginning of one. The parser names no place for what it calls an unexpected token;
 * the place is found by halves.
 * @returns the place of the first character that cannot stand there; the text's length where it only ends too early
 */
export function jsonEnd(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (canGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether a text is JSON, or lacks no more than its end. */
function canGoOn(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    const place = /at position (\d+)/.exec(message)?.[1];
    return place === undefined
      ? message === 'Unexpected end of JSON input'
      : Number(place) === text.replace(/^\ufeff/, '').length;
  }
}
