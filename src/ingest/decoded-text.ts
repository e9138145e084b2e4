import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { wideEncoding } from './decode.js';
import { damagedGzip, fileProblem, isUnreadable, undecodable, unreadable } from './file-problems.js';
import { isDamaged } from './packed.js';

/**
 * Text of a stream in UTF-8, UTF-16 or GB18030. The first bytes that are not ASCII tell which: until then all but UTF-16 are the same.
 * @param bytes the stream
 * @param file name for problems
 * @throws InputError FILE_PROBLEM for text in none of them, a damaged gzip file or one that cannot be read behind the stream
 */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  try {
    yield* decoded(bytes);
  } catch (error) {
    if (isDamaged(error)) throw damagedGzip(file);
    if (isUnreadable(error)) throw unreadable(error, file);
    if (!(error instanceof TypeError)) throw error;
    throw fileProblem(file, undecodable(file, undefined));
  }
}

/** No character is longer in any of the encodings. */
const LONGEST = 4;

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let held: Uint8Array = new Uint8Array();
  let isStart = true;
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const data = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const plain = asciiLength(data);
    held = data.subarray(plain);
    if (plain > 0) yield Buffer.from(data.subarray(0, plain)).toString('latin1');
    isStart &&= plain === 0;
    if (held.length < LONGEST) continue;
    decoder = decoderOf(held, isStart);
    yield decoder.decode(held, { stream: true });
  }
  yield decoder?.decode() ?? decoderOf(held, isStart).decode(held);
}

/** How many bytes come before the first that is not ASCII. */
function asciiLength(bytes: Uint8Array): number {
  if (isAscii(bytes)) return bytes.length;
  return bytes.findIndex((byte) => byte > 0x7f);
}

/** The decoder of bytes that begin with a character that is not ASCII; their last character may be cut. */
function decoderOf(bytes: Uint8Array, isStart: boolean): InstanceType<typeof TextDecoder> {
  const wide = isStart ? wideEncoding(bytes) : undefined;
  const cuts = [0, 1, 2, 3].filter((cut) => cut === 0 || cut < bytes.length);
  const isWhole = cuts.some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
  const encoding = wide ?? (isWhole ? 'utf-8' : 'gb18030');
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: !isStart });
}
