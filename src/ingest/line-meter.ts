import type { Buffer } from 'node:buffer';
/** Lines up to this many bytes are not measured: readers take them as they come. */
export const SHORT_LINE = 1 << 20;

const LF = 10;
const CR = 13;

/** Counts and measures the lines of a stream of bytes. */
export interface LineMeter {
  push(chunk: Buffer): void;
  /** Lines with anything in them so far. */
  lines(): number;
  /** Bytes of the longest line when it is longer than `SHORT_LINE`, otherwise 0. */
  longest(): number;
}

/** A meter of the lines of a text: LF ends a line, and a CR before it is no content. */
export function lineMeter(): LineMeter {
  let longest = 0;
  let lines = 0;
  /** Bytes of the line that is not ended yet, and the last of them. */
  let [open, last] = [0, LF];
  const isFilled = (length: number, end: number) => length > 1 || (length === 1 && end !== CR);
  const push = (chunk: Buffer) => {
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      const length = open + at - start;
      if (isFilled(length, at > start ? chunk[at - 1]! : last)) lines++;
      if (length > longest) longest = length;
      open = 0;
      start = at + 1;
    }
    if (start === chunk.length) return;
    open += chunk.length - start;
    last = chunk[chunk.length - 1]!;
  };
  return {
    push,
    lines: () => lines + (isFilled(open, last) ? 1 : 0),
    longest: () => {
      const most = Math.max(longest, open);
      return most > SHORT_LINE ? most : 0;
    },
  };
}
