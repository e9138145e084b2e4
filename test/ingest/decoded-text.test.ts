import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodedText } from '../../src/ingest/decoded-text.js';
import { unpackedStream } from '../../src/ingest/packed.js';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function textOf(bytes: Uint8Array, size: number): Promise<string> {
  let text = '';
  for await (const part of decodedText(inPieces(bytes, size), 'a.csv')) text += part;
  return text;
}

/** 陶瓷厂 in GB18030. */
const CERAMICS = Buffer.from([0xcc, 0xd5, 0xb4, 0xc9, 0xb3, 0xa7]);

describe('decodedText', () => {
  const long = 'id,name\n'.repeat(20);

  it.each([1, 2, 3, 5, 161, 1000])('reads every encoding in pieces of %i bytes', async (size) => {
    const text = `${long}陶瓷厂😀\n`;
    expect(await textOf(Buffer.from(text), size)).toBe(text);
    expect(await textOf(Buffer.from(`\ufeff${text}`), size)).toBe(text);
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await textOf(wide, size)).toBe(text);
    expect(await textOf(Buffer.from(wide).swap16(), size)).toBe(text);
    expect(await textOf(Buffer.concat([Buffer.from(long), CERAMICS]), size)).toBe(`${long}陶瓷厂`);
    expect(await textOf(Buffer.concat([CERAMICS, Buffer.from(long)]), size)).toBe(`陶瓷厂${long}`);
    expect(await textOf(CERAMICS.subarray(0, 2), size)).toBe('陶');
    expect(await textOf(Buffer.from(long), size)).toBe(long);
    expect(await textOf(Buffer.alloc(0), size)).toBe('');
  });

  it('keeps a mark that is not at the start', async () => {
    expect(await textOf(Buffer.from('a\ufeffb陶'), 1000)).toBe('a\ufeffb陶');
  });

  it('names a file in no encoding, and one that cannot be read', async () => {
    await expect(textOf(Buffer.from([0x61, 0xff, 0xff, 0x0a, 0x61, 0x61]), 1000)).rejects.toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'UNDECODABLE', file: 'a.csv' }],
    });
    for (const [path, code] of [
      [join(tmpdir(), 'no-such-file'), 'ENOENT'],
      [tmpdir(), 'EISDIR'],
    ] as const)
      await expect(decodedText(createReadStream(path), 'a.csv').next()).rejects.toMatchObject({
        code: 'FILE_PROBLEM',
        problems: [{ code: 'UNREADABLE', file: 'a.csv', found: expect.stringContaining(code) }],
      });
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['packed', gzipSync],
  ])('lets go of a %s stream that is not read to its end', async (_kind, pack) => {
    let isClosed = false;
    async function* source() {
      try {
        for (const piece of [pack(Buffer.from(long)), Buffer.from(long)]) yield piece;
      } finally {
        isClosed = true;
      }
    }
    for await (const _part of decodedText(unpackedStream(source()), 'a.csv')) break;
    await new Promise((done) => setImmediate(done));
    expect(isClosed).toBe(true);
  });
});
