import { createRequire } from 'node:module';
import { z } from 'zod';

/** What every engine reads alike: letters and digits by their ASCII classes, characters by their code in two digits, categories. */
const ESCAPES = /^\\(?:[dDwWtnrf]|x[0-9A-Fa-f]{2}|[pP]\{[A-Z][a-z]?\}|[\\^$.*+?()[\]{}|/-])/;
/** A repetition beyond is refused by RE2. */
const MOST_REPEATED = 1000;

/**
 * What keeps a pattern from being read alike by JavaScript, RE2 (DuckDB) and Java (Spark); undefined when nothing does.
 * @param pattern the pattern, that the whole text must match
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(`^(?:${pattern})$`, 'su');
  } catch {
    return 'no pattern';
  }
  const bare = pattern.replace(/\\./gs, '');
  const outside = bare.replace(/\[[^\]]*\]/g, '');
  if (/\(\?(?!:)/.test(outside)) return 'look-around, named groups and flags';
  if (/\[:|&&/.test(bare)) return '[:…:] and &&';
  const repeated = [...outside.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, from, to]) => [from, to]);
  if (repeated.some((times) => Number(times ?? 0) > MOST_REPEATED)) return `more than ${MOST_REPEATED} times`;
  for (let at = pattern.indexOf('\\'); at >= 0; ) {
    const read = ESCAPES.exec(pattern.slice(at))?.[0];
    if (read === undefined) return pattern.slice(at, at + 2);
    at = pattern.indexOf('\\', at + read.length);
  }
  try {
    compile(pattern);
  } catch {
    return 'nested repetition';
  }
  return undefined;
}

type RE2 = typeof import('re2js').RE2JS;
type Compiled = ReturnType<RE2['compile']>;

const compiled = new Map<string, Compiled>();

/**
 * Whether a pattern matches the whole of a text, in time that grows as the text does: a backtracking matcher takes hours for `(a+)+$`.
 */
export function isMatched(pattern: string, text: string): boolean {
  const known = compiled.get(pattern) ?? compile(pattern);
  return known.matches(text);
}

function compile(pattern: string): Compiled {
  const { RE2JS } = createRequire(import.meta.url)('re2js') as { readonly RE2JS: RE2 };
  const made = RE2JS.compile(pattern, RE2JS.DOTALL);
  compiled.set(pattern, made);
  return made;
}

/** A pattern for the whole of a text. */
export const patternSchema = z.string().superRefine((pattern, context) => {
  const found = patternProblem(pattern);
  if (found === undefined) return;
  const message = `a pattern that all engines read alike, which ${found} is not: characters, [classes], \\d \\w \\p{L}, groups, | and repetition; for blanks write [ \\t], for Chinese characters [一-鿿]`;
  context.addIssue({ code: 'custom', message });
});
