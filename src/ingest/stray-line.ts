import { Buffer, isAscii, isUtf8 } from 'node:buffer';

const LF = 10;

/**
 * The first line that is no UTF-8 in a text most of which is, as when a table was joined from files in different encodings.
 * @param chunks the bytes of the text
 * @returns its number, from 1; undefined where most lines that are not plain ASCII are no UTF-8
 */
export async function strayLine(chunks: AsyncIterable<Buffer>): Promise<number | undefined> {
  let [line, first, good, bad] = [0, 0, 0, 0];
  let rest = Buffer.alloc(0);
  const take = (bytes: Buffer) => {
    line++;
    if (isAscii(bytes)) return;
    if (isUtf8(bytes)) good++;
    else if (++bad === 1) first = line;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      const piece = chunk.subarray(start, at);
      take(rest.length === 0 ? piece : Buffer.concat([rest, piece]));
      rest = Buffer.alloc(0);
      start = at + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(start)]);
  }
  if (rest.length > 0) take(rest);
  return bad > 0 && bad < good ? first : undefined;
}
