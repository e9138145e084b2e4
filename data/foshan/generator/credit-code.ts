import { CREDIT_ALPHABET, creditCheckCharacter } from '../../../src/document/credit-code.js';

const BODY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Bodies of real codes are eight digits or start with MA; these start with letters that no register issues. */
const BODY_HEAD = 'YX';
const BODY_PLACES = 31 ** 6;
/** Odd multiplier without a factor 31, so that numbers and codes are one to one. */
const BODY_STEP = 388_123_457;

/**
 * The ninth character of an organisation code: 11 − Σ cᵢ wᵢ mod 11, 10 becomes X, 11 becomes 0.
 * @param body its first eight characters
 * @source GB 11714-1997
 */
export function bodyCheckCharacter(body: string): string {
  const sum = BODY_WEIGHTS.reduce((total, weight, i) => total + weight * BODY_ALPHABET.indexOf(body[i]!), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/**
 * A made-up credit code of an enterprise (register 9, category 1) that no two numbers share.
 * @param division six digits of the administrative division
 * @param number integer in [0, 31^6)
 * @param offset moves the whole sequence, so that another seed gives other codes
 */
export function creditCode(division: string, number: number, offset: number): string {
  let place = Number((BigInt(number) * BigInt(BODY_STEP) + BigInt(offset)) % BigInt(BODY_PLACES));
  let body = '';
  for (let i = 0; i < 6; i++) {
    body = CREDIT_ALPHABET[place % 31]! + body;
    place = Math.floor(place / 31);
  }
  const head = BODY_HEAD + body;
  const first17 = `91${division}${head}${bodyCheckCharacter(head)}`;
  return first17 + creditCheckCharacter(first17);
}
