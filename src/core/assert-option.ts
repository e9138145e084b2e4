import { InputError } from './errors.js';
import type { WholeRange } from './option-ranges.js';
import { didYouMean } from './suggest.js';

/**
 * Refuses what is no whole number in a range.
 * @param value the number as it was given, by whoever has no compiler too
 * @param path the flag it was given by, or the option where there is no flag
 * @param range both ends are in it; without `most` it has no end
 * @throws InputError USAGE
 */
export function assertWhole(value: unknown, path: string, { least, most }: WholeRange): void {
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= (most ?? Infinity)) return;
  throw wrongOption(path, value, `a whole number from ${least}${most === undefined ? ' on' : ` to ${most}`}`);
}

/**
 * Refuses what is none of some words.
 * @param value the word as it was given
 * @param path the flag it was given by, or the option where there is no flag
 * @param words all that the option takes
 * @throws InputError USAGE, with the nearest word
 */
export function assertChoice(value: unknown, path: string, words: readonly string[]): void {
  if (words.includes(value as string)) return;
  const hint = typeof value === 'string' ? didYouMean(value, words) : {};
  throw wrongOption(path, value, words.join(', ').replace(/, (?=[^,]*$)/, ' or '), hint);
}

/** The error of an option with a value that it does not take. */
export function wrongOption(
  path: string,
  value: unknown,
  expected: string,
  hint: { readonly hint?: string } = {},
): InputError {
  const found = value === undefined ? 'nothing' : String(value);
  return new InputError('USAGE', `${path} does not take this value`, [
    { code: 'USAGE', path, found, expected, ...hint },
  ]);
}
