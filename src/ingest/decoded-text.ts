import { isUtf8 } from 'node:buffer';
import { InputError, type Problem } from '../core/errors.js';
import { isDamaged } from './packed.js';
import { damagedGzip } from './table-file.js';

/**
 * Text of a stream in UTF-8, UTF-16 or GB18030; the first bytes tell the encoding.
 * @throws InputError FILE_PROBLEM for text in none of them, or a damaged gzip file behind the stream
 */
export async function* decodedText(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (error) {
    if (isDamaged(error)) throw damagedGzip(file);
    if (!(error instanceof TypeError)) throw error;
    throw fileProblem({ code: 'UNDECODABLE', file, expected: 'UTF-8, UTF-16 or GB18030 text' });
  }
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  const whole = [0, 1, 2, 3].some((cut) => isUtf8(chunk.subarray(0, chunk.length - cut)));
  return whole ? 'utf-8' : 'gb18030';
}

function fileProblem(problem: Problem): InputError {
  return new InputError('FILE_PROBLEM', `${problem.file} cannot be read`, [problem]);
}
