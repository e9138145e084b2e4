import { InvalidArgumentError, Option } from 'commander';
import { MEMORY_SIZE, RANGES } from '../src/opening.js';

export const study = () => new Option('--study <folder>', 'the folder with dipper.json').default('.');
export const language = (what: string) =>
  new Option('--lang <language>', what).choices(['en', 'zh']).default('en');
export const json = () => new Option('--json', 'print one JSON document on stdout');

export const memory = () =>
  new Option('--memory <size>', 'most memory before spilling to disk, e.g. 1GB').argParser(
    matching(MEMORY_SIZE.pattern, MEMORY_SIZE.expected),
  );
export const threads = () => wholeNumber('--threads <n>', 'worker threads', RANGES.threads);

export const spill = () => new Option('--spill <folder>', 'folder to spill to (default: beside the runs)');

/** Reads an option that must look like something. */
export function matching(pattern: RegExp, expected: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(`Expected ${expected}.`);
  };
}

/** An option with a whole number in a range. */
export function wholeNumber(
  flags: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): Option {
  return new Option(flags, text).argParser((given) => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  });
}

/** An option with one of several words. */
export const choice = (flags: string, text: string, ...values: readonly string[]) =>
  new Option(flags, text).choices(values);

/** How far a study goes whose models may be a card and nothing else. */
export const ratingPart = () =>
  choice('--part <part>', 'ratings and no more, or lines and rates too', 'score', 'all').default('all');

export const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;

/** A flag's day. */
export const day = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date YYYY-MM-DD');

/** Where the funnel of a list ends and that of the next one begins. */
export const untilOption = () =>
  new Option(
    '--until <date>',
    'of the funnel: what is first told of from that day on came of the next list',
  ).argParser(day);
