import { isUtf8 } from 'node:buffer';

/** A text encoding that Dipper reads. */
type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';

/**
 * Detects the encoding of a whole file: a UTF-16 mark, valid UTF-8, otherwise GB18030 (of which GBK and GB2312 are part).
 * @param bytes the whole file
 */
function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'gb18030';
}

/**
 * Decodes a file's bytes, dropping a byte order mark.
 * @param bytes the whole file
 * @returns the text, or undefined when the bytes are text in no known encoding
 */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(detectEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
