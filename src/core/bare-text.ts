const GRADE = '级級类類型';
const ENDING = new RegExp(`(?<=.)[${GRADE}]$`, 'u');

/**
 * A text without width, case, blanks and the word for grade or kind it may end in: Ａ, a and A级 are one, A.
 * @param text any text
 */
export const bareText = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '').replace(ENDING, '');

/** The ways in which a text may be written so that it is the same when bare. */
export const WRITINGS: readonly ((text: string) => string)[] = [
  ...[...GRADE].map((ending) => (text: string) => text + ending),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
];
