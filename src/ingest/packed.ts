import { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';

const unpackWhole = promisify(gunzip);

/** Whether bytes are packed with gzip. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Whether bytes are a Parquet file. */
export const isParquet = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1';

/** Whether an error is zlib's: what was packed is damaged. */
export const isDamaged = (error: unknown): boolean =>
  String((error as NodeJS.ErrnoException | undefined)?.code).startsWith('Z_');

/** The bytes of a file, unpacked where they are packed with gzip; undefined when they are damaged. */
export async function unpacked(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  if (!isGzip(bytes)) return bytes;
  try {
    return await unpackWhole(bytes);
  } catch (error) {
    if (isDamaged(error)) return undefined;
    throw error;
  }
}

/** A stream of bytes, unpacked where it is packed with gzip. Throws zlib's errors. */
export async function* unpackedStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  const all = (async function* () {
    try {
      yield first.value;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
  if (!isGzip(first.value)) {
    for await (const chunk of all) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    return;
  }
  // Errors on the way reach whoever reads the end of the pipeline.
  const unpack = pipeline(Readable.from(all), createGunzip({ chunkSize: 1 << 20 }), () => {});
  for await (const chunk of unpack) yield chunk as Buffer;
}
