/** The 31 characters of a unified social credit code: no I, O, S, V, Z. Their places are their values. */
export const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** What each of the first seventeen characters counts: 3^(i−1) mod 31. */
export const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** The shape of a code: register and category, six digits of the division, nine of the body, one to check. */
export const CREDIT_PATTERN = `[${CREDIT_ALPHABET}]{2}[0-9]{6}[${CREDIT_ALPHABET}]{10}`;

/**
 * The last character of a unified social credit code: 31 − Σ cᵢ 3^(i−1) mod 31, 31 becomes 0.
 * @param first17 the first seventeen characters, each of the alphabet
 * @source GB 32100-2015, annex A
 */
export function creditCheckCharacter(first17: string): string {
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, i) => total + weight * CREDIT_ALPHABET.indexOf(first17[i]!),
    0,
  );
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** A code that the check character fits, one with a character too few, and one with a letter that no code has. */
const [CODE, SHORT, STRANGE] = ['91110000600037341L', '91110000600037341', '9111000060003734IL'];

/**
 * Whether a pattern of a contract is that of credit codes: it takes a code, and neither a shorter text nor one with an I.
 * @param pattern a pattern that the whole text must match
 */
export function isCreditPattern(pattern: string): boolean {
  const own = new RegExp(`^(?:${pattern})$`, 'su');
  return own.test(CODE) && !own.test(SHORT) && !own.test(STRANGE);
}
