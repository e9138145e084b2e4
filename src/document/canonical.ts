import { sha256 } from '../core/hash.js';

/**
 * The canonical text of a JSON value: keys sorted by UTF-16 code unit, no white space, shortest numbers (RFC 8785).
 * @param value any JSON value
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(members).sort())
    if (members[key] !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(members[key])}`;
  return `{${text}}`;
}

/**
 * A document's fingerprint: SHA-256 of its canonical text; layout and key order of the file do not matter.
 * @param value a JSON value
 */
export function fingerprint(value: unknown): string {
  return sha256(canonicalJson(value));
}
