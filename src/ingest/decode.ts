import { isUtf8 } from 'node:buffer';

/** UTF-16, the lesser or the greater byte of a character first. */
type WideEncoding = 'utf-16le' | 'utf-16be';

/** A text encoding that Dipper reads. */
type Encoding = 'utf-8' | 'gb18030' | WideEncoding;

/** Which UTF-16 the mark at the beginning of a file says; undefined for other encodings. */
export function wideEncoding(bytes: Uint8Array): WideEncoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/**
 * Detects the encoding of a whole file: a UTF-16 mark, valid UTF-8, otherwise GB18030 (of which GBK and GB2312 are part).
 * @param bytes the whole file
 */
function detectEncoding(bytes: Uint8Array): Encoding {
  return wideEncoding(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
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
