import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';

export type RawRow = Readonly<Record<string, string>>;

/** The rows of a raw CSV, gzipped or not, by header name. */
export function readRaw(path: string): RawRow[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '');
  const { data, errors } = Papa.parse<RawRow>(text, { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message} in row ${errors[0]!.row}`);
  return data;
}

/** A figure without its footnote letters (`18358 i` is 18358); undefined when there is none. */
export function figure(text: string | undefined): number | undefined {
  const digits = /^\s*(-?\d+(?:\.\d+)?)/.exec((text ?? '').replaceAll(',', ''))?.[1];
  return digits === undefined ? undefined : Number(digits);
}
