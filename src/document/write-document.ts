import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeWhole } from '../core/write-whole.js';

/**
 * The text of a document: keys in schema order, two spaces, short arrays and objects of plain values on one line, a final newline.
 * The same value always gives the same bytes.
 * @param value the document
 */
export function documentText(value: unknown): string {
  return `${print(value, '')}\n`;
}

const LINE = 110;

function print(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const flat = printFlat(value);
  if (flat !== undefined && indent.length + flat.length <= LINE) return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'number')) return wrapNumbers(value, indent);
    return `[\n${value.map((item) => deeper + print(item, deeper)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${deeper}${JSON.stringify(key)}: ${print(member, deeper)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

function printFlat(value: object): string | undefined {
  const plain = (item: unknown) => item === null || typeof item !== 'object';
  if (Array.isArray(value)) {
    return value.every(plain) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : undefined;
  }
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  if (!entries.every(([, member]) => plain(member))) return undefined;
  return entries.length === 0
    ? '{}'
    : `{ ${entries.map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`).join(', ')} }`;
}

function wrapNumbers(numbers: readonly number[], indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const number of numbers) {
    const next = line === '' ? String(number) : `${line}, ${number}`;
    if (indent.length + next.length + 2 > LINE) {
      lines.push(line);
      line = String(number);
    } else line = next;
  }
  return `[\n${[...lines, line].map((text) => `${indent}  ${text}`).join(',\n')}\n${indent}]`;
}

/**
 * Writes a document whole or not at all.
 * @param path where it belongs
 * @param value the document
 */
export async function writeDocument(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, (file) => file.writeFile(documentText(value)));
}
