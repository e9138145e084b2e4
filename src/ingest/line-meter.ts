/** Lines up to this many bytes are not measured: readers take them as they come. */
export const SHORT_LINE = 1 << 20;

const LF = 10;

/** Measures the longest line of a stream of bytes. */
export interface LineMeter {
  push(chunk: Buffer): void;
  /** Bytes of the longest line when it is longer than `SHORT_LINE`, otherwise 0. */
  longest(): number;
}

/** A meter that looks for one line end in every mebibyte, and walks only where there is none. */
export function lineMeter(): LineMeter {
  let longest = 0;
  /** Bytes since the last line end that was seen. */
  let open = 0;
  const measure = (bytes: number) => {
    if (bytes > SHORT_LINE) longest = Math.max(longest, bytes);
  };
  const push = (chunk: Buffer) => {
    let start = 0;
    while (start < chunk.length) {
      const near = Math.min(start + Math.max(0, SHORT_LINE - open), chunk.length) - 1;
      const last = near < start ? -1 : chunk.lastIndexOf(LF, near);
      const end = last >= start ? last : chunk.indexOf(LF, Math.max(near, start));
      if (end < 0) break;
      if (last < start) measure(open + end - start);
      open = 0;
      start = end + 1;
    }
    open += chunk.length - start;
  };
  return {
    push,
    longest: () => {
      measure(open);
      return longest;
    },
  };
}
