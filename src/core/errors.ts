import { plainText } from './plain-text.js';

/** One thing that is wrong, said so that a person can mend it: what, where, found, expected. */
export interface Problem {
  /** Stable machine-readable code in upper snake case, e.g. `RANGE`. */
  readonly code: string;
  /** File name as the user knows it. */
  readonly file?: string;
  /** Physical line in the file, 1-based (the header is line 1). */
  readonly line?: number;
  /** Column name in a table. */
  readonly column?: string;
  /** Path inside a JSON document, e.g. `features[2].bins`. */
  readonly path?: string;
  /** What was found, as text. */
  readonly found?: string;
  /** What was expected, as text. */
  readonly expected?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Base of every error Dipper raises on purpose; a bare `Error` is our own bug. */
export class DipperError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** The user's data or flags are wrong (exit 2). */
export class InputError extends DipperError {}

/** A spec or document is missing, malformed, or contradicts itself (exit 3). */
export class DocumentError extends DipperError {}

/** A dialect cannot say what a document asks for (exit 3). */
export class UnsupportedInDialect extends DipperError {}

/**
 * One line of text for a problem: `judgements.csv line 14, column value: found "10"; expected 1/9 to 9`. It has no control
 * characters: names in files must not steer a terminal.
 * @param problem the problem to print
 */
export function formatProblem(problem: Problem): string {
  const where = [
    problem.file,
    problem.line === undefined ? undefined : `line ${problem.line},`,
    problem.column === undefined ? undefined : `column ${problem.column}`,
    problem.path,
  ].filter((part) => part !== undefined);
  const what = [
    problem.found === undefined ? undefined : `found ${quote(problem.found, mostShown(problem))}`,
    problem.expected === undefined ? undefined : `expected ${problem.expected}`,
    problem.hint,
  ].filter((part) => part !== undefined);
  const place = where.join(' ').replace(/,$/, '');
  const said = what.length > 0 ? what.join('; ') : problem.code;
  return plainText(place === '' ? said : `${place}: ${said}`);
}

/** What stands in a line of a file, or at a place of a document, may have any length; a hash is shown whole. */
const MOST_OF_A_CELL = 64;
/** Anywhere else a sentence of ours is found: a path, a reason, a hash, which are of use as a whole only. */
const MOST_OF_A_SENTENCE = 500;

/** What a document says begins as JSON does. */
const mostShown = ({ line, found = '' }: Problem): number =>
  line === undefined && !/^["[{]/.test(found) ? MOST_OF_A_SENTENCE : MOST_OF_A_CELL;

/** A text of a document is found with its quotes on. */
function quote(found: string, most: number): string {
  if (/^".*"$/s.test(found) && found.length <= most) return found;
  const text = JSON.stringify(found.length > most ? `${found.slice(0, most)}…` : found);
  return text.replace(UNSEEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Characters that nobody sees: no-break spaces, and those of no width. */
const UNSEEN = /[\u00a0\u00ad\u200b-\u200d\u2060-\u2064\ufeff]/g;
