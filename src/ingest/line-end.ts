import { open } from 'node:fs/promises';

/** So much of a text is looked at for the end of its header. */
export const MOST_HEADER = 1 << 20;

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
export async function endsWithCr(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEADER), 0, MOST_HEADER, 0);
    return lineEndOf(new TextDecoder().decode(buffer.subarray(0, bytesRead))) === '\r';
  } finally {
    await file.close();
  }
}

/** A text whose lines end with CR alone: with LF. */
export async function* lineFeeds(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of chunks) yield bytes.map((byte) => (byte === CR ? LF : byte)) as Buffer;
}
