import { sha256 } from '../core/hash.js';

/**
 * The canonical text of a JSON value: keys sorted by UTF-16 code unit, no white space, shortest numbers (RFC 8785).
 * @param value any JSON value
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * A document's fingerprint: SHA-256 of its canonical text; layout and key order of the file do not matter.
 * @param value a JSON value
 */
export function fingerprint(value: unknown): string {
  return sha256(canonicalJson(value));
}
