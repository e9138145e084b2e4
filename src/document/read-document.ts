import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { DocumentError, type Problem } from '../core/errors.js';
import { jsonEnd, parseJson } from '../core/parse-json.js';
import { repeatedKeys } from '../core/repeated-keys.js';
import { fingerprint } from './canonical.js';
import { problemsOfIssue } from './schema-problems.js';

/** A document as read, with the fingerprint of what the file says. */
export interface Loaded<T> {
  readonly path: string;
  readonly value: T;
  readonly fingerprint: string;
  /** As it stood in the file when it was read: what is kept of it is this, whatever the file says by then. */
  readonly text: string;
}

/** How the system says that there is no such file; all else that keeps it from being read is the machine's. */
const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR'];

/**
 * Reads a spec or document and checks it against its schema.
 * @param path the file
 * @param schema its zod schema
 * @param hint what to do when it is missing, e.g. the command that makes it
 * @throws DocumentError MISSING_DOCUMENT or BAD_DOCUMENT with every problem
 */
export async function readDocument<S extends z.ZodType>(
  path: string,
  schema: S,
  hint?: string,
): Promise<Loaded<z.infer<S>>> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const refusal = error as NodeJS.ErrnoException;
    if (!ABSENT.includes(refusal.code!)) throw Object.assign(refusal, { path });
    throw new DocumentError('MISSING_DOCUMENT', `${file} is missing`, [
      {
        code: 'MISSING_DOCUMENT',
        file,
        found: `nothing at ${path}`,
        ...(hint === undefined ? {} : { hint }),
      },
    ]);
  }
  return parseDocument(text, { path, schema });
}

/** Parses and checks a document's text; see `readDocument`. */
export function parseDocument<S extends z.ZodType>(
  text: string,
  source: { readonly path: string; readonly schema: S },
): Loaded<z.infer<S>> {
  const file = basename(source.path);
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (error) {
    const problem = { code: 'NOT_JSON', file, ...whereInJson(error as Error, text), expected: 'JSON' };
    throw new DocumentError('BAD_DOCUMENT', `${file} is not JSON`, [problem]);
  }
  const repeated = repeatedKeys(text);
  if (repeated.length > 0)
    throw new DocumentError(
      'BAD_DOCUMENT',
      `${file} says a key twice`,
      repeated.map(({ key, line }) => ({
        code: 'REPEATED_KEY',
        file,
        line,
        found: key,
        expected: 'each key of an object once',
      })),
    );
  const result = source.schema.safeParse(json);
  if (!result.success) {
    const problems = result.error.issues.flatMap((issue) => problemsOfIssue(issue, json, file));
    throw new DocumentError('BAD_DOCUMENT', `${file} does not say what it should`, problems);
  }
  return { path: source.path, value: result.data, fingerprint: fingerprint(json), text };
}

/** The line where a parser of JSON gave up, and why, in its words. */
function whereInJson({ message }: Error, text: string): Pick<Problem, 'line' | 'found'> {
  const found = message.replace(/ in JSON at position .*$/, '');
  return { line: text.slice(0, jsonEnd(text)).split('\n').length, found };
}
