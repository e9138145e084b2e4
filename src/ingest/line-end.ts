import type { Buffer } from 'node:buffer';
import { headText } from './head-text.js';

const [LF, CR] = [10, 13];

/**
 * What ends the lines of a text, by its first line that is not blank: LF, before which a CR may stand, or CR alone, as old sheets write
 * them. Line breaks within quotes end none.
 * @param text the beginning of the text
 * @returns undefined where that line does not end in it
 */
export function lineEndOf(text: string): '\n' | '\r' | undefined {
  let isQuoted = false;
  const start = text.length - text.trimStart().length;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n') return '\n';
    else if (character === '\r' && at + 1 < text.length) return text[at + 1] === '\n' ? '\n' : '\r';
  }
  return undefined;
}

/** A text with LF at the end of its lines, where CR alone ends them. @param end as `lineEndOf` the text, or its beginning */
export const withLineFeeds = (text: string, end = lineEndOf(text)): string =>
  end === '\r' ? text.replaceAll('\r', '\n') : text;

/** Whether the lines of a text file end with CR alone. */
export const endsWithCr = async (path: string): Promise<boolean> => lineEndOf(await headText(path)) === '\r';

/** A text whose lines end with CR alone: with LF. */
export async function* lineFeeds(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of chunks) yield bytes.map((byte) => (byte === CR ? LF : byte)) as Buffer;
}
