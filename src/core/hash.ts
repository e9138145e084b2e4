import { hash } from 'node:crypto';

/**
 * The documented integer hash of an id: the first 32 bits of the MD5 of its UTF-8 bytes, unsigned.
 * Every engine has MD5, so a split or sample by hash is the same everywhere. It protects nothing.
 * @param id the text to hash
 * @returns an integer in [0, 2^32)
 */
export function hashOfId(id: string): number {
  return Number.parseInt(hash('md5', id, 'hex').slice(0, 8), 16);
}

/**
 * SHA-256 as 64 lower-case hex digits.
 * @param content text (hashed as UTF-8) or bytes
 */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** SHA-256 in base 64, as a page's policy names the scripts it allows. */
export function sha256Base64(content: string): string {
  return hash('sha256', content, 'base64');
}
