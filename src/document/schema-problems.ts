import type { z } from 'zod';
import type { Problem } from '../core/errors.js';
import { sum } from '../core/numbers.js';
import { didYouMean } from '../core/suggest.js';
import { pathText } from './json-places.js';

type Issue = z.core.$ZodIssue;

/**
 * What a schema finds wrong in a document, in words of people who write one.
 * @param issue one finding of the schema
 * @param json the document as it stands in the file
 * @param file name for problems
 */
export function problemsOfIssue(issue: Issue, json: unknown, file: string): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'UNKNOWN_KEY',
      file,
      path: pathText([...issue.path, key]),
      found: key,
      expected: 'a known key',
    }));
  }
  const nearest = nearestOf(issue);
  if (nearest.length > 0) return nearest.flatMap((inner) => problemsOfIssue(inner, json, file));
  const found = issue.path.reduce<unknown>(member, json);
  const choices = choicesOf(issue);
  return [
    {
      code: 'SCHEMA',
      file,
      ...(issue.path.length > 0 && { path: pathText(issue.path) }),
      found: JSON.stringify(found)?.slice(0, 200) ?? 'nothing',
      expected: choices.length > 0 ? `one of ${choices.join(', ')}` : expectedOf(issue),
      ...(typeof found === 'string' && choices.length > 0 ? didYouMean(found, choices) : {}),
    },
  ];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What is counted of a value that has too few or too many of it. */
const UNITS: Readonly<Record<string, string>> = { array: ' in the list', string: ' characters' };

/** What should have stood there, in words that follow "expected". */
function expectedOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === 'too_small')
    return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
  if (issue.code === 'too_big')
    return `${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
  const pattern = /^Invalid string: must match pattern (.*)$/s.exec(issue.message);
  if (pattern !== null) return `a text that matches ${pattern[1]}`;
  return issue.message.replace(/^[A-Z][a-z ]*: expected /, '');
}

/** What a value may be, where that is a list; of a union told apart by a key, what that key may say. */
function choicesOf(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  return ((issue as { readonly options?: readonly unknown[] }).options ?? []).map(String);
}

/**
 * Of a union's branches, what is wrong in the one that the writer most likely meant: none that refuses a word which another takes;
 * of the others, that which got deepest before it failed, with the fewest things wrong. Branches that part in the same value are
 * told together. Empty for anything else.
 */
function nearestOf(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') return [];
  const branches = issue.errors.map((own) =>
    own
      .map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue)
      .flatMap((inner) => {
        const nearest = nearestOf(inner);
        return nearest.length > 0 ? nearest : [inner];
      }),
  );
  const meant = branches.filter(
    (own) =>
      !own.some((inner) => inner.code === 'invalid_value' && branches.some((b) => takes(b, inner.path))),
  );
  const likely = meant.length > 0 ? meant : branches;
  const [first, ...others] = [...likely].sort((a, b) => rankOf(b) - rankOf(a));
  const [only] = first ?? [];
  if (only?.code !== 'invalid_value') return first ?? [];
  const values = [first!, ...others].flatMap((own) =>
    own.filter(({ path }) => pathText(path) === pathText(only.path)).flatMap(choicesAt),
  );
  return [{ ...only, values: [...new Set(values)] }, ...first!.slice(1)];
}

/** Whether a branch found nothing wrong in a value, nor in what holds it. */
function takes(branch: readonly Issue[], path: readonly PropertyKey[]): boolean {
  const refused = branch.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  return !refused.some((own) => own.every((key, i) => key === path[i]));
}

/** What a branch would have taken: its texts, or what else it is. */
function choicesAt(issue: Issue): readonly z.core.util.Primitive[] {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_type' ? [expectedOf(issue)] : [];
}

function rankOf(issues: readonly Issue[]): number {
  const wrong = issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.length : 1));
  const depth = Math.max(0, ...issues.map((issue) => issue.path.length));
  return depth * 100 - sum(wrong);
}

function member(value: unknown, key: PropertyKey): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}
